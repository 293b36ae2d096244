import type { Notice } from './notice.ts';
import type { ReadyCommand } from './ready-step.ts';

/** Something that is decided, and done beside the passes: it may take long, and may not succeed at once. */
export type Errand =
  /** Sent until it arrives: where we are killed over it, it may arrive twice. */
  | { readonly type: 'notify'; readonly notice: Notice; readonly since: number; readonly tries: number }
  /** Run once: where we are killed over it, it is not run again. */
  | { readonly type: 'command'; readonly command: ReadyCommand; readonly on: string; readonly event: number; readonly isStarted: boolean };

/** One that is written down, with its number. */
export type KeptErrand = Errand & { readonly id: number; readonly dueAt: number };

/** How long it is tried to bring a notification to its target, in milliseconds. */
const patienceMs = 24 * 3_600_000;

const pause = { firstMs: 5000, growth: 3, mostMs: 15 * 60_000 };

/** When a notification that did not arrive is tried again; undefined where it is given up. `after` is what the target asks for, in milliseconds. */
export function nextTry({ since, tries }: { readonly since: number; readonly tries: number }, after: number | undefined, now: number): number | undefined {
  const at = now + Math.max(Math.min(pause.mostMs, pause.firstMs * pause.growth ** tries), after ?? 0);
  return at - since > patienceMs ? undefined : at;
}
