import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gitRepository } from '../../rig/git-repository.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';

const engineer = 'projects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n';

async function teamWith(text: string): Promise<TestTeam> {
  const team = await testTeam();
  await team.write(text);
  return team;
}

/** What can not be done is in the plan, and apply ends with 4 and the same sentence. */
async function expectRefused(team: TestTeam, sentence: string | RegExp): Promise<void> {
  const plan = await team.coders('plan');
  expect(plan).toMatchObject({ exit: 0, stderr: '' });
  expect(plan.stdout).toMatch(/Can not be done:\n/);
  expect(plan.stdout).toMatch(sentence);
  const apply = await team.coders('apply', '--yes');
  expect(apply.exit, apply.stdout).toBe(4);
  expect(apply.stdout).toMatch(/Blocked:\n/);
  expect(apply.stdout).toMatch(sentence);
}

describe('a repository', () => {
  test('without a commit is refused with what to do, and works once it has one', async () => {
    const team = await teamWith(engineer.replace('repo: repo', 'repo: fresh'));
    const fresh = await gitRepository({ path: join(team.directory, 'fresh'), files: {} });
    await expectRefused(team, /worktree\/store\/cart: .*fresh.* has no commit/);
    await fresh.commit({ 'README.md': 'x' });
    await team.succeed('apply');
  });

  test('with a detached HEAD starts branches at that commit', async () => {
    const team = await teamWith(engineer);
    const commit = await team.repository.git(['rev-parse', 'HEAD']);
    await team.repository.git(['checkout', '--quiet', '--detach']);
    expect(await team.succeed('plan')).toContain(`a new branch shop/cart from ${commit.slice(0, 10)}, at`);
    await team.succeed('apply');
    expect(await team.repository.git(['rev-parse', 'shop/cart', 'HEAD'])).toBe(`${commit}\n${commit}`);
    expect(await team.succeed('plan')).toContain('No changes.');
  });

  test('that is bare holds worktrees as well', async () => {
    const team = await teamWith(engineer.replace('repo: repo', 'repo: bare.git'));
    await gitRepository({ path: join(team.directory, 'bare.git'), bare: true });
    await team.succeed('apply');
    expect(await team.succeed('plan')).toContain('No changes.');
    expect(await team.succeed('down', '--yes', '--worktrees')).toContain('Team shop is down.');
  });

  test('that is no repository, or a folder inside one, is a mistake in the manifest', async () => {
    const team = await teamWith(engineer.replace('repo: repo', 'repo: repo/inside'));
    await mkdir(join(team.repository.path, 'inside'));
    expect(await team.coders('plan')).toMatchObject({ exit: 2, stderr: expect.stringContaining('"repo/inside" is not the top of a git repository.') });
    await team.write(engineer.replace('repo: repo', 'repo: nowhere'));
    expect(await team.coders('plan')).toMatchObject({ exit: 2, stderr: expect.stringContaining('The repository "nowhere" does not exist.') });
  });

  test('that is damaged fails the look, and no plan is made from half of one', async () => {
    const team = await teamWith(engineer);
    await writeFile(join(team.repository.path, '.git', 'packed-refs'), 'not a ref at all\n');
    expect(await team.coders('apply')).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringMatching(/^error: .*git/) });
    expect(await team.panes()).toEqual([]);
  });
});

test.each(['with space', `it's "quoted"`, 'ünïcödé 日本', '#{pane_id} #(touch pwned) #S', '$HOME `id` ~ %1 ;', '-dash'])('all works in a folder called %j', async (folder) => {
  const team = await testTeam({ folder });
  await team.write('orchestrator: {tool: demo}\nprojects: {store: {repo: repo, pm: {tool: demo}, engineers: {cart: {tool: demo, brief: "demo: write it.txt | x\\ndemo: commit Say it"}, watch: {tool: command, command: [sleep, "86400"]}}}}\n');
  await team.succeed('apply');
  await team.saysItIs('store/cart', 'idle');
  expect(await team.tmux('display-message', '-p', '-t', (await team.pane('store/cart')).id, '#{pane_current_path}')).toBe(team.worktree('cart'));
  expect(await team.repository.git(['log', '--format=%s', '-1', 'shop/cart'])).toBe('Say it');
  expect(await team.succeed('plan')).toContain('No changes.');
  expect(await team.succeed('status')).toContain('store/cart    idle');
  expect(await team.succeed('down', '--yes', '--worktrees')).toContain('Team shop is down.');
  expect(await team.repository.git(['status', '--porcelain'])).toBe('');
});

describe('a worktree', () => {
  test('whose path is occupied is refused, and what is there stays', async () => {
    const team = await teamWith(engineer);
    await mkdir(team.worktree('cart'), { recursive: true });
    await writeFile(join(team.worktree('cart'), 'mine.txt'), 'mine');
    await expectRefused(team, /worktree\/store\/cart: .*shop\/cart exists and is no worktree of .*repo\. Move it away, or name another path under worktree\./);
  });

  test('whose branch is checked out elsewhere is refused', async () => {
    const team = await teamWith(engineer);
    await team.repository.git(['worktree', 'add', '--quiet', '-b', 'shop/cart', join(team.directory, 'elsewhere')]);
    await expectRefused(team, /Branch shop\/cart is checked out at .*elsewhere\. Name another branch, or remove that checkout\./);
  });

  test('whose branch the person has checked out is refused', async () => {
    const team = await teamWith(engineer.replace('{tool: demo}', '{tool: demo, worktree: {branch: main}}'));
    await expectRefused(team, /Branch main is checked out at .*repo\. Name another branch, or remove that checkout\./);
  });

  test('from a base that does not exist is refused with the branches there are', async () => {
    const team = await teamWith(engineer.replace('repo: repo', 'repo: repo, base: mian'));
    await expectRefused(team, /The base "mian" is no branch, tag or full commit id of .*repo\. Its branches are main\./);
  });

  test('whose branch prefix is a branch itself is refused, the other members start', async () => {
    const team = await teamWith(engineer.replace('{tool: demo}', '{tool: demo}, pay: {tool: demo, worktree: {branch: pay}}'));
    await team.repository.git(['branch', 'shop']);
    await expectRefused(team, /Git can not have a branch shop\/cart beside the branch shop\. Set branch_prefix to another prefix\./);
    expect((await team.panes()).map(({ name }) => name)).toEqual(['store/pay']);
  });

  test('that vanished is made again, and its agent, whose directory is gone, starts again in it', async () => {
    const team = await teamWith(engineer);
    await team.succeed('apply');
    await rm(team.worktree('cart'), { recursive: true });
    const plan = await team.succeed('plan');
    expect(plan).toContain('its directory is gone');
    expect(plan).toContain('because: its directory was removed under it');
    await team.succeed('apply', '--yes', '--now');
    expect(await team.succeed('plan')).toContain('No changes.');
    expect(await team.repository.git(['rev-parse', '--abbrev-ref', 'HEAD'], team.worktree('cart'))).toBe('shop/cart');
  });
});

test('a directory of a member that vanished is a mistake in the manifest; the member that runs goes on', async () => {
  const team = await teamWith(engineer.replace('{tool: demo}', '{tool: demo, directory: work}'));
  await mkdir(join(team.directory, 'work'));
  await team.succeed('apply');
  await rm(join(team.directory, 'work'), { recursive: true });
  expect(await team.coders('apply')).toMatchObject({ exit: 2, stderr: expect.stringMatching(/"work" .*does not exist/) });
  expect(await team.panes()).toHaveLength(1);
  expect(await team.succeed('down', '--yes')).toContain('Team shop is down.');
});
