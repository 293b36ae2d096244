import type { MemberStatus } from '../../src/health/member-status.ts';
import type { HeldMission, MissionCounts } from '../../src/missions/overview.ts';
import type { Care } from '../../src/state/care.ts';
import type { AppliedMember } from '../../src/state/applied-team.ts';
import type { Happening, MemberSight, TeamSight } from '../../src/watch/sight.ts';

export const now = Date.UTC(2026, 0, 2, 12);
export const minute = 60_000;

/** A member by its seat, as a look would give it. */
export function member(seat: string, status: Partial<Omit<MemberStatus, 'member'>> = {}, care?: Partial<Care>): MemberSight {
  const address = `member/${seat}`;
  const place: AppliedMember['seat'] = seat === 'orchestrator' ? 'orchestrator' : seat.endsWith('/pm') ? 'pm' : 'engineer';
  const applied: AppliedMember = { address, seat: place, tool: 'demo', model: 'opus', role: 'coder', directory: '/work' };
  return { status: { member: applied, status: 'idle', attended: false, ...status }, ...(care === undefined ? {} : { care: { address, crashes: [], ...care } }) };
}

export function team(name: string, members: readonly MemberSight[], more: Partial<TeamSight> = {}): TeamSight {
  const applied = { name, file: '/work/team.yaml', text: '', tmux: { socket: 'x' }, members: members.map(({ status }) => status.member), appliedAt: now - 90 * minute };
  return { team: applied, members, ...more };
}

export function happening(type: Happening['type'], minutesAgo: number, phrase: string, seat?: string): Happening {
  return { type, at: now - minutesAgo * minute, team: 'shop', phrase, ...(seat === undefined ? {} : { address: `member/${seat}` }) };
}

/** The same member with a mission of its project. */
export function withMission(sight: MemberSight, name: string, state: HeldMission['state'] = 'working'): MemberSight {
  return { ...sight, mission: { address: sight.status.member.address.replace(/^member\/(.+)\/.+$/, `mission/$1/${name}`), state } };
}

export const noMissions: MissionCounts = { waiting: 0, ready: 0, assigned: 0, working: 0, verifying: 0, reviewing: 0, done: 0, failed: 0, parked: 0 };

export const tokens = { input: 12_000, output: 400, cacheRead: 0, cacheWrite: 0 };

/** Two projects, one of them without a PM, and everything that can be said of a member. */
export const shop = team('shop', [
  member('orchestrator', { since: now - 3 * minute }),
  member('store/pm', { status: 'waiting', since: now - 9 * minute, detail: 'a permission: npm test' }),
  member('store/cart', { status: 'working', since: now - 2 * minute, turn: { number: 4, prompt: 'Add the cart endpoints, with their tests, and say what is missing in the specification.', at: now - 2 * minute }, usage: { turns: 4, tokens, byModel: [], lastTurn: tokens } }),
  member('store/search', { status: 'exited', detail: 'its window is gone' }, { hold: { at: now - minute, because: 'a person closed its window' } }),
  member('site/日本語の部屋', { status: 'limited', since: now - 61 * minute }, { park: { account: 'claude', since: now, until: now + 30 * minute, wakeAt: now, probes: 0 } }),
  member('site/pay', { status: 'exited', detail: 'exited with code 1' }, { quarantine: { at: now, because: 'it crashed 5 times in 10m' } }),
]);

export const happenings = [
  happening('apply-started', 90, 'apply began, with 12 steps'),
  happening('launched', 89, 'launch 1 started, a new conversation: not started yet', 'store/cart'),
  happening('health', 9, 'now waiting (a permission: npm test)', 'store/pm'),
  happening('held', 1, 'held: a person closed its window', 'store/search'),
];
