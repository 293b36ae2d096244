import type { Adapter, Seen } from '../../src/agents/adapter.ts';
import { verdictOf } from '../../src/health/verdict.ts';
import type { Status } from '../../src/state/evidence.ts';

/** What an adapter makes of a title, a screen and the text of its files. */
export function statusBy(adapter: Adapter, seen: { title: string; screen?: readonly string[]; files?: Readonly<Record<string, string>> }): Status {
  const files = Object.entries(seen.files ?? {}).map(([name, text]) => [name, { text, writtenAt: 0, end: { path: name, bytes: text.length } }] as const);
  const whole: Seen = { title: seen.title, files: Object.fromEntries(files), ...(seen.screen === undefined ? {} : { screen: seen.screen }) };
  return verdictOf(adapter.evidence(whole), 0).reading.status;
}
