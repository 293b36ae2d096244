import type { Account, Sent } from './account.ts';

/** All that a soak has found. */
export interface Findings {
  readonly seed: number;
  readonly agents: number;
  readonly seconds: number;
  readonly sent: readonly Sent[];
  /** How long each acknowledged message took, in milliseconds. */
  readonly times: readonly number[];
  readonly mishaps: Readonly<Record<string, number>>;
  readonly account: Account;
}

/** The findings as a person reads them. */
export function soakTable({ seed, agents, seconds, sent, times, mishaps, account }: Findings): string {
  const bytes = sent.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const count = (state: string) => sent.filter((one) => one.state === state).length;
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)} ms`;
  const rows: readonly (readonly [string, string | number])[] = [
    ['messages', sent.length], ['to agents', agents], ['bytes', bytes.toLocaleString('en')], ['time', `${seconds.toFixed(0)} s`], ['a second', (sent.length / seconds).toFixed(1)],
    ['acknowledged', count('acknowledged')], ['failed, with the reason', count('failed')],
    ['median of an acknowledged one', at(0.5)], ['99 of 100 within', at(0.99)],
    ...Object.entries(mishaps),
    ['LOST without a failed receipt', account.lost.length + account.unfinished.length], ['DOUBLED', account.doubled.length], ['arrived though FAILED', account.arrivedThoughFailed.length],
    ['in the WRONG PANE', account.wrongPane.length], ['bytes CHANGED', account.changed.length], ['dialogs ANSWERED by a delivery', account.dialogsAnswered.length],
  ];
  return [`Soak, CODERS_TEST_SEED=${seed}`, ...rows.map(([name, value]) => `  ${name.padEnd(32)} ${String(value).padStart(12)}`)].join('\n');
}
