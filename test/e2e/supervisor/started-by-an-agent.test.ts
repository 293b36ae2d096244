import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { keptTeam, supervisorPid } from '../../rig/kept-team.ts';

test.runIf(process.platform === 'linux')('a supervisor that an agent started is none of what the agent started: it does not end with it', async () => {
  const team = await keptTeam();
  const { pid } = await team.saysItIs('web/a', 'idle');
  const variables = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter((text) => text.includes('='));
  const ofTheAgent = Object.fromEntries(variables.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
  expect(ofTheAgent).toMatchObject({ CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/web/a' });
  await team.succeed('supervisor', 'stop');
  expect(await team.run(['supervisor', 'start'], ofTheAgent)).toMatchObject({ exit: 0 });
  const supervisor = await supervisorPid(team);
  await team.succeed('restart', 'web/a');
  await team.succeed('kill', 'web/a');
  expect(await supervisorPid(team)).toBe(supervisor);
});
