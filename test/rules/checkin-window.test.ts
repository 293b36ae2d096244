import { describe, expect, it } from 'vitest';
import { checkinWindow } from '../../src/manifest/rules/checkin-window.ts';
import { checkin, heads } from './one-checkin.ts';

const byCron = (cron: string, between: string) => checkin(`note: x, between: "${between}"`).replace('every: 1h', `cron: "${cron}"`);

describe(checkinWindow.sentence, () => {
  it.each([['between: "07:00-07:00"'], ['expires: "2026-02-30T10:00"']])('not %s', (field) => {
    expect(heads(checkin(`note: x, ${field}`))).toMatchSnapshot();
  });

  it('not times at which its cron expression does not fire', () => {
    expect(heads(byCron('0 3 * * *', '22:00-02:00'))).toEqual(['error[cron-outside-window]: No time of "0 3 * * *" is within 22:00-02:00: the check-in never comes.', 'help: Change one of the two, or remove `between`.']);
    expect(heads(byCron('30 */5 * * 1-5', '16:00-20:00'))).toHaveLength(2);
    expect(heads(byCron('0 7 29 2 *', '22:00-07:00'))).toHaveLength(2);
    expect(heads(byCron('0 0 23 * * *', '22:00-23:00'))).toHaveLength(2);
  });

  it.each([
    ['0 */2 * * *', '22:00-07:00'], ['0 23 * * *', '22:00-02:00'], ['59 1 * * *', '22:00-02:00'], ['0 22 29 2 *', '22:00-07:00'], ['*/7 * * * *', '12:00-12:06'], ['30 0 0 * * SUN', '22:00-07:00'],
  ])('cron "%s" between %s', (cron, between) => {
    expect(heads(byCron(cron, between))).toEqual([]);
  });

  it('says nothing of what are no times of day: the schema does', () => {
    for (const between of ['22:00-', '99:99-07:00', '-']) expect(() => heads(byCron('0 3 * * *', between))).not.toThrow();
  });

  it.each([['between: "22:00-07:00"'], ['between: "07:00-22:00"'], ['expires: "2026-02-28T10:00"'], ['expires: "2026-02-28 10:00:30+01:00"'], ['expires: 12h']])('%s', (field) => {
    expect(heads(checkin(`note: x, ${field}`))).toEqual([]);
  });
});
