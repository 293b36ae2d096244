import type { Place } from '../diagnostics/diagnostic.ts';

/** A tmux session as a file describes it, whichever program it was written for. */
export interface Session {
  readonly name: string;
  readonly socket?: string | undefined;
  /** Path of a tmux configuration. */
  readonly config?: string | undefined;
  readonly environment: readonly Variable[];
  readonly panes: readonly Pane[];
}

export interface Variable {
  readonly name: string;
  readonly value: string;
}

export interface Pane {
  /** Of its window, and where that has several panes its title or number. */
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
  readonly environment: readonly Variable[];
  /** Lines for a shell, one after the other. */
  readonly lines: readonly string[];
  /** What runs instead of a shell. */
  readonly instead?: string | undefined;
  readonly place: Place;
}

/** What the panes of a window are called. */
export function paneNames(window: string, titles: readonly (string | undefined)[]): readonly string[] {
  return titles.length === 1 ? [window] : titles.map((title, index) => `${window}-${title ?? index + 1}`);
}
