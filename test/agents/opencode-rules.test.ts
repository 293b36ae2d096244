import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { hookScript } from '../../src/agents/hooks/script.ts';
import { TeamRules } from '../../src/agents/opencode/permissions.ts';
import { opencodeWords, payloadsOf } from '../../src/agents/opencode/tools.ts';
import { inWords } from '../../src/agents/tool-words.ts';
import { writeTo } from '../../src/host/spool.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const patch = { tool: 'apply_patch', args: { patchText: '*** Begin Patch\n*** Update File: a.txt\n@@\n-one\n+two\n*** Move to: b.txt\n*** Add File: keys/c.env\n+x\n*** End Patch' } };

describe('what OpenCode says of a tool call', () => {
  it.each([
    [{ tool: 'bash', args: { command: 'ls', description: 'rm' } }, [{ tool_name: 'Bash', tool_input: { command: 'ls' } }]],
    [{ tool: 'write', args: { filePath: '/a', content: '"command":"x"' } }, [{ tool_name: 'Write', tool_input: { file_path: '/a' } }]],
    [{ tool: 'webfetch', args: { url: 'https://a', format: 'text' } }, [{ tool_name: 'WebFetch', tool_input: { url: 'https://a', format: 'text' } }]],
    [{ tool: 'tracker_close', args: { path: '/a' } }, [{ tool_name: 'tracker_close', tool_input: { path: '/a' } }]],
    [patch, ['a.txt', 'b.txt', 'keys/c.env'].map((path) => ({ tool_name: 'Edit', tool_input: { file_path: path } }))],
  ])('%j is told in the words of the rules', (call, payloads) => {
    expect(payloadsOf(call)).toEqual(payloads);
  });
});

describe('the team\'s rules within an OpenCode', () => {
  let spool: string;
  let rules: TeamRules;

  beforeEach(async () => {
    spool = await temporaryDirectory('spool-');
    await writeFile(join(spool, 'hook.sh'), hookScript(inWords([
      { tool: 'bash', match: 'npm test*', answer: 'allow' },
      { match: '*.env', answer: 'deny' },
      { tool: 'edit', match: 'a.txt', answer: 'allow' },
    ], opencodeWords)));
    rules = new TeamRules(join(spool, 'hook.sh'));
  });

  const doors = () => (existsSync(join(spool, 'doors')) ? readdirSync(join(spool, 'doors')) : []);
  const asked = () => (existsSync(join(spool, 'asks')) ? readdirSync(join(spool, 'asks')).find((name) => !name.startsWith('.')) : undefined);
  const door = () => waitUntil(asked, { what: 'a question' });

  it('deny a patch for one file of it, and say nothing to others', async () => {
    await expect(rules.check('1', patch)).rejects.toThrow('The team\'s rules deny this: any tool "*.env".');
    await expect(rules.check('2', { tool: 'bash', args: { command: 'touch x' } })).resolves.toBeUndefined();
  });

  it('answer what they allow at once', async () => {
    await rules.check('1', { tool: 'bash', args: { command: 'npm test -- x' } });
    expect(await rules.answer({ id: 'per_1', permission: 'bash', tool: { callID: '1' } })).toEqual({ reply: 'once' });
    expect(doors()).toEqual([]);
  });

  it('ask about each file that none of them allows', async () => {
    await rules.check('1', { tool: 'apply_patch', args: { patchText: '*** Update File: a.txt\n*** Update File: b.txt\n' } });
    const reply = rules.answer({ id: 'per_1', permission: 'edit', tool: { callID: '1' } });
    expect(writeTo(join(spool, 'doors', await door()), 'deny Not this.\n')).toBe(true);
    expect(await reply).toEqual({ reply: 'reject', message: 'Not this.' });
  });

  it('ask no more where the dialog was answered first', async () => {
    const reply = rules.answer({ id: 'per_1', permission: 'doom_loop' });
    await door();
    rules.close('per_1');
    expect(await reply).toBeUndefined();
    expect(doors()).toEqual([]);
  });

  it('let nothing through that they can not be held against', async () => {
    const broken = new TeamRules(join(spool, 'gone.sh'));
    await expect(broken.check('1', { tool: 'bash', args: { command: 'ls' } })).rejects.toThrow('The team\'s rules can not be read');
  });
});
