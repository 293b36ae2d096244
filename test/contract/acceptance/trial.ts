import { examine, type Examination, type Trial } from '../../../src/host/acceptance.ts';
import type { Acceptance } from '../../../src/manifest/mission.ts';

const nothing: Acceptance = { run: [], commits: 0, files: [], timeoutMs: 60_000 };

/** Looks at the work in a folder, with an environment that has PATH and no more, unless another is said. */
export function examineIn(directory: string, acceptance: Partial<Acceptance>, rest: Partial<Trial> = {}): Promise<Examination> {
  const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  return examine({ directory, acceptance: { ...nothing, ...acceptance }, environment, signal: new AbortController().signal, ...rest });
}

/** A commit as people write it. */
export function short(commit: string): string {
  return commit.slice(0, 10);
}
