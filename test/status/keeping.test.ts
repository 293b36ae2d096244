import { describe, expect, it } from 'vitest';
import { keepingOf } from '../../src/cli/keeping.ts';
import { keepingJson, keepingWords } from '../../src/cli/reporters/keeping.ts';
import type { KeptTeam } from '../../src/state/kept-team.ts';

const now = Date.UTC(2030, 0, 4, 12); // a Friday
const nights = { start: '0 22 * * 1-5', stop: '0 7 * * *', timezone: 'UTC', onStop: 'park' } as const;

const team = (change: Partial<KeptTeam>): KeptTeam => ({
  name: 'shop', since: now, limits: {}, environment: {}, confirmed: [],
  desired: { team: 'shop', tmux: { socket: 's' }, worktrees: [], members: [], missions: [], deferred: [] }, ...change,
});

function said(change: Partial<KeptTeam>, at = now): readonly string[] {
  const keeping = keepingOf(team(change), { supervisor: true, now: at });
  const [, ...words] = keepingWords(keeping, at);
  return words;
}

describe('what is known of a team as a whole', () => {
  it('is nothing where nobody keeps it', () => {
    expect(keepingWords(keepingOf(undefined, { supervisor: true, now }), now)).toEqual([]);
    expect(keepingWords(undefined, now)).toEqual([]);
  });

  it('is whether anybody does', () => {
    expect(keepingWords(keepingOf(team({}), { supervisor: true, now }), now)).toEqual(['kept by the supervisor']);
    expect(keepingWords(keepingOf(team({}), { supervisor: false, now }), now)).toEqual(['not kept now: no supervisor runs (coders supervisor start)']);
  });

  it('is that a supervisor is there and does not answer, and which hosts nothing is heard of', () => {
    expect(keepingWords(keepingOf(team({}), { supervisor: false, hanging: { pid: 7 }, now }), now)).toEqual(['not kept now: the supervisor does not answer (coders supervisor status)']);
    const lost = keepingOf(team({}), { supervisor: true, lostHosts: new Map([['beta', 61_000], ['gamma', 3_600_000]]), now });
    expect(keepingWords(lost, now)).toEqual(['kept by the supervisor', 'nothing is heard of beta for 1m 1s and gamma for 1h']);
    expect(keepingJson(lost)).toMatchObject({ lostHosts: [{ host: 'beta', silentMs: 61_000 }, { host: 'gamma', silentMs: 3_600_000 }] });
  });

  it('is for how long it works, or is closed', () => {
    expect(said({ schedule: nights })).toEqual(['closed until 2030-01-04T22:00:00.000Z: it is outside its working hours, and its agents are given nothing']);
    expect(said({ schedule: { ...nights, onStop: 'down' } })[0]).toContain('its agents are ended, with their conversations kept');
    expect(said({ schedule: nights }, Date.UTC(2030, 0, 4, 23))).toEqual(['works until 2030-01-05T07:00:00.000Z']);
  });

  it('is when it opens, not when it closes once more before', () => {
    expect(said({ schedule: nights }, Date.UTC(2030, 0, 5, 12))[0]).toContain('closed until 2030-01-07T22:00:00.000Z');
  });

  it('is no time at all where it never opens', () => {
    expect(said({ schedule: { ...nights, start: '0 7 * * *' } })[0]).toBe('closed: it is outside its working hours, and its agents are given nothing');
  });

  it('is when its time ends, and that it does not open before', () => {
    const end = { endsAt: Date.UTC(2030, 0, 4, 20), atEnd: 'down' } as const;
    expect(said(end)).toEqual(['taken down at 2030-01-04T20:00:00.000Z']);
    expect(said({ ...end, schedule: nights })).toEqual(['closed: it is outside its working hours, and its agents are given nothing', 'taken down at 2030-01-04T20:00:00.000Z']);
    expect(said({ ...end, atEnd: 'park' }, end.endsAt)).toEqual(['closed: its time is over, and its agents are given nothing']);
  });

  it('is that a person paused it, and its hours beside that', () => {
    const paused = { at: now - 180_000, because: 'a person paused it' };
    expect(said({ paused, schedule: nights })).toEqual(['paused for 3m: a person paused it', expect.stringContaining('closed until 2030-01-04T22:00:00.000Z')]);
    expect(keepingJson(keepingOf(team({ paused, schedule: nights }), { supervisor: true, now }))).toEqual({
      kept: true, supervisor: true, paused: true,
      pause: { because: 'a person paused it', at: '2030-01-04T11:57:00.000Z' },
      shift: { state: 'parked', because: 'it is outside its working hours', until: '2030-01-04T22:00:00.000Z' },
    });
  });
});
