import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { commands } from '../../../src/cli/commands/all.ts';
import { execute } from '../../../src/host/execute.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
  await mkdir(join(team.directory, 'teams'));
  for (const file of ['teams/shop.yaml', 'tonight.json', 'two words.yaml']) await writeFile(join(team.directory, file), '');
  for (const shell of ['bash', 'zsh', 'fish']) await writeFile(join(team.home, `completion.${shell}`), await team.succeed('completion', shell));
});

/** What a real bash offers when a person presses Tab behind the words. */
async function offered(...words: readonly string[]): Promise<string[]> {
  const script = `source "$HOME/completion.bash"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _coders; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await execute('bash', ['-c', script, 'bash', 'coders', ...words], { cwd: team.directory, env: team.environment });
  return stdout.split('\n').filter((line) => line !== '');
}

test('bash offers verbs first', async () => {
  expect(await offered('')).toEqual([...commands.map(({ name }) => name), 'help']);
  expect(await offered('pl')).toEqual(['plan']);
});

test('bash offers a verb\'s options, and files', async () => {
  expect(await offered('plan', '--')).toEqual(['--only', '--prune', '--now', '--out', '--exit-code', '--json', '--help']);
  expect(await offered('apply', '--ti')).toEqual(['--timeout']);
  expect(await offered('plan', 'te')).toEqual(['teams']);
  expect(await offered('validate', 'two')).toEqual(['two words.yaml']);
});

test('bash offers what stands for a verb\'s word', async () => {
  expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  expect(await offered('help', 'sta')).toEqual(['status']);
});

test('a bash that reads it twice complains of nothing', async () => {
  expect(await execute('bash', ['-eu', '-c', 'source "$1"; source "$1"; complete -p coders', 'bash', join(team.home, 'completion.bash')], { env: team.environment }))
    .toMatchObject({ stderr: '', stdout: expect.stringContaining('_coders') });
});

const shells = ['zsh', 'fish'].map((shell) => ({ shell, installed: spawnSync(shell, ['--version']).status === 0 }));

for (const { shell, installed } of shells) {
  if (!installed) console.warn(`${shell} is not installed: that it can read its completion script is not tested here.`);
  test.skipIf(!installed)(`${shell} can read its script`, async () => {
    expect(await execute(shell, ['-n', join(team.home, `completion.${shell}`)], { env: team.environment })).toMatchObject({ stderr: '' });
  });
}
