import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';

const manifest = `
projects:
  shop:
    repo: repo
    engineers:
      cart: {tool: demo}
      search: {tool: command, command: [sleep, "1000"]}
`;

/** With something to do of every kind, should a look be taken for an empty one: to prune, to restart, to start. */
const other = `
projects:
  shop:
    repo: repo
    engineers:
      search: {tool: command, command: [sleep, "2000"]}
      mail: {tool: demo}
`;

/** A team as applied from the first, with the second to be applied. */
async function teamWithMuchToDo(): Promise<TestTeam> {
  const team = await testTeam();
  await team.write(manifest);
  await team.succeed('apply');
  await team.write(other);
  return team;
}

async function expectUntouched(team: TestTeam, before: Awaited<ReturnType<typeof world>>): Promise<void> {
  expect(await world(team)).toEqual(before);
  await team.write(manifest);
  expect(await team.succeed('plan')).toContain('No changes.');
}

/** What must stay as it is: panes, refs, worktrees, and what the store says. */
async function world(team: TestTeam) {
  return {
    panes: (await team.panes()).map(({ id, pid, name, tag }) => ({ id, pid, name, tag })),
    refs: await team.repository.git(['for-each-ref']),
    worktrees: await team.repository.git(['worktree', 'list', '--porcelain']),
  };
}

/** Puts a program before the real one on PATH: it answers calls that match with a failure, and passes the others on. */
async function failing(team: TestTeam, program: string, { when, says, exit }: { when: string; says: string; exit: number }): Promise<Record<string, string>> {
  const folder = join(team.directory, 'programs');
  await mkdir(folder, { recursive: true });
  const path = join(folder, program);
  await writeFile(path, `#!/bin/sh\ncase "$*" in ${when}) echo "${says}" >&2; exit ${exit} ;; esac\nPATH=\${PATH#*:} exec ${program} "$@"\n`);
  await chmod(path, 0o755);
  return { PATH: `${folder}:${team.environment['PATH']}` };
}

const wrappers = [
  { program: 'tmux', when: '*source-file*', says: 'lost server', exit: 1 },
  { program: 'tmux', when: '*source-file*', says: 'server exited unexpectedly', exit: 1 },
  { program: 'tmux', when: '*source-file*', says: 'error connecting to /tmp/x (Permission denied)', exit: 1 },
  { program: 'tmux', when: '*', says: 'tmux: error while loading shared libraries: libevent.so', exit: 127 },
  { program: 'git', when: '*worktree\\ list*', says: 'fatal: unable to read tree', exit: 128 },
  { program: 'git', when: '*for-each-ref*', says: 'fatal: missing object for refs/heads/main', exit: 128 },
  { program: 'git', when: '*rev-parse*', says: 'fatal: something nobody has seen before', exit: 128 },
  { program: 'git', when: '*', says: 'Killed', exit: 137 },
];

describe('invariant 4: a look that fails makes no plan, and nothing is changed', () => {
  test.each(wrappers)('$program says "$says"', async (wrapper) => {
    const team = await teamWithMuchToDo();
    const before = await world(team);
    const env = await failing(team, wrapper.program, wrapper);
    for (const argv of [['plan'], ['apply', '--yes', '--now', '--prune']]) {
      const { exit, stdout, stderr } = await team.run(argv, env);
      expect({ exit, stdout }, argv.join(' ')).toEqual({ exit: 1, stdout: '' });
      expect(stderr, argv.join(' ')).toMatch(/^error: .*[.]\n/);
      expect(stderr).not.toContain('bug');
    }
    await expectUntouched(team, before);
  });

  test('the configuration of the repository can not be read', async () => {
    const team = await teamWithMuchToDo();
    const before = await world(team);
    const config = join(team.repository.path, '.git', 'config');
    const text = await readFile(config, 'utf8');
    await writeFile(config, '[broken\n');
    expect(await team.coders('apply', '--prune', '--yes')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringContaining('bad config line 1') });
    await writeFile(config, text);
    await expectUntouched(team, before);
  });

  test.skipIf(process.getuid?.() === 0)('the repository may not be read (root may read everything)', async () => {
    const team = await teamWithMuchToDo();
    const before = await world(team);
    const folder = join(team.repository.path, '.git');
    await chmod(folder, 0);
    const { exit, stdout } = await team.coders('apply', '--prune', '--yes');
    await chmod(folder, 0o755);
    expect([1, 2, 4]).toContain(exit);
    expect(stdout).not.toContain('✓');
    await expectUntouched(team, before);
  });

  test('the repository is away: its worktrees and members are not taken for gone', async () => {
    const team = await teamWithMuchToDo();
    const before = await world(team);
    await rename(team.repository.path, `${team.repository.path}-away`);
    const { exit, stdout } = await team.coders('apply', '--prune', '--yes', '--now');
    await rename(`${team.repository.path}-away`, team.repository.path);
    expect([1, 2, 4]).toContain(exit);
    expect(stdout).not.toContain('✓');
    await expectUntouched(team, before);
  });

  test.each([['is no database', Buffer.from('this is not a database, '.repeat(400))], ['is damaged within', undefined]])('the store %s', async (_, bytes) => {
    const team = await teamWithMuchToDo();
    const before = await world(team);
    const file = join(team.stateDirectory, 'state.db');
    const sound = await readFile(file);
    const damaged = bytes ?? Buffer.concat([sound.subarray(0, 100), Buffer.alloc(sound.length - 100, 0xab)]);
    for (const suffix of ['-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
    await writeFile(file, damaged);
    for (const argv of [['apply', '--yes', '--prune', '--now'], ['plan'], ['status', 'shop'], ['down', 'shop', '--yes']]) {
      const { exit, stderr } = await team.coders(...argv);
      expect({ exit, stderr }, argv.join(' ')).toEqual({ exit: 1, stderr: expect.stringContaining(`${file} fails`) });
      expect(stderr).toContain('ove the file away');
    }
    expect(await readFile(file)).toEqual(damaged);
    expect(await world(team)).toEqual(before);
    await rename(file, `${file}.damaged`);
    await team.write(manifest);
    expect(await team.succeed('apply')).not.toContain('started');
    await expectUntouched(team, before);
  });
});
