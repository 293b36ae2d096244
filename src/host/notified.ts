/** What became of a notification. `refused` it would be again; `afterMs` is how long the target asks to be left alone. */
export type Notified =
  | { readonly state: 'sent' }
  | { readonly state: 'refused' | 'failed'; readonly because: string; readonly afterMs?: number };

/** The world in which a target is told. */
export interface NotifySetting {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}
