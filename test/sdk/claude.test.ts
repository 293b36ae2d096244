import { expect, test } from 'vitest';
import { pathWith } from '../e2e/bad-days/programs.ts';
import { claudeInstall } from '../rig/claude-install.ts';
import { claudeTeam } from '../rig/claude-team.ts';
import { Programs } from './program.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: the SDK did not spawn a real Claude Code. ${missing}`);
const program = 'program' in installed ? installed.program : '';
const rig = claudeTeam(program);

test.skipIf(missing !== undefined)('a real Claude Code is spawned with its task, has the model of the kind of task, and proves what it was sent', async () => {
  const programs = await Programs.of(rig.team);
  const [agent, receipt, reader] = await programs.shown(`
    const agent = await coders.claude('Mend the bug.\\nFAKE:say Mended.', { worktree: 'fix-auth', timeoutMs: 60_000 });
    show(agent);
    show(await coders.sendMessage(agent, 'Now the tests.\\nFAKE:say Done.'));
    show((await coders.spawner.spawnAgent({ role: 'tester', task: 'Read.\\nFAKE:say Read.', type: 'extraction', isolationMode: 'worktree', timeoutMs: 60_000 })).model);
    for (const { team } of await coders.list()) await coders.down(team);
  `, { PATH: await pathWith('claude', `exec '${program}' "$@"`) });
  expect(agent).toMatchObject({ tool: 'claude', name: 'claude', branch: 'fix-auth', model: 'sonnet' });
  expect(receipt).toMatchObject({ state: 'acknowledged' });
  expect(reader).toBe('haiku');
  const prompts = rig.model.asked.map(({ prompt }) => prompt);
  for (const text of ['Mend the bug.', 'Now the tests.']) expect(prompts.some((prompt) => prompt.includes(text))).toBe(true);
});
