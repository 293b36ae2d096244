/** How a demo agent differs from a well-behaved one, as agents of other tools have been seen to do. */
export interface Persona {
  /** How long after a paste Enter is still a part of it, and breaks the line. */
  readonly pasteWindowMs: number;
  /** How many presses of Enter each prompt takes without being sent. */
  readonly swallowedEnters: number;
  /** A menu is open while the last word begins with `/` or `@`: Enter closes it, and only the next one sends. */
  readonly hasPicker: boolean;
  /** Stands faintly in the empty prompt line. */
  readonly suggestion?: string;
  /** A turn comes to its end, and nothing says so. */
  readonly stopsSilently: boolean;
  /** How long each turn is silent before it begins, as when a tool retries a server that refuses it. */
  readonly silenceMs: number;
  /** Turns meet a usage limit: for so long, or without a word of when it ends. */
  readonly limit?: { readonly lastsMs?: number };
  readonly asksForTrust: boolean;
  /** Ends by itself after so long, with exit code 1. */
  readonly lifetimeMs?: number;
}

/** An agent without any of this. */
export const wellBehaved: Persona = { pasteWindowMs: 0, swallowedEnters: 0, hasPicker: false, stopsSilently: false, silenceMs: 0, asksForTrust: false };
