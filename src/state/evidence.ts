/**
 * What a member does, in one word. `stuck` works by all evidence and shows no sign of life. `unknown` is an answer: nothing
 * that can be believed was seen.
 */
export type Status = 'starting' | 'working' | 'idle' | 'waiting' | 'limited' | 'exited' | 'stuck' | 'unknown';

/** What evidence can say. */
export type ReadStatus = Exclude<Status, 'stuck'>;

/** What one source says of an agent. */
export type Reading =
  | { readonly status: 'starting' }
  | { readonly status: 'working'; readonly doing?: string }
  | { readonly status: 'idle' }
  | { readonly status: 'waiting'; readonly for: Question }
  /** `until` in milliseconds since the Unix epoch; absent when the tool did not say. */
  | { readonly status: 'limited'; readonly until?: number };

/** What an agent has stopped for until somebody answers. */
export interface Question {
  readonly kind: 'permission' | 'question' | 'login' | 'trust' | 'other';
  /** The command or the question, as the tool puts it. */
  readonly text?: string;
}

/** Where evidence comes from. What a tool writes of itself is stronger than what is read off its screen. */
export type Source = 'pane' | 'prompt' | 'session-file' | 'hook' | 'transcript' | 'title' | 'screen';

/** One thing that was seen, and the rule of the adapter that read it. */
export interface Evidence {
  readonly source: Source;
  readonly rule: string;
  readonly reading: Reading;
  /** When the source was written, in milliseconds since the Unix epoch; absent for what stands there now. */
  readonly at?: number;
}

/** What is held to be so, by which evidence, and all the evidence there was. */
export interface Verdict {
  readonly reading: Reading | { readonly status: 'unknown' } | { readonly status: 'exited'; readonly how: string };
  /** Absent for `unknown`. */
  readonly by?: Evidence;
  readonly evidence: readonly Evidence[];
}
