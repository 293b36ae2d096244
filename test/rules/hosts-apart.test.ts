import { describe, expect, it } from 'vitest';
import { hostsApart } from '../../src/manifest/rules/hosts-apart.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(hostsApart.sentence, () => {
  it('points at both', () => {
    expect(told(`redis: redis://127.0.0.1:6379\nhosts: [alpha, beta, alpha]\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[duplicate-name]: The host "alpha" is named twice.
       --> team.yaml:2:22
        |
      2 | hosts: [alpha, beta, alpha]
        |                      ^^^^^
      note: It is first named here.
       --> team.yaml:2:9
        |
      2 | hosts: [alpha, beta, alpha]
        |         ^^^^^
      help: Remove one of the two."
    `);
  });
});
