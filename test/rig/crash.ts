import PQueue from 'p-queue';
import { ended, type TestTeam } from './team.ts';

/** Where an apply ends itself by SIGKILL: at its n-th host call that changes something, from 1, or at the first call of a name. */
export interface CrashPoint {
  readonly when: 'before' | 'after';
  readonly call: number | string;
}

export interface ApplyOptions {
  readonly prune?: boolean;
  readonly evenIfBusy?: boolean;
}

/** Before each call, and after the last: after one is before the next, and a look in between leaves the world as it is. */
export function crashPoints(calls: readonly string[]): readonly (CrashPoint & { readonly call: number })[] {
  const before = calls.map((_, index) => ({ when: 'before', call: index + 1 }) as const);
  return [...before, { when: 'after', call: calls.length }];
}

/** An apply that nothing ends: gives its host calls that change something. */
export async function wholeApply(team: TestTeam, options: ApplyOptions = {}): Promise<readonly string[]> {
  const { exit, stdout, stderr } = await ended(team.start('crashing-apply', [team.file, '{}', JSON.stringify(options)]));
  if (exit !== 0) throw new Error(`An apply without a crash exits with ${exit}: ${stderr}`);
  return JSON.parse(stdout) as string[];
}

/** An apply that is killed; false where it ended before it came to that point. */
export async function crashedApply(team: TestTeam, point: CrashPoint, options: ApplyOptions = {}): Promise<boolean> {
  const { exit, stderr } = await ended(team.start('crashing-apply', [team.file, JSON.stringify(point), JSON.stringify(options)]));
  if (exit !== null && exit !== 0) throw new Error(`The apply to be killed ${point.when} call ${point.call} exits with ${exit}: ${stderr}`);
  return exit === null;
}

/** Does the work for each, a few at a time; the first failure is told with the thing that it is about. */
export async function forEach<Thing>(things: readonly Thing[], work: (thing: Thing) => Promise<void>): Promise<void> {
  const queue = new PQueue({ concurrency: 3 });
  await queue.addAll(things.map((thing) => async () => {
    await work(thing).catch((error: unknown) => {
      queue.clear();
      throw new Error(`${JSON.stringify(thing)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    });
  }));
}
