import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { codersFrom } from '../cli/command-line.ts';

let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
});

describe('a manifest that', () => {
  beforeEach(async () => {
    await rm(team.file, { recursive: true, force: true });
  });

  async function expectMistake(sentence: string | RegExp, ...argv: readonly string[]): Promise<void> {
    const { exit, stdout, stderr } = await team.coders('apply', ...argv);
    expect({ exit, stdout }, stderr).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.length, stderr.slice(0, 500)).toBeLessThan(5000);
  }

  test('is a folder', async () => {
    await mkdir(team.file);
    await expectMistake(/error: There is no file team\.yaml\/team\.yaml|There is no file team\.yaml\./, 'team.yaml');
    await expectMistake(/There is no team\.yaml in .* or in a folder above it\./);
  });

  test('is empty', async () => {
    await writeFile(team.file, '');
    await expectMistake(/team\.yaml/);
    await writeFile(team.file, '# nothing\n---\n');
    await expectMistake(/team\.yaml/);
  });

  test('is binary', async () => {
    await writeFile(team.file, Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256)));
    await expectMistake(/team\.yaml is not valid/);
  });

  test('is no map', async () => {
    for (const text of ['- a\n', 'a\n', '3\n', 'null\n']) {
      await writeFile(team.file, text);
      await expectMistake(/team\.yaml is not valid/);
    }
  });

  test('is huge', async () => {
    await writeFile(team.file, `version: 1\nteam: shop\nx: ${'y'.repeat(30_000_000)}\n`);
    await expectMistake(/The manifest ".*team\.yaml" has 31 million characters, and one million is the most\./);
    await writeFile(team.file, `version: 1\nteam: shop\nx: ${'y'.repeat(900_000)}\n`);
    await expectMistake(/"x" is not a field of a team\./);
  });

  test('unfolds without end', async () => {
    const levels = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [${Array(10).fill(`*l${index}`).join(', ')}]`);
    await writeFile(team.file, `version: 1\nteam: shop\nl0: &l0 x\n${levels.join('\n')}\n`);
    await expectMistake(/team\.yaml is not valid/);
  });

  test('is a link to nowhere', async () => {
    await symlink('nowhere', team.file);
    await expectMistake(/There is no file team\.yaml\./, 'team.yaml');
  });

  test.skipIf(process.getuid?.() === 0)('may not be read', async () => {
    await team.write('orchestrator: {tool: demo}\n');
    await chmod(team.file, 0o000);
    await expectMistake(/cannot be read/);
    await rm(team.file);
  });
});

test('a manifest that is deleted after apply leaves a team that its name still reaches', async () => {
  await team.write('orchestrator: {tool: demo}\n');
  await team.succeed('apply');
  await team.saysItIs('orchestrator', 'idle');
  await rm(team.file);
  expect(await team.coders('plan')).toMatchObject({ exit: 2, stderr: expect.stringContaining('There is no team.yaml') });
  expect(await team.succeed('status', 'shop')).toMatch(/^Team shop, 1 member.*\n  orchestrator +idle/);
  expect(await team.succeed('attach', 'orchestrator', '--team', 'shop', '--json')).toContain('"pane"');
  expect(await codersFrom(team, { directory: '/' }, 'down', 'shop', '--yes')).toMatchObject({ exit: 0, stdout: expect.stringContaining('Team shop is down.') });
  expect(await team.panes()).toEqual([]);
});

test('a file that a manifest names and that is deleted is told; what runs goes on', async () => {
  await writeFile(join(team.directory, 'brief.md'), 'Begin.');
  await team.write('orchestrator: {tool: demo, brief_file: brief.md}\n');
  await team.succeed('apply');
  await rm(join(team.directory, 'brief.md'));
  expect(await team.coders('apply')).toMatchObject({ exit: 2, stderr: expect.stringContaining('brief.md') });
  expect(await team.panes()).toHaveLength(1);
});
