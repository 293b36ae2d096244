import { usualMission } from '../../../src/manifest/mission.ts';
import type { MissionRecord, MissionState } from '../../../src/state/mission.ts';

export function addressOf(name: string | number): string {
  return `mission/shop/${name}`;
}

const { priority, type, timeoutMs, retries, backoff, onFail, acceptTimeoutMs } = usualMission;

/** A mission that anybody may take, and that nothing is looked at of. */
export function recordOf(name: string | number, state: MissionState = { state: 'ready', since: 1 }, brief = 'Build it.'): MissionRecord {
  const accept = { run: [], commits: 0, files: [], timeoutMs: acceptTimeoutMs };
  const settings = { brief, context: [], priority, type, timeoutMs, retries, backoff, onFail, accept };
  return { mission: { address: addressOf(name), project: 'shop', origin: 'added', after: [], ...settings }, state, tries: [], addedAt: 1 };
}

export const done: MissionState = { state: 'done', at: 2, by: 'member/shop/cart' };
export const failed: MissionState = { state: 'failed', at: 2, because: 'Its tries are used up.' };
