import { describe, expect, it } from 'vitest';
import { knownHost } from '../../src/manifest/rules/known-host.ts';
import { shop, told } from '../manifest/memory-world.ts';

const shared = 'redis: redis://127.0.0.1:6379\nhosts: [alpha, beta]\n';

describe(knownHost.sentence, () => {
  it('takes the hosts that the team names', () => {
    expect(told(`${shared}defaults: {host: beta}\norchestrator: {host: alpha}\n${shop('pm: {host: beta}\nengineers:\n  cart: {host: alpha}')}`)).toBe('');
  });

  it('refuses others, and says which one is near', () => {
    expect(told(`${shared}defaults: {host: gamma}\n${shop('pm: {host: betta}')}`)).toMatchInlineSnapshot(`
      "error[unknown-host]: "gamma" is not a host of the team.
       --> team.yaml:3:18
        |
      3 | defaults: {host: gamma}
        |                  ^^^^^
      help: Its hosts are alpha and beta.

      error[unknown-host]: "betta" is not a host of the team.
       --> team.yaml:9:16
        |
      9 |     pm: {host: betta}
        |                ^^^^^
      help: Did you mean "beta"?"
    `);
  });

  it('refuses any in a team that names none', () => {
    expect(told(shop('pm: {host: beta}'))).toMatchInlineSnapshot(`
      "error[unknown-host]: "beta" is not a host of the team.
       --> team.yaml:6:16
        |
      6 |     pm: {host: beta}
        |                ^^^^
      help: The team names none: add \`hosts: [beta, …]\`."
    `);
  });

  it('waits for hosts that can be read', () => {
    expect(told(`redis: redis://127.0.0.1:6379\nhosts: beta\n${shop('pm: {host: beta}')}`)).toMatchInlineSnapshot(`
      "error[wrong-type]: "hosts" takes a list, not the text "beta".
       --> team.yaml:2:8
        |
      2 | hosts: beta
        |        ^^^^
      help: The names of the machines that run the team, each its own members. A machine's name is CODERS_HOST of the environment, or else its hostname. By default this machine runs them all."
    `);
  });
});
