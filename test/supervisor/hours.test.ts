import { describe, expect, it } from 'vitest';
import { shiftOf } from '../../src/supervisor/hours.ts';
import type { KeptTeam } from '../../src/state/kept-team.ts';
import { kept } from './seats.ts';

const hourMs = 3_600_000;
const at = (hour: number) => Date.UTC(2030, 0, 7, hour); // a Monday
const schedule = { start: '0 22 * * *', stop: '0 7 * * *', timezone: 'UTC', onStop: 'park' } as const;
const paused = { at: at(0), because: 'a person paused it' };

const shift = (changes: Partial<KeptTeam>, hour: number) => shiftOf({ ...kept, ...changes }, at(hour));

describe('a team works', () => {
  it('always, unless something else is said', () => {
    expect(shift({}, 3)).toEqual({ state: 'on' });
  });

  it.each([[22, 'on', 31], [6, 'on', 7], [7, 'parked', 22], [21, 'parked', 22]])('within its hours: at %i:00 it is %s until hour %i', (hour, state, until) => {
    expect(shift({ schedule }, hour)).toMatchObject({ state, until: at(until) });
  });

  it('and outside of them it is as its manifest says', () => {
    expect(shift({ schedule }, 12)).toEqual({ state: 'parked', because: 'it is outside its working hours', until: at(22) });
    expect(shift({ schedule: { ...schedule, onStop: 'down' } }, 12)).toEqual({ state: 'down', because: 'it is outside its working hours', until: at(22) });
  });
});

describe('until its end', () => {
  it('it works, and that is looked at then', () => {
    expect(shift({ endsAt: at(7) }, 6)).toEqual({ state: 'on', until: at(7) });
    expect(shift({ endsAt: at(6) - hourMs / 2, schedule }, 5)).toMatchObject({ state: 'on', until: at(6) - hourMs / 2 });
    expect(shift({ endsAt: at(8), schedule }, 5)).toMatchObject({ state: 'on', until: at(7) });
  });

  it('from which moment on it is down for good', () => {
    const down = { state: 'down', because: 'its time is over', isLast: true };
    expect(shift({ endsAt: at(7) }, 7)).toEqual(down);
    expect(shift({ endsAt: at(7), atEnd: 'down' }, 9)).toEqual(down);
  });

  it('or parked, which lasts', () => {
    expect(shift({ endsAt: at(7), atEnd: 'park' }, 9)).toEqual({ state: 'parked', because: 'its time is over' });
  });

  it('which comes before its hours, and before a pause', () => {
    expect(shift({ endsAt: at(7), schedule, paused }, 23)).toMatchObject({ state: 'down', isLast: true });
  });
});

describe('a pause', () => {
  it('lasts until a person ends it, or the team does', () => {
    expect(shift({ paused }, 3)).toEqual({ state: 'parked', because: 'a person paused it' });
    expect(shift({ paused, endsAt: at(7) }, 3)).toEqual({ state: 'parked', because: 'a person paused it', until: at(7) });
  });

  it('holds in and out of its hours, and does not take a team down', () => {
    for (const hour of [3, 12]) expect(shift({ paused, schedule: { ...schedule, onStop: 'down' } }, hour)).toMatchObject({ state: 'parked', because: 'a person paused it' });
  });
});
