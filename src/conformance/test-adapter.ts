import { HostError } from '../host/host-error.ts';
import type { Check } from './check.ts';
import { checks } from './checks.ts';
import type { Stage } from './stage.ts';
import { Unmet, type CheckResult } from './subject.ts';

export interface Audience {
  /** Told each result as it comes. */
  readonly onResult: (result: CheckResult) => void;
  readonly signal?: AbortSignal;
}

/** Makes every check with one agent, and leaves nothing of it running. Stops early when the signal says so. */
export async function testAdapter(stage: Stage, { onResult, signal }: Audience): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  try {
    for (const check of checks) {
      const result = await resultOf(check, stage, results);
      if (signal?.aborted === true) break;
      results.push(result);
      onResult(result);
      if (result.state === 'failed' && check.vital !== true) await startOver(stage);
    }
  } finally {
    await stage.clear();
  }
  return results;
}

async function resultOf(check: Check, stage: Stage, results: readonly CheckResult[]): Promise<CheckResult> {
  const { name } = check;
  const missing = checks.find(({ name: other, vital }) => vital === true && results.some((result) => result.name === other && result.state === 'failed'));
  const because = missing === undefined ? check.cannot?.(stage) : `"${missing.name}" failed`;
  if (because !== undefined) return { name, state: 'skipped', because };
  const { clock } = stage.host;
  const start = clock.now();
  const reason = await complaintOf(() => check.meet(stage));
  const tookMs = clock.now() - start;
  return reason === undefined ? { name, state: 'passed', tookMs } : { name, state: 'failed', tookMs, reason, screen: await stage.screen() };
}

/** After a failure nobody knows what the agent is in the middle of. Where it does not start again, the next check says so. */
async function startOver(stage: Stage): Promise<void> {
  await complaintOf(async () => {
    await stage.clear();
    await stage.apply();
  });
}

async function complaintOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Unmet || error instanceof HostError) return error.message;
    throw error;
  }
}
