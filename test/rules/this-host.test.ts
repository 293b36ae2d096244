import { describe, expect, it } from 'vitest';
import { thisHost } from '../../src/manifest/rules/this-host.ts';
import { shop, told } from '../manifest/memory-world.ts';

const team = `redis: redis://127.0.0.1:6379\nhosts: [alpha, beta]\n${shop('pm:')}`;

describe(thisHost.sentence, () => {
  it('names the hosts, and how to say which of them it is', () => {
    expect(told(team, { host: 'gamma' })).toMatchInlineSnapshot(`
      "error[not-a-host]: This machine is called "gamma", and the team's hosts are "alpha" and "beta".
       --> team.yaml:2:8
        |
      2 | hosts: [alpha, beta]
        |        ^^^^^^^^^^^^^
      help: Name it among the hosts, or say which of them it is: CODERS_HOST=alpha coders …."
    `);
  });

  it('guesses by the first part of a long name', () => {
    expect(told(team, { host: 'beta.example.com' })).toContain('CODERS_HOST=beta coders');
  });

  it.each(['alpha', 'beta'])('takes %s', (host) => {
    expect(told(team, { host })).toBe('');
  });
});
