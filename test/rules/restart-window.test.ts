import { describe, expect, it } from 'vitest';
import { restartWindow } from '../../src/manifest/rules/restart-window.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(restartWindow.sentence, () => {
  it('is told once of what the defaults say', () => {
    expect(told(`defaults: {restart: {max: 7, window: 2m, backoff: 10s..1m}}\n${shop('pm:\nengineers:\n  cart:\n  pay: {restart: {window: 1h}}')}`)).toMatchInlineSnapshot(`
      "error[short-window]: There are never 7 crashes within 2m: the pauses between them alone take 3m 10s.
       --> team.yaml:1:38
        |
      1 | defaults: {restart: {max: 7, window: 2m, backoff: 10s..1m}}
        |                                      ^^
      help: Nothing would ever put the member into quarantine. Make \`window\` longer than 3m 10s, \`max\` smaller, or the pauses of \`backoff\` shorter."
    `);
  });

  it('is told of a member whose own setting does not go with the others', () => {
    expect(told(`defaults: {restart: {window: 1m}}\n${shop('pm:\nengineers:\n  cart: {restart: {backoff: 30s..1m}}\n  pay: {restart: {max: 1000}}')}`)).toMatchInlineSnapshot(`
      "error[short-window]: There are never 5 crashes within 1m: the pauses between them alone take 2m 30s.
       --> team.yaml:9:33
        |
      9 |       cart: {restart: {backoff: 30s..1m}}
        |                                 ^^^^^^^
      help: Nothing would ever put the member into quarantine. Make \`window\` longer than 2m 30s, \`max\` smaller, or the pauses of \`backoff\` shorter.

      error[short-window]: There are never 1000 crashes within 1m: the pauses between them alone take 6d 21h.
        --> team.yaml:10:28
         |
      10 |       pay: {restart: {max: 1000}}
         |                            ^^^^
      help: Nothing would ever put the member into quarantine. Make \`window\` longer than 6d 21h, \`max\` smaller, or the pauses of \`backoff\` shorter."
    `);
  });

  it.each([
    ['one crash is enough', 'max: 1, window: 1s'], ['a member that is never started again', 'policy: never, window: 1s'], ['the pauses are short', 'max: 4, window: 15s, backoff: 2s..10m'],
    ['the pauses are already wrong', 'window: 1s, backoff: 10m..2s'],
  ])('is not told where %s', (_, restart) => {
    expect(told(`defaults: {restart: {${restart}}}\n${shop('pm:')}`)).not.toContain('short-window');
  });
});
