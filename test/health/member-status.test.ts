import { expect, it } from 'vitest';
import { statusText } from '../../src/cli/reporters/status.ts';
import { memberStatuses, type StatusEvidence } from '../../src/health/member-status.ts';
import type { AppliedMember, AppliedTeam } from '../../src/state/applied-team.ts';
import type { ReadStatus, Verdict } from '../../src/state/evidence.ts';
import type { LaunchRecord, ObservedPane } from '../../src/state/observed.ts';
import type { Conversation } from '../../src/state/turn.ts';

const now = Date.UTC(2030, 0, 1, 12);
const minutes = (count: number) => now - count * 60_000;
const server = '1@1';
const names = ['orchestrator', 'shop/cart', 'shop/search', 'shop/till', 'shop/ship'];

const member = (seat: string): AppliedMember => ({ address: `member/${seat}`, seat: 'engineer', tool: 'claude', model: 'sonnet', role: 'coder', directory: `/sites/${seat}`, branch: `night/${seat}` });
const team: AppliedTeam = { name: 'night', file: '/team.yaml', text: '', tmux: { socket: 's' }, appliedAt: minutes(200), members: names.map(member) };
const pane = (seat: string, index: number, changes: Partial<ObservedPane> = {}): ObservedPane => ({
  id: `%${index}`, server, session: 'night', window: `@${index}`, windowName: seat, pid: index, title: '', attended: false,
  tag: { team: 'night', address: `member/${seat}`, epoch: 1, fingerprint: 'f', conversation: 'c' }, ...changes,
});
const launch = (seat: string): LaunchRecord => ({
  address: `member/${seat}`, epoch: 1, fingerprint: 'f', conversation: 'c', at: minutes(120),
  settings: { tool: 'claude', model: 'sonnet', role: 'coder', brief: '', directory: '/', args: [], env: {} },
});
const working: Verdict = { reading: { status: 'working', doing: 'Bash' }, evidence: [] };
const at = (status: Exclude<ReadStatus, 'exited' | 'waiting' | 'unknown'>): Verdict => ({ reading: { status }, evidence: [] });
const asked: Verdict = { reading: { status: 'waiting', for: { kind: 'permission', text: 'npm publish' } }, evidence: [] };
const talk = (change: Partial<Conversation>): Conversation => ({ turns: [{ prompt: 'Begin.', at: minutes(110), endedAt: minutes(100), reply: 'Yes.', usage: [] }, { prompt: '\nAdd the \u001bcart endpoints, with tests for each of them.\nAnd more.', at: minutes(40), reply: '', usage: [] }], ...change });

const evidence: StatusEvidence = {
  team,
  now,
  tmux: { running: true, server, panes: names.map((seat, index) => pane(seat, index, seat === 'shop/till' ? { dead: { code: 3, at: minutes(7) } } : {})) },
  launches: names.map(launch),
  verdicts: new Map([['%0', at('idle')], ['%1', working], ['%2', asked], ['%4', working]]),
  lastLines: new Map([['%3', ['TypeError: cart is undefined', '    at till.js:3']]]),
  conversations: new Map([
    ['%0', talk({ turns: [talk({}).turns![0]!], context: { used: 84_000 } })],
    ['%1', talk({ lastSignAt: minutes(1), context: { used: 100_000, window: 400_000 } })],
    ['%2', talk({ lastSignAt: minutes(39) })],
    ['%4', talk({ lastSignAt: minutes(25) })],
  ]),
};

it('says of each member since when, at which turn, how full its context is, and how it ended', () => {
  expect(statusText(team, memberStatuses(evidence), { now, color: false, verbose: false })).toMatchInlineSnapshot(`
    "Team night, 5 members, applied 3h 20m ago
      orchestrator  idle     for 1h 40m  claude (sonnet)  context 84k
      shop/cart     working  for 40m     claude (sonnet)  75% left     (Bash)
          turn 2: Add the  cart endpoints, with tests for each of…
      shop/search   waiting              claude (sonnet)               (a permission: npm publish)
          turn 2, for 40m: Add the  cart endpoints, with tests for each of…
      shop/till     exited   for 7m      claude (sonnet)               (exited with code 3)
          | TypeError: cart is undefined
          |     at till.js:3
      shop/ship     stuck    for 25m     claude (sonnet)               (it works, without a sign of life; last at Bash)
          turn 2, for 40m: Add the  cart endpoints, with tests for each of…"
  `);
});

it('says all that is known on request', () => {
  const figures = new Map([['%0', { processes: 5, memory: { bytes: 412e6, measure: 'pss' as const }, cpu: { percentOfCore: 2.34, since: minutes(120) } }]]);
  const only = { ...evidence, figures, team: { ...team, members: team.members.slice(0, 1) } };
  expect(statusText(only.team, memberStatuses(only), { now, color: false, verbose: true })).toMatchInlineSnapshot(`
    "Team night, 1 member, applied 3h 20m ago
      orchestrator  idle  for 1h 40m  claude (sonnet)  context 84k
          turn 1, took 10m: Begin.
          branch night/orchestrator, launch 1, 2h ago
          process 0, heard of 1h 40m ago, holds 412 MB (PSS) in 5 processes, 2.3% of a core since its start"
  `);
});

it('is patient with a member for as long as the manifest says', () => {
  const patient = { ...team, members: team.members.map((one) => ({ ...one, stuckAfterMs: 30 * 60_000 })) };
  expect(memberStatuses({ ...evidence, team: patient }).map(({ status }) => status)).toEqual(['idle', 'working', 'waiting', 'exited', 'working']);
});

it('tells whether it lives and is heard of, whatever else is known', () => {
  const heartbeats = memberStatuses(evidence).map(({ pid, heartbeat }) => [pid, heartbeat?.state]);
  expect(heartbeats).toEqual([[0, 'responsive'], [1, 'responsive'], [2, 'responsive'], [undefined, undefined], [4, 'unresponsive']]);
});

it('says of one in the dark, also without being asked, that nothing is heard of it', () => {
  const dark = { ...evidence, team: { ...team, members: team.members.slice(0, 1) }, verdicts: new Map(), conversations: new Map() };
  expect(statusText(dark.team, memberStatuses(dark), { now, color: false, verbose: false })).toMatch(/orchestrator +unknown .*\(unresponsive for 2h\)$/);
});

it('tells apart a window that is gone, one that the runner closed for now, and no start at all', () => {
  const ofCart = (change: Partial<LaunchRecord> | undefined) => {
    const launches = change === undefined ? [] : [{ ...launch('shop/cart'), pane: { id: '%1', server }, ...change } as LaunchRecord];
    return memberStatuses({ ...evidence, tmux: { running: false }, launches }).find(({ member: { address } }) => address === 'member/shop/cart')!.detail;
  };
  const { pane: _pane, ...unplaced } = launch('shop/cart');
  expect(ofCart({})).toBe('its window is gone');
  expect(memberStatuses({ ...evidence, tmux: { running: false }, launches: [unplaced] })[1]!.detail).toBe('not running now');
  expect(ofCart(undefined)).toBe('not started');
});
