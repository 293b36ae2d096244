import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';

test('an agent inherits what the person has set, and nothing that marks whoever applied as an agent', async () => {
  const team = await testTeam({ env: { CLAUDE_CODE_USE_BEDROCK: '1', CLAUDECODE: '1', CODERS_ADDRESS: 'member/other', TMUX_PANE: '%77' } });
  await team.write('orchestrator: {tool: command, command: [sh, -c, "env > seen.tmp && mv seen.tmp seen && exec sleep 1000"]}\n');
  await team.succeed('apply');
  const seen = await waitUntil(() => readFile(join(team.directory, 'seen'), 'utf8').catch(() => undefined), { what: 'the agent to tell' });
  const lines = seen.split('\n');
  expect(lines).toContain('CLAUDE_CODE_USE_BEDROCK=1');
  expect(lines).toContain('CODERS_ADDRESS=member/orchestrator');
  expect(lines).toContain(`CODERS_STATE_DIR=${team.stateDirectory}`);
  expect(lines.filter((line) => /^(CLAUDECODE|TMUX_PANE)=/.test(line))).toEqual([`TMUX_PANE=${(await team.pane('orchestrator')).id}`]);
});
