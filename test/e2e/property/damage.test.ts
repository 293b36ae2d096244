import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seed } from '../../rig/seed.ts';
import { testTeam } from '../../rig/team.ts';
import { damages } from './damage.ts';

const manifest = `
projects:
  shop:
    repo: repo
    pm: {tool: command, command: [sleep, "1000"]}
    engineers:
      cart: {tool: demo}
      search: {tool: command, command: [sleep, "1000"]}
`;
const seats = ['shop/cart', 'shop/pm', 'shop/search'];

/** Each kind of damage once, in a random order, now and then two before the same apply. */
const campaign = fc.record({
  order: fc.shuffledSubarray([...damages], { minLength: damages.length }),
  chances: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: damages.length, maxLength: damages.length }),
});

test('invariant 1: whatever is damaged, one apply mends it, and then nothing is planned', async () => {
  const { order, chances } = fc.sample(campaign, { seed, numRuns: 1 })[0]!;
  const team = await testTeam();
  await team.write(manifest);
  await team.succeed('apply');
  const commits = await team.repository.git(['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads']);
  const suffered: string[] = [];
  for (const [index, damage] of order.entries()) {
    await damage.inflict(team, chances[index]!);
    suffered.push(damage.name);
    if (chances[index]! > 0.8 && index + 1 < order.length) continue;
    const about = `after: ${suffered.splice(0).join(', then ')}`;
    const { exit, stdout, stderr } = await team.coders('apply', '--now', '--yes');
    expect({ exit, stdout, stderr }, about).toMatchObject({ exit: 0, stderr: '' });
    expect(await team.succeed('plan'), about).toBe('No changes. Everything is as the manifest says.\n');
    const tagged = (await team.panes()).filter(({ tag }) => tag !== undefined);
    expect(tagged.map(({ tag }) => tag?.address.slice(7)).sort(), about).toEqual(seats);
    expect(tagged.map(({ name }) => name).sort(), about).toEqual(seats);
    expect(tagged.filter(({ dead }) => dead), about).toEqual([]);
    expect(await team.repository.git(['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads']), about).toBe(commits);
  }
  await team.succeed('down', '--yes');
}, 120_000);

test('invariant 1: what is damaged twice is mended by one apply: a tag that names nobody, on an agent whose checkout is gone', async () => {
  const team = await testTeam();
  await team.write(manifest);
  await team.succeed('apply');
  const { id } = await team.pane('shop/cart');
  await team.tmux('set-option', '-p', '-t', id, '@coders', '1 shop member/shop/nobody 1 0123456789abcdef 1');
  await rm(team.worktree('cart'), { recursive: true });
  await team.repository.git(['worktree', 'prune']);
  await team.succeed('apply', '--now', '--yes');
  expect(await team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
  expect(await team.pane('shop/cart')).toMatchObject({ id, dead: false, tag: { epoch: 2 } });
  await team.succeed('down', '--yes');
});
