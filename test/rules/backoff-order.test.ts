import { describe, expect, it } from 'vitest';
import { backoffOrder } from '../../src/manifest/rules/backoff-order.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(backoffOrder.sentence, () => {
  it('is told of the defaults and of each member', () => {
    expect(told(`defaults: {restart: {backoff: 10m..2s}}\n${shop('pm:\nengineers:\n  cart: {count: 2, restart: {backoff: 90s..1m}}')}`)).toMatchInlineSnapshot(`
      "error[bad-backoff]: The first pause of "10m..2s" is longer than its longest.
       --> team.yaml:1:31
        |
      1 | defaults: {restart: {backoff: 10m..2s}}
        |                               ^^^^^^^
      help: Did you mean "2s..10m"?

      error[bad-backoff]: The first pause of "90s..1m" is longer than its longest.
       --> team.yaml:9:43
        |
      9 |       cart: {count: 2, restart: {backoff: 90s..1m}}
        |                                           ^^^^^^^
      help: Did you mean "1m..90s"?"
    `);
  });

  it('is told of each mission', () => {
    expect(told(shop('engineers: {cart: }\nmissions:\n  a: {brief: x, retries: {backoff: 10m..10s}}\n  b: {brief: x, retries: {backoff: 1s..1s}}'))).toMatchInlineSnapshot(`
      "error[bad-backoff]: The first pause of "10m..10s" is longer than its longest.
       --> team.yaml:8:40
        |
      8 |       a: {brief: x, retries: {backoff: 10m..10s}}
        |                                        ^^^^^^^^
      help: Did you mean "10s..10m"?"
    `);
  });

  it('may be always the same', () => {
    expect(told(`defaults: {restart: {backoff: 5s..5s}}\n${shop('pm:')}`)).toBe('');
  });
});
