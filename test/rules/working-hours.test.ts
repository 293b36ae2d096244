import { describe, expect, it } from 'vitest';
import { workingHours } from '../../src/manifest/rules/working-hours.ts';
import { load, told } from '../manifest/memory-world.ts';

const team = (start: string, stop: string) => `version: 1\nteam: night\nschedule:\n  start: "${start}"\n  stop: "${stop}"\norchestrator:\n`;

describe(workingHours.sentence, () => {
  it('is told with both', () => {
    expect(told(team('0 22 * * 1-5', '0 22 * * *'))).toMatchInlineSnapshot(`
      "error[no-working-hours]: The team never works: whenever its working hours start, they stop at the same minute.
       --> team.yaml:5:9
        |
      5 |   stop: "0 22 * * *"
        |         ^^^^^^^^^^^^
      note: They start here.
       --> team.yaml:4:3
        |
      4 |   start: "0 22 * * 1-5"
        |   ^^^^^
      help: Let them stop at another time: "0 7 * * *" is each day at 7:00."
    `);
  });

  it.each([
    ['the same', '0 22 * * *', '0 22 * * *'], ['the same in other words', '0 0 * * MON', '0  0 * * 1'], ['by a nickname', '@daily', '0 0 * * *'],
    ['each minute', '* * * * *', '* * * * *'], ['on a rare day', '0 0 29 2 *', '0 0 * * *'],
  ])('never: %s', (_, start, stop) => {
    expect(load(team(start, stop)).diagnostics.map(({ code }) => code)).toEqual(['no-working-hours']);
  });

  it.each([
    ['at night', '0 22 * * 1-5', '0 7 * * *'], ['often, with one stop', '*/5 * * * *', '0 7 * * *'], ['all minutes but those of the week', '* * * * *', '* * * * 1-5'],
    ['only on Saturdays', '0 22 * * *', '0 22 * * 0-5'], ['once in the year', '0 0 * * *', '0 0 * 1-11 *'], ['in leap years on some days', '0 0 29 2 *', '0 0 * * 1-6'],
  ])('some time: %s', (_, start, stop) => {
    expect(told(team(start, stop))).toBe('');
  });

  it('is not judged by expressions that are none', () => {
    expect(load(team('never', 'never')).diagnostics.map(({ code }) => code)).toEqual(['bad-cron', 'bad-cron']);
  });
});
