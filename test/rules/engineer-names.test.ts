import { describe, expect, it } from 'vitest';
import { engineerNames } from '../../src/manifest/rules/engineer-names.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(engineerNames.sentence, () => {
  it('a copy may have the name of another', () => {
    expect(told(shop('engineers:\n  cart: {count: 2}\n  cart-2:'))).toMatchInlineSnapshot(`
      "error[duplicate-name]: Two members of the project "shop" are called "cart-2".
       --> team.yaml:8:7
        |
      8 |       cart-2:
        |       ^^^^^^
      note: The count of 2 here makes the first.
       --> team.yaml:7:7
        |
      7 |       cart: {count: 2}
        |       ^^^^
      help: Give one of them another name."
    `);
  });

  it('the PM has a name, too', () => {
    expect(told(shop('pm:\nengineers:\n  pm:'))).toMatchInlineSnapshot(`
      "error[duplicate-name]: Two members of the project "shop" are called "pm".
       --> team.yaml:8:7
        |
      8 |       pm:
        |       ^^
      note: The PM is always called "pm".
       --> team.yaml:6:5
        |
      6 |     pm:
        |     ^^
      help: Give one of them another name."
    `);
  });

  it('even where there is no PM', () => {
    expect(told(shop('engineers:\n  pm:'))).toMatchInlineSnapshot(`
      "error[duplicate-name]: An engineer cannot be called "pm": that is the PM's name.
       --> team.yaml:7:7
        |
      7 |       pm:
        |       ^^
      help: Give it another name."
    `);
  });

  it('copies of different engineers', () => {
    expect(told(shop('engineers:\n  a-1: {count: 1}\n  a: {count: 1}\n  a-1-1:'))).toMatchInlineSnapshot(`
      "error[duplicate-name]: Two members of the project "shop" are called "a-1-1".
       --> team.yaml:9:7
        |
      9 |       a-1-1:
        |       ^^^^^
      note: The count of 1 here makes the first.
       --> team.yaml:7:7
        |
      7 |       a-1: {count: 1}
        |       ^^^
      help: Give one of them another name."
    `);
  });
});
