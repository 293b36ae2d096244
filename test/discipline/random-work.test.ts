import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seed } from '../rig/seed.ts';
import { workshop, type Workshop } from './workshop.ts';

const members = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** What a member does; `bad` is work that the check refuses. */
type Deed =
  | { readonly kind: 'commit'; readonly by: number; readonly line: number; readonly bad: boolean }
  | { readonly kind: 'write' | 'stage' | 'remove'; readonly by: number; readonly line: number }
  | { readonly kind: 'accept'; readonly by: number };

const by = fc.nat(members.length - 1);
/** 0 is in a file that all have. */
const line = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(5) });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('commit' as const), by, line, bad: fc.nat(3).map((n) => n === 0) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('write' as const, 'stage' as const, 'remove' as const), by, line }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('accept' as const), by }) },
);

const story = fc.record({ strategy: fc.constantFrom('merge' as const, 'squash' as const, 'rebase' as const), deeds: fc.array(deed, { minLength: 12, maxLength: 24 }), breaks: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }) });

test('of random work of six branches nothing is ever lost, and nothing of anybody is changed, wherever the runner is killed', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(story, async ({ strategy, deeds, breaks }) => {
    const shop = await workshop(members, { strategy, verify: '! grep -rq BAD --include=*.txt .' });
    try {
      const made = new Set<string>();
      for (const [index, one] of deeds.entries()) await carryOut(one, { shop, index, made });
      const before = members.map((member) => lookOf(shop.worktree(member)));
      const saved = await Promise.all(members.map((member) => shop.git.saveWork(shop.repository.path, shop.worktree(member), `refs/coders/shop/uncommitted/${member}`)));
      for (const at of breaks) await shop.merge(at);
      await shop.merge();
      await shop.merge(); // what could not be done because of an earlier one is not possible now either
      expect(members.map((member) => lookOf(shop.worktree(member))), 'index and files of the members').toEqual(before);
      for (const commit of made) expect(await shop.repository.git(['for-each-ref', '--count=1', `--contains=${commit}`]), `what holds ${commit}`).not.toBe('');
      for (const [index, member] of members.entries()) await expectSaved(shop, shop.worktree(member), saved[index]!.commit);
      expect(await shop.repository.git(['grep', '-c', 'BAD', 'main', '--', '*.txt']).catch(() => 'none'), 'what main has that fails its check').toBe('none');
      await expectWhole(shop);
    } finally {
      shop.end();
    }
  }), { seed, numRuns: 2 });
});

interface Scene {
  readonly shop: Workshop;
  readonly index: number;
  /** Every commit of a member. */
  readonly made: Set<string>;
}

async function carryOut(one: Deed, { shop, index, made }: Scene): Promise<void> {
  const member = members[one.by]!;
  const path = shop.worktree(member);
  if (one.kind === 'accept') return void (await shop.accept(`m${index}`, member));
  if (one.kind === 'remove') return rm(join(path, 'README.md'), { force: true });
  const name = one.line === 0 ? 'shared.txt' : `${member}-${one.line}.txt`;
  await (one.line === 0 ? writeFile(join(path, name), `a\nb\n${member} ${index}\nd\ne\nf\n`) : appendFile(join(path, name), `${index}${one.kind === 'commit' && one.bad ? ' BAD' : ''}\n`));
  if (one.kind === 'write') return;
  await shop.repository.git(['add', '--', name], path);
  if (one.kind === 'stage') return;
  await shop.repository.git(['commit', '--quiet', '-m', `Work ${index}`], path);
  made.add(await shop.repository.git(['rev-parse', 'HEAD'], path));
}

/** The bytes of the index and of all files, and where HEAD is. */
function lookOf(path: string): string {
  const record = readFileSync(join(path, '.git'), 'utf8').replace('gitdir: ', '').trim();
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(path, name)).isFile()).sort().map((name) => join(path, name));
  const hash = createHash('sha256');
  for (const file of [...files, join(record, 'index'), join(record, 'HEAD')]) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Each file as it is in the directory is in the saved commit. */
async function expectSaved({ repository }: Workshop, path: string, commit: string): Promise<void> {
  const names = readdirSync(path).filter((name) => name !== '.git');
  const tree = new Map((await repository.git(['ls-tree', '-r', commit])).split('\n').map((row) => [row.slice(row.indexOf('\t') + 1), row.split(/\s/)[2]]));
  for (const name of names) expect(tree.get(name), name).toBe(await repository.git(['hash-object', name], path));
  expect([...tree.keys()].sort()).toEqual(names.sort());
}

/** What is noted as merged is in main, or was kept as it was; what is refused has one mission that puts it right. */
async function expectWhole({ repository, store }: Workshop): Promise<void> {
  const notes = store.notes.ofKind('shop', 'merge');
  for (const [address, note] of notes) {
    if (note.state === 'merged') {
      expect(await repository.git(['merge-base', '--is-ancestor', note.result, 'main']), address).toBe('');
      expect(await repository.git(['rev-parse', `refs/coders/shop/merged/${address.slice('mission/'.length)}`])).toBe(note.commit);
    } else {
      expect(note.state, address).toMatch(/^(conflict|failed)$/);
      expect(store.missions.find('shop', 'by' in note ? note.by! : '')?.mission.merges?.mission, address).toBe(address);
    }
  }
  const repairs = store.missions.ofTeam('shop').filter(({ mission: { origin } }) => origin === 'merge');
  expect(repairs.length, 'a mission for each that was refused').toBe([...notes.values()].filter(({ state }) => state !== 'merged').length);
}
