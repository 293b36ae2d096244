import { describe, expect, it } from 'vitest';
import { quietHours } from '../../src/manifest/rules/quiet-hours.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

const team = (fields: string) => `${shop('pm:')}\nnotify:\n  phone: {desktop: true, ${fields}}\n`;

describe(quietHours.sentence, () => {
  it('is told where they are none', () => {
    expect(told(team('quiet_hours: 22:00-22:00'))).toMatchInlineSnapshot(`
      "error[no-quiet-hours]: The quiet hours "22:00-22:00" end when they begin.
       --> team.yaml:8:39
        |
      8 |   phone: {desktop: true, quiet_hours: 22:00-22:00}
        |                                       ^^^^^^^^^^^
      help: Write two times of day, as in 22:00-07:00, or remove them."
    `);
  });

  it.each([['timezone: UTC', 'no-quiet-hours'], ['quiet_hours: 22:00-07:00, timezone: Berlin', 'unknown-time-zone'], ['quiet_hours: 22-7', 'bad-quiet-hours'], ['quiet_hours: 24:00-07:00', 'bad-quiet-hours']])('%s', (fields, code) => {
    expect(load(team(fields)).diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it('are two times of a day', () => {
    expect(load(team('quiet_hours: 22:05-07:30, timezone: Europe/Berlin, same_within: 1h, severity: error')).manifest?.notify[0]).toMatchObject({ quietHours: { start: '5 22 * * *', stop: '30 7 * * *', timezone: 'Europe/Berlin' }, sameWithinMs: 3_600_000, severity: 'error' });
  });
});
