import { describe, expect, it } from 'vitest';
import { cronExpression } from '../../src/manifest/rules/cron-expression.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(cronExpression.sentence, () => {
  it('is valid', () => {
    expect(told(shop(`pm:\n  checkins:\n${['61 * * * *', '* * * *', '* * * * * * *', '', '@rebot', '0 0 30 2 *', '*/0 * * * *', '0 0 * * FUNDAY'].map((cron) => `    - {cron: '${cron}', note: x}\n`).join('')}`))).toMatchInlineSnapshot(`
      "error[bad-cron]: "61 * * * *" is not a cron expression: invalid value for minute: 61.
       --> team.yaml:8:18
        |
      8 |         - {cron: '61 * * * *', note: x}
        |                  ^^^^^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.

      error[bad-cron]: "* * * *" is not a cron expression: it has 4 fields instead of 5 or 6.
       --> team.yaml:9:18
        |
      9 |         - {cron: '* * * *', note: x}
        |                  ^^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.

      error[bad-cron]: "* * * * * * *" is not a cron expression: it has 7 fields instead of 5 or 6.
        --> team.yaml:10:18
         |
      10 |         - {cron: '* * * * * * *', note: x}
         |                  ^^^^^^^^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.

      error[bad-cron]: "" is not a cron expression: it has 0 fields instead of 5 or 6.
        --> team.yaml:11:18
         |
      11 |         - {cron: '', note: x}
         |                  ^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.

      error[bad-cron]: "@rebot" is not a cron expression: after @ stands hourly, daily, midnight, weekly, monthly, yearly or annually.
        --> team.yaml:12:18
         |
      12 |         - {cron: '@rebot', note: x}
         |                  ^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.

      error[bad-cron]: "0 0 30 2 *" is not a cron expression: it never fires.
        --> team.yaml:13:18
         |
      13 |         - {cron: '0 0 30 2 *', note: x}
         |                  ^^^^^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.

      error[bad-cron]: "*/0 * * * *" is not a cron expression: syntax error, illegal stepping: 0.
        --> team.yaml:14:18
         |
      14 |         - {cron: '*/0 * * * *', note: x}
         |                  ^^^^^^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.

      error[bad-cron]: "0 0 * * FUNDAY" is not a cron expression: configuration entry 5 (FUNDAY) contains illegal characters.
        --> team.yaml:15:18
         |
      15 |         - {cron: '0 0 * * FUNDAY', note: x}
         |                  ^^^^^^^^^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays."
    `);
  });

  it('is valid in working hours', () => {
    expect(told('version: 1\nteam: night\nschedule: {start: "0 22 * *", stop: "0 25 * * *"}\norchestrator:\n')).toMatchInlineSnapshot(`
      "error[bad-cron]: "0 22 * *" is not a cron expression: it has 4 fields instead of 5.
       --> team.yaml:3:19
        |
      3 | schedule: {start: "0 22 * *", stop: "0 25 * * *"}
        |                   ^^^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays.

      error[bad-cron]: "0 25 * * *" is not a cron expression: invalid value for hour: 25.
       --> team.yaml:3:37
        |
      3 | schedule: {start: "0 22 * *", stop: "0 25 * * *"}
        |                                     ^^^^^^^^^^^^
      help: Its fields are minute, hour, day of month, month and day of week: "0 9 * * MON-FRI" is 9:00 on workdays."
    `);
  });

  it('may use names, steps and ranges', () => {
    expect(told(shop(`pm:\n  checkins:\n${['0 9 * * MON-FRI', '*/15 8-18 * * *', '@daily', '0 0 29 2 *', '0 0 L * *'].map((cron) => `    - {cron: '${cron}', note: x}\n`).join('')}`))).toMatchInlineSnapshot(`""`);
  });
});
