import { describe, expect, it } from 'vitest';
import { permissionRules } from '../../src/manifest/rules/permission-rules.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

const rules = (list: string) => `defaults: {permissions: ${list}}\n${shop('pm:')}`;

describe(permissionRules.sentence, () => {
  it('needs an answer', () => {
    expect(told(rules('[{tool: Bash}]'))).toMatchInlineSnapshot(`
      "error[permission-without-answer]: The permission rule has no answer.
       --> team.yaml:1:26
        |
      1 | defaults: {permissions: [{tool: Bash}]}
        |                          ^
      help: Add \`answer: allow\`, \`answer: deny\` or \`answer: ask\`."
    `);
  });

  it('has a default that is about nothing else', () => {
    expect(told(rules('[{default: ask, match: "npm *"}]'))).toMatchInlineSnapshot(`
      "error[permission-default-with-more]: A default holds for all that no other rule is about, and this one has "match".
       --> team.yaml:1:41
        |
      1 | defaults: {permissions: [{default: ask, match: "npm *"}]}
        |                                         ^^^^^
      help: Write \`answer\` for \`default\`, or take it out."
    `);
  });

  it('says both how long, and what then', () => {
    expect(told(rules('[{default: ask, after: 10m}]'))).toMatchInlineSnapshot(`
      "error[permission-half-a-deadline]: The permission rule has "after" without "then".
       --> team.yaml:1:41
        |
      1 | defaults: {permissions: [{default: ask, after: 10m}]}
        |                                         ^^^^^
      help: For example: after: 10m, then: deny."
    `);
  });

  it('waits only where somebody is asked', () => {
    expect(told(shop('pm: {permissions: [{match: x, answer: deny, after: 10m, then: deny}]}'))).toMatchInlineSnapshot(`
      "error[permission-nobody-asked]: Nobody is asked here, so there is no answer to wait for.
       --> team.yaml:6:49
        |
      6 |     pm: {permissions: [{match: x, answer: deny, after: 10m, then: deny}]}
        |                                                 ^^^^^
      help: Take out \`after\` and \`then\`, or write \`ask\`."
    `);
  });

  it('takes what is whole, and puts a member\'s own rules first', () => {
    const { manifest, diagnostics } = load(`defaults: {permissions: [{tool: Bash, match: "npm test*", answer: allow}, {default: ask, after: 10m, then: deny}]}\n${shop('pm: {permissions: [{match: "rm -rf *", answer: deny}]}')}`);
    expect(diagnostics).toEqual([]);
    expect(manifest!.projects[0]!.members[0]!.permissions).toEqual([
      { match: 'rm -rf *', answer: 'deny' },
      { tool: 'Bash', match: 'npm test*', answer: 'allow' },
      { answer: 'ask', patience: { afterMs: 600_000, then: 'deny' } },
    ]);
  });
});
