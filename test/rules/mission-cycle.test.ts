import { describe, expect, it } from 'vitest';
import { missionCycle } from '../../src/manifest/rules/mission-cycle.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionCycle.sentence, () => {
  it('is printed whole', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {after: [b], brief: x}\n  b: {after: [c], brief: x}\n  c: {after: [a], brief: x}'))).toMatchInlineSnapshot(`
      "error[mission-cycle]: The mission "a" waits for itself: a → b → c → a.
        --> team.yaml:8:19
         |
       8 |       a: {after: [b], brief: x}
         |                   ^
      note: "b" waits for "c".
        --> team.yaml:9:19
         |
       9 |       b: {after: [c], brief: x}
         |                   ^
      note: "c" waits for "a".
        --> team.yaml:10:19
         |
      10 |       c: {after: [a], brief: x}
         |                   ^
      help: Remove one of these from its \`after\`."
    `);
  });

  it('may be short', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {after: [a], brief: x}'))).toMatchInlineSnapshot(`
      "error[mission-cycle]: The mission "a" waits for itself: a → a.
       --> team.yaml:8:19
        |
      8 |       a: {after: [a], brief: x}
        |                   ^
      help: Remove one of these from its \`after\`."
    `);
  });

  it('each is told', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {after: [b], brief: x}\n  b: {after: [a], brief: x}\n  c: {after: [d], brief: x}\n  d: {after: [c, a], brief: x}'))).toMatchInlineSnapshot(`
      "error[mission-cycle]: The mission "a" waits for itself: a → b → a.
       --> team.yaml:8:19
        |
      8 |       a: {after: [b], brief: x}
        |                   ^
      note: "b" waits for "a".
       --> team.yaml:9:19
        |
      9 |       b: {after: [a], brief: x}
        |                   ^
      help: Remove one of these from its \`after\`.

      error[mission-cycle]: The mission "c" waits for itself: c → d → c.
        --> team.yaml:10:19
         |
      10 |       c: {after: [d], brief: x}
         |                   ^
      note: "d" waits for "c".
        --> team.yaml:11:19
         |
      11 |       d: {after: [c, a], brief: x}
         |                   ^
      help: Remove one of these from its \`after\`."
    `);
  });
});
