import { describe, expect, it } from 'vitest';
import { missionOnce } from '../../src/manifest/rules/mission-once.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(missionOnce.sentence, () => {
  it('in each of its lists, however a path is written', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {brief: x}\n  b: {after: [a, a], brief: x, context: [specs/shop.md, ./specs/shop.md], accept: {files: [src/*, docs/*, src/*]}}'))).toMatchInlineSnapshot(`
      "error[duplicate-name]: The mission "a" is named twice in \`after\` of the mission "b".
       --> team.yaml:9:22
        |
      9 |       b: {after: [a, a], brief: x, context: [specs/shop.md, ./specs/shop.md], accept: {files: …
        |                      ^
      note: The first is here.
       --> team.yaml:9:19
        |
      9 |       b: {after: [a, a], brief: x, context: [specs/shop.md, ./specs/shop.md], accept: {files: …
        |                   ^
      help: Remove one of the two.

      error[duplicate-name]: The file "./specs/shop.md" is named twice in \`context\` of the mission "b".
       --> team.yaml:9:61
        |
      9 | …a], brief: x, context: [specs/shop.md, ./specs/shop.md], accept: {files: [src/*, docs/*, src/*…
        |                                         ^^^^^^^^^^^^^^^
      note: The first is here.
       --> team.yaml:9:46
        |
      9 | … b: {after: [a, a], brief: x, context: [specs/shop.md, ./specs/shop.md], accept: {files: [src/…
        |                                          ^^^^^^^^^^^^^
      help: Remove one of the two.

      error[duplicate-name]: The pattern "src/*" is named twice in \`accept.files\` of the mission "b".
       --> team.yaml:9:111
        |
      9 | … brief: x, context: [specs/shop.md, ./specs/shop.md], accept: {files: [src/*, docs/*, src/*]}}
        |                                                                                        ^^^^^
      note: The first is here.
       --> team.yaml:9:96
        |
      9 | … brief: x, context: [specs/shop.md, ./specs/shop.md], accept: {files: [src/*, docs/*, src/*]}}
        |                                                                         ^^^^^
      help: Remove one of the two."
    `);
  });

  it('but may run a command again', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {brief: x, accept: [npm test, npm run load, npm test]}'))).toBe('');
  });
});
