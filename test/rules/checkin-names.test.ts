import { describe, expect, it } from 'vitest';
import { checkinNames } from '../../src/manifest/rules/checkin-names.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(checkinNames.sentence, () => {
  it('differ', () => {
    expect(told(shop('pm: {checkins: [{name: a, every: 1h, note: x}, {name: b, every: 1h, note: x}, {name: a, every: 2h, note: x}]}'))).toMatchInlineSnapshot(`
      "error[duplicate-name]: Two check-ins of one member are called "a".
       --> team.yaml:6:90
        |
      6 | …[{name: a, every: 1h, note: x}, {name: b, every: 1h, note: x}, {name: a, every: 2h, note: x}]}
        |                                                                        ^
      note: The first is here.
       --> team.yaml:6:28
        |
      6 |     pm: {checkins: [{name: a, every: 1h, note: x}, {name: b, every: 1h, note: x}, {name: a, ev…
        |                            ^
      help: Give one of them another name."
    `);
  });
});
