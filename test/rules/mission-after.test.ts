import { describe, expect, it } from 'vitest';
import { missionAfter } from '../../src/manifest/rules/mission-after.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionAfter.sentence, () => {
  it('names missions', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  cart-api: {brief: x}\n  cart-ui: {after: [cart-pai, cart-api, other], brief: x}'))).toMatchInlineSnapshot(`
      "error[unknown-mission]: The mission "cart-ui" waits for "cart-pai", which is not a mission of the project "shop".
       --> team.yaml:9:25
        |
      9 |       cart-ui: {after: [cart-pai, cart-api, other], brief: x}
        |                         ^^^^^^^^
      help: Did you mean "cart-api"?

      error[unknown-mission]: The mission "cart-ui" waits for "other", which is not a mission of the project "shop".
       --> team.yaml:9:45
        |
      9 |       cart-ui: {after: [cart-pai, cart-api, other], brief: x}
        |                                             ^^^^^
      help: A mission waits for missions of its own project."
    `);
  });
});
