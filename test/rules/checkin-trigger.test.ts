import { describe, expect, it } from 'vitest';
import { checkinTrigger } from '../../src/manifest/rules/checkin-trigger.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(checkinTrigger.sentence, () => {
  it('needs one time', () => {
    expect(told(shop('pm: {checkins: [{note: x}, {note: y, every: 1h, cron: "0 * * * *"}, {note: z, every: 1h}]}'))).toMatchInlineSnapshot(`
      "error[checkin-without-time]: The check-in does not say when it happens.
       --> team.yaml:6:21
        |
      6 |     pm: {checkins: [{note: x}, {note: y, every: 1h, cron: "0 * * * *"}, {note: z, every: 1h}]}
        |                     ^
      help: Add \`every: 30m\`, or \`cron: "0 * * * *"\`.

      error[checkin-with-two-times]: The check-in has both \`cron\` and \`every\`.
       --> team.yaml:6:42
        |
      6 |     pm: {checkins: [{note: x}, {note: y, every: 1h, cron: "0 * * * *"}, {note: z, every: 1h}]}
        |                                          ^^^^^
      note: The cron expression is here.
       --> team.yaml:6:53
        |
      6 |     pm: {checkins: [{note: x}, {note: y, every: 1h, cron: "0 * * * *"}, {note: z, every: 1h}]}
        |                                                     ^^^^
      help: Remove one of the two."
    `);
  });
});
