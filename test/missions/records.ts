import { usualMission } from '../../src/manifest/mission.ts';
import type { History } from '../../src/missions/history.ts';
import type { MissionSeat } from '../../src/missions/seat.ts';
import type { MissionsWorld } from '../../src/missions/world.ts';
import type { Lease, Mission, MissionRecord, MissionState } from '../../src/state/mission.ts';

export const now = Date.UTC(2030, 0, 1, 3);
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** A mission of the project `shop`; `after` by name. */
export function mission(name: string, given: Partial<Omit<Mission, 'after'>> & { readonly after?: readonly string[] } = {}): Mission {
  const { after = [], ...rest } = given;
  return {
    address: `mission/shop/${name}`,
    project: 'shop',
    origin: 'manifest',
    brief: `Do ${name}.`,
    context: [],
    priority: usualMission.priority,
    type: usualMission.type,
    timeoutMs: usualMission.timeoutMs,
    retries: usualMission.retries,
    backoff: usualMission.backoff,
    onFail: usualMission.onFail,
    accept: { run: ['npm test'], commits: 0, files: [], timeoutMs: usualMission.acceptTimeoutMs },
    after: after.map((other) => `mission/shop/${other}`),
    ...rest,
  };
}

export interface Given extends Partial<Omit<MissionRecord, 'mission' | 'state'>> {
  readonly mission?: Parameters<typeof mission>[1];
  readonly state?: MissionState;
}

/** Waiting since `now`, unless said. */
export function record(name: string, { mission: settings, ...given }: Given = {}): MissionRecord {
  return { mission: mission(name, settings), state: { state: 'waiting', since: now }, tries: [], addedAt: now, ...given };
}

export function ready(name: string, given: Given = {}): MissionRecord {
  return record(name, { state: { state: 'ready', since: now }, ...given });
}

export const lease: Lease = { by: 'member/shop/cart', epoch: 2, conversation: 'c-2', givenAt: now - hourMs };

/** One of each, an hour before its deadline; a mission that was ready, or is again, has no lease. */
export const states = {
  waiting: { state: 'waiting', since: now - hourMs },
  ready: { state: 'ready', since: now - hourMs },
  assigned: { state: 'assigned', since: now - hourMs, lease, message: 'mission:shop/cart-api:1', deadline: now + hourMs },
  working: { state: 'working', since: now - hourMs, lease, deadline: now + hourMs },
  verifying: { state: 'verifying', since: now - hourMs, lease, commit: 'c0ffee', deadline: now + hourMs },
  reviewing: { state: 'reviewing', since: now - hourMs, tried: lease, commit: 'c0ffee' },
  done: { state: 'done', at: now - hourMs, by: lease.by, commit: 'c0ffee' },
  failed: { state: 'failed', at: now - hourMs, because: 'npm test ended with 1' },
  parked: { state: 'parked', since: now - hourMs, because: 'a person said so' },
} as const satisfies { readonly [Name in MissionState['state']]: Extract<MissionState, { readonly state: Name }> };

/** A coder of the project `shop` that is free since an hour. */
export function seat(name: string, given: Partial<MissionSeat> = {}): MissionSeat {
  return {
    address: `member/shop/${name}`,
    project: 'shop',
    name,
    seat: name === 'pm' ? 'pm' : 'engineer',
    role: name === 'pm' ? 'analyst' : 'coder',
    tool: 'claude',
    model: 'sonnet',
    epoch: 2,
    conversation: 'c-2',
    state: 'free',
    since: now - hourMs,
    ...given,
  };
}

export const orchestrator: MissionSeat = (({ project: _project, ...rest }) => ({ ...rest, address: 'member/orchestrator', seat: 'orchestrator' as const, role: 'architect' }))(seat('orchestrator'));

/** A world of these missions, those that are over among them. */
export function world(records: readonly MissionRecord[], seats: readonly MissionSeat[], given: Partial<MissionsWorld> = {}): MissionsWorld {
  const byAddress = new Map(records.map((one) => [one.mission.address, one]));
  return {
    records: records.filter(({ state }) => state.state !== 'done' && state.state !== 'failed'),
    states: new Map(records.map(({ mission: { address }, state }) => [address, state.state])),
    find: (address) => byAddress.get(address),
    seats,
    history: new Map() as History,
    receipts: () => undefined,
    bases: () => undefined,
    now,
    ...given,
  };
}
