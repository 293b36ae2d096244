import { describe, expect, test } from 'vitest';
import { isAppliedSince, putBackFrom, type Present } from '../../src/snapshot/put-back.ts';
import type { Snapshot, SnapshotLaunch, SnapshotMember } from '../../src/snapshot/document.ts';
import { usualCare } from '../../src/manifest/manifest.ts';
import type { Care } from '../../src/state/care.ts';
import type { Desired, MemberSettings } from '../../src/state/desired.ts';
import type { LaunchRecord, ObservedPane, ObservedTmux } from '../../src/state/observed.ts';

const address = 'member/store/cart';
const settings: MemberSettings = { tool: 'demo', model: 'sonnet', role: 'coder', brief: 'Build.', directory: '/cart', args: ['--fast'], env: { TOKEN: 'secret' } };
const then: SnapshotLaunch = {
  epoch: 3, fingerprint: 'f3', at: '2026-01-01T00:00:00.000Z', conversation: 'then', conversationName: 'then',
  settings: { tool: 'demo', model: 'opus', role: 'coder', brief: 'Build it.', directory: '/cart', env: ['GONE', 'TOKEN'] },
};
const desired: Desired = {
  team: 'shop', tmux: { socket: 's' }, worktrees: [], missions: [], deferred: [],
  members: [{ address, seat: 'engineer', windowName: 'store/cart', settings, fingerprint: 'f', care: usualCare }],
};

function snapshot(member: Partial<SnapshotMember> = {}, cares: readonly Care[] = []): Snapshot {
  const cart: SnapshotMember = { address, seat: 'engineer', tool: 'demo', model: 'opus', role: 'coder', directory: '/cart', running: true, launch: then, ...member };
  return {
    metadata: { version: 1, timestamp: 0, hostname: 'here', platform: 'linux', sessionCount: 0 },
    createdAt: '2026-01-01T00:00:00.000Z',
    sessions: [],
    coders: { id: 'shop-1', team: 'shop', why: 'asked for', manifest: { file: '/team.yaml', text: '', withheld: [] }, tmux: { socket: 's' }, appliedAt: '2026-01-01T00:00:00.000Z', kept: false, members: [cart], worktrees: [], repositories: [], cares },
  };
}

function present(now: Partial<Present> = {}): Present {
  return { tmux: { running: false }, launches: [], cares: [], conversations: new Set(['then']), now: 1000, ...now };
}

function launch(epoch: number, conversation?: string): LaunchRecord {
  return { address, epoch, fingerprint: 'f', settings, at: 5, ...(conversation === undefined ? {} : { conversation }) };
}

function running(epoch: number, conversation: string, dead?: ObservedPane['dead']): ObservedTmux {
  const pane: ObservedPane = {
    id: '%1', server: 'x', session: 'shop', window: '@1', windowName: 'store/cart', pid: 1, title: '', attended: false,
    tag: { team: 'shop', address, epoch, fingerprint: 'f', conversation }, ...(dead === undefined ? {} : { dead }),
  };
  return { running: true, server: 'x', panes: [pane] };
}

describe('a launch is put back', () => {
  test('where the store knows none, with what may be secret as the manifest has it', () => {
    const { launches, newer } = putBackFrom(snapshot(), desired, present());
    expect(newer).toEqual([]);
    expect(launches).toMatchObject([{ address, epoch: 3, fingerprint: 'f3', conversation: 'then', settings: { model: 'opus', brief: 'Build it.', args: ['--fast'] } }]);
    expect(Object.keys(launches[0]!.settings.env)).toEqual(['GONE', 'TOKEN']);
    expect(JSON.stringify(launches)).not.toContain('secret');
  });

  test('where its conversation was ended, under the newest number there is', () => {
    expect(putBackFrom(snapshot(), desired, present({ launches: [launch(7)] })).launches).toMatchObject([{ epoch: 7, conversation: 'then' }]);
  });

  test('where a window runs on in it, and the store was lost', () => {
    const { launches, newer, running: live } = putBackFrom(snapshot(), desired, present({ tmux: running(4, 'then') }));
    expect({ launches: launches.length, newer, live: [...live] }).toEqual({ launches: 1, newer: [], live: [address] });
  });

  test.each([
    ['the store knows it', snapshot(), present({ launches: [launch(5, 'then')] })],
    ['the snapshot has no conversation', snapshot({ launch: { epoch: 3, fingerprint: 'f3' } }), present()],
    ['it was never launched', (() => { const { launch: _launch, ...rest } = snapshot().coders.members[0]!; const whole = snapshot(); return { ...whole, coders: { ...whole.coders, members: [rest] } }; })(), present()],
  ])('and not where %s', (_why, taken, now) => {
    expect(putBackFrom(taken, desired, now)).toMatchObject({ launches: [], newer: [], notes: [] });
  });

  test('and not where the manifest does not name the member any more, which is told', () => {
    expect(putBackFrom(snapshot(), { ...desired, members: [] }, present())).toMatchObject({ launches: [], notes: [{ address }] });
  });
});

describe('what is newer', () => {
  test.each([
    ['a window', present({ tmux: running(4, 'now') }), 'It runs in another conversation, of launch 4; the snapshot has that of launch 3.'],
    ['a window whose program has ended', present({ tmux: running(4, 'now', { code: 1 }) }), 'It was in another conversation, of launch 4; the snapshot has that of launch 3.'],
    ['the store, also with a lower number after it was lost', present({ launches: [launch(1, 'now')] }), 'It was in another conversation, of launch 1; the snapshot has that of launch 3.'],
  ])('is told by %s, and nothing is put back over it', (_by, now, reason) => {
    expect(putBackFrom(snapshot(), desired, now)).toMatchObject({ launches: [], newer: [{ address, reason }] });
  });

  test('stays where the conversation of the snapshot can not come back', () => {
    const { newer, notes } = putBackFrom(snapshot(), desired, present({ launches: [launch(4, 'now')], conversations: new Set() }));
    expect(newer).toEqual([]);
    expect(notes).toEqual([{ address, reason: 'It stays in the conversation that it is in: then, that of the snapshot, is not among the files of demo any more.' }]);
  });

  test('is another manifest that was applied since, while agents run by it', () => {
    const applied = { name: 'shop', file: '/team.yaml', text: 'other', tmux: { socket: 's' }, members: [], appliedAt: Date.parse('2026-01-02T00:00:00Z') };
    const now = { applied, tmux: running(3, 'then'), text: 'text' };
    expect(isAppliedSince(snapshot(), now)?.reason).toContain('2026-01-02');
    expect(isAppliedSince(snapshot(), { ...now, tmux: { running: false } })).toBeUndefined();
    expect(isAppliedSince(snapshot(), { ...now, text: 'other' })).toBeUndefined();
    expect(isAppliedSince(snapshot(), { ...now, applied: { ...applied, appliedAt: 0 } })).toBeUndefined();
  });
});

describe('a hold', () => {
  const held: Care = { address, crashes: [1, 2], hold: { at: 1, because: 'a person took over' }, quarantine: { at: 1, because: 'five crashes' } };

  test('goes back where there is something to hold, and nothing else of its care', () => {
    const { cares, notes } = putBackFrom(snapshot({}, [held]), desired, present({ tmux: running(3, 'then') }));
    expect(cares).toEqual([{ address, crashes: [], hold: held.hold }]);
    expect(notes).toEqual([{ address, reason: 'It is held again: a person took over.' }]);
  });

  test('goes back where nothing ran: a person had closed its window', () => {
    expect(putBackFrom(snapshot({ running: false }, [held]), desired, present()).cares).toMatchObject([{ hold: held.hold }]);
  });

  test('does not keep from coming back what ran', () => {
    const { cares, notes } = putBackFrom(snapshot({}, [held]), desired, present());
    expect(cares).toEqual([]);
    expect(notes).toEqual([{ address, reason: 'It was held: a person took over. It comes back, and is not held.' }]);
  });

  test('that the store knows stays as it is', () => {
    expect(putBackFrom(snapshot({ running: false }, [held]), desired, present({ cares: [{ address, crashes: [] }] })).cares).toEqual([]);
  });

  test('a park goes back as long as it lasts', () => {
    const park = { account: 'ann', since: 0, wakeAt: 2000, probes: 0 };
    expect(putBackFrom(snapshot({}, [{ address, crashes: [], park }]), desired, present()).cares).toEqual([{ address, crashes: [], park }]);
    expect(putBackFrom(snapshot({}, [{ address, crashes: [], park }]), desired, present({ now: 3000 })).cares).toEqual([]);
  });
});
