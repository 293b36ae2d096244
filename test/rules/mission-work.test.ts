import { describe, expect, it } from 'vitest';
import { missionWork } from '../../src/manifest/rules/mission-work.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionWork.sentence, () => {
  it('is said', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {to: cart}\n  b: {spec: specs/shop.md}\n  c: {prd: specs/shop.md}'))).toMatchInlineSnapshot(`
      "error[mission-without-work]: The mission "a" does not say what is to be done.
       --> team.yaml:8:7
        |
      8 |       a: {to: cart}
        |       ^
      help: Add a \`brief\`, or a \`spec\` or \`prd\` with the path of a file."
    `);
  });

  it('a wrong brief is not a missing one', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {brief: 5}'))).toMatchInlineSnapshot(`
      "error[wrong-type]: "brief" takes text, not 5.
       --> team.yaml:8:18
        |
      8 |       a: {brief: 5}
        |                  ^
      help: If it is meant as text, quote it: "5"."
    `);
  });
});
