import type { FileLook, LiveAgent } from './look.ts';

/** How text reaches a living agent of one tool, and where the tool itself says that it arrived. Pure. */
export interface Delivery {
  readonly channel: Channel;
  /** The text as a prompt: what the tool would take for a command or a shell line is changed so that it is none. */
  asPrompt(text: string): string;
  /** The tmux key that ends the present turn. */
  readonly interrupt: string;
  /**
   * What stands in the input box, `''` when nothing does; undefined when no box is recognised. The lines carry their
   * styles as escape sequences: what a tool suggests by itself looks like a draft but for its faintness.
   */
  draft(styled: readonly string[]): string | undefined;
  /** Whether such a draft is how the box shows this prompt alone. Absent where it shows the text itself, blanks at line breaks aside. */
  isDraftOf?(draft: string, prompt: string): boolean;
  /** The tool's own record of the conversation: a prompt that stands there has arrived. Absent for a tool that keeps none. */
  record?(agent: LiveAgent): FileLook;
  /** The prompts that such a record holds, oldest first, byte for byte as the tool took them. */
  promptsIn(record: string): readonly RecordedPrompt[];
  /** It calls itself ready before it takes the prompt that it was launched with. */
  readonly isReadyTooEarly?: boolean;
}

export interface RecordedPrompt {
  readonly text: string;
  /** Milliseconds since the Unix epoch. */
  readonly at?: number;
}

export type Channel = KeysChannel | PasteChannel | HttpChannel;

/** Typed like a person types, in pieces: some tools distrust what comes in one burst. */
export interface KeysChannel {
  readonly by: 'keys';
  /** Characters at a time. */
  readonly piece: number;
  readonly pauseMs: number;
  readonly submit: Submit;
}

/** One bracketed paste. */
export interface PasteChannel {
  readonly by: 'paste';
  readonly submit: Submit;
}

/** The tool's own door: no keystroke, nothing on the screen to disturb. */
export interface HttpChannel {
  readonly by: 'http';
  /** Requests to 127.0.0.1, in order; each must be answered with 2xx. */
  requests(text: string, agent: LiveAgent): readonly HttpRequest[];
}

export interface HttpRequest {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Submit {
  /** A tmux key name. */
  readonly key: string;
  /** How long after the last piece: sooner, and it is taken for a part of the text. */
  readonly afterMs: number;
  /** When the record does not have the prompt by then, the key alone is pressed again, at most three times. */
  readonly againAfterMs: number;
}
