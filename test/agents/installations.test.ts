import { expect, it } from 'vitest';
import { adapterFor } from '../../src/agents/registry.ts';
import { withParents } from '../../src/agents/installation.ts';
import { installationOf, installations } from '../../src/agents/installations.ts';
import { readVersionRange } from '../../src/util/version-range.ts';

it.each(installations)('what is known of $tool is of a tool with an adapter, and names a range', ({ tool, tested }) => {
  expect(adapterFor(tool)?.tool).toBe(tool);
  expect(readVersionRange(tested)).toBeDefined();
});

it('a directory stands below all its parents', () => {
  expect(withParents('/code/shop/')).toEqual(['/code/shop', '/code', '/']);
  expect(withParents('/')).toEqual(['/']);
});

const records: readonly (readonly [tool: string, what: string, text: string, trusted: boolean | undefined])[] = [
  ['claude', 'the directory', '{"projects":{"/code/shop":{"hasTrustDialogAccepted":true}}}', true],
  ['claude', 'a parent of it', '{"projects":{"/code":{"hasTrustDialogAccepted":true}}}', true],
  ['claude', 'another', '{"projects":{"/code/shop-2":{"hasTrustDialogAccepted":true}}}', false],
  ['claude', 'a no', '{"projects":{"/code/shop":{"hasTrustDialogAccepted":false}}}', false],
  ['claude', 'no project', '{}', false],
  ['claude', 'half a file', '{"projects":', undefined],
  ['codex', 'the directory', '[projects."/code/shop"]\ntrust_level = "trusted"\n', true],
  ['codex', 'the directory among others', 'model = "x"\n\n[projects."/a \\"b\\""]\ntrust_level = "untrusted"\n[projects.\'/code/shop\']\nx = 1\ntrust_level = "trusted"\n[tui]\n', true],
  ['codex', 'the level of another table', '[projects."/code/shop"]\n[projects."/other"]\ntrust_level = "trusted"\n', false],
  ['codex', 'a comment', '# [projects."/code/shop"]\n# trust_level = "trusted"\n', false],
  ['gemini', 'the directory', '{"/code/shop":"TRUST_FOLDER"}', true],
  ['gemini', 'a neighbour\'s parent', '{"/code/pay":"TRUST_PARENT"}', true],
  ['gemini', 'a no', '{"/code/shop":"DO_NOT_TRUST"}', false],
  ['gemini', 'no JSON', 'x', undefined],
];

it.each(records)('%s with %s in its record', (tool, _, text, trusted) => {
  expect(installationOf(tool)!.trust!.trusts(text, ['/code/shop'])).toBe(trusted);
});

it('what a worktree\'s repository is trusted with holds for the worktree', () => {
  expect(installationOf('codex')!.trust!.trusts('[projects."/repo"]\ntrust_level = "trusted"', ['/elsewhere/tree', '/repo'])).toBe(true);
});
