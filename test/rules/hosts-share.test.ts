import { describe, expect, it } from 'vitest';
import { hostsShare } from '../../src/manifest/rules/hosts-share.ts';
import { shop, told } from '../manifest/memory-world.ts';

describe(hostsShare.sentence, () => {
  it('refuses hosts without a Redis', () => {
    expect(told(`hosts: [alpha, beta]\n${shop('pm:')}`)).toMatchInlineSnapshot(`
      "error[no-redis]: The team names \`hosts\`, and no \`redis\` through which they share its missions.
       --> team.yaml:1:1
        |
      1 | hosts: [alpha, beta]
        | ^^^^^
      help: Add \`redis: redis://host:6379/0\`, or \`redis: {}\` where REDIS_URL says which."
    `);
  });

  it('takes a Redis that one host has alone', () => {
    expect(told(`redis: redis://127.0.0.1:6379\n${shop('pm:')}`)).toBe('');
  });
});
