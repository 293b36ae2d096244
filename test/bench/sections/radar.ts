import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/host/clock.ts';
import { createGit } from '../../../src/host/git/git.ts';
import type { Host } from '../../../src/host/host.ts';
import { openStore, type Store } from '../../../src/host/store/store.ts';
import { observeRadar } from '../../../src/reconcile/radar.ts';
import type { KeptTeam } from '../../../src/state/kept-team.ts';
import type { MissionRecord } from '../../../src/state/mission.ts';
import { Merger } from '../../../src/supervisor/merger.ts';
import { raceAwaited } from '../race.ts';
import { run } from '../run.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { remove, type Surroundings } from '../surroundings.ts';

const files = 20_000;
const branches = 20;

/** What branches cost the runner in a large repository: to see which get in each other's way, and to merge what is accepted. */
export const radarSection: Section = {
  name: 'radar',
  async measure(context) {
    const place = context.place();
    const repository = largeRepository(place);
    const store = openStore(place.env['CODERS_STATE_DIR']!);
    const host = { git: createGit(), store, clock: systemClock, environment: place.env, tmux: { socket: place.socket } } as unknown as Host;
    try {
      for (let index = 0; index < branches; index += 1) addBranch(index, { place, repository, store });
      return [await radar(host, context), await merges({ host, place, repository }, context)];
    } finally {
      store.close();
      remove(place);
    }
  },
};

async function radar(host: Host, { runs }: BenchContext): Promise<Finding> {
  const views = await observeRadar({ name: 'shop', kept: undefined }, host);
  const counts = { conflict: 0, overlap: 0 };
  for (const { state } of views.flatMap(({ meetings }) => meetings)) counts[state] += 1;
  const results = await raceAwaited([{ name: 'coders radar, without its start', prepare: async () => ({ run: async () => void (await observeRadar({ name: 'shop', kept: undefined }, host)), finish: async () => undefined }) }], runs);
  return {
    title: `Radar over ${branches} branches of a repository of ${files} files`,
    table: { kind: 'times', results, against: [] },
    remarks: [`Each branch changes 10 files of its own, every second one also the same file, in 5 ways. It finds ${counts.conflict} conflicts and ${counts.overlap} overlaps.`],
  };
}

interface Scene {
  readonly host: Host;
  readonly place: Surroundings;
  readonly repository: string;
}

/** The same accepted work again and again, in a branch that does not have it yet. */
async function merges({ host, repository, place }: Scene, { runs }: BenchContext): Promise<Finding> {
  const commit = gitIn(repository, ['rev-parse', 'shop/1'], place).trim();
  const start = gitIn(repository, ['rev-parse', 'main'], place).trim();
  const contestant = (name: string, verify: string) => ({
    name,
    async prepare() {
      gitIn(repository, ['update-ref', 'refs/heads/into', start], place);
      host.store.notes.remove('shop', 'merge', address);
      host.store.missions.put('shop', accepted(commit));
      const merger = new Merger(host, { log: (line) => { throw new Error(line); }, wake: () => undefined });
      return {
        async run() {
          merger.look(teamWith(repository, verify));
          await merger.settled();
          if (host.store.notes.find('shop', 'merge', address)?.state !== 'merged') throw new Error('Nothing was merged.');
        },
        finish: () => merger.stop(),
      };
    },
  });
  const alone = { name: 'the verify command alone: sleep 0.2', prepare: async () => ({ run: async () => void run(['sh', '-c', 'sleep 0.2'], place), finish: async () => undefined }) };
  const results = await raceAwaited([alone, contestant('merge + verify + move the branch', 'sleep 0.2')], runs);
  return { title: `One accepted mission is merged in a repository of ${files} files, in a checkout that is there`, table: { kind: 'times', results, against: ['the verify command alone: sleep 0.2'] } };
}

const address = 'mission/shop/one';

function teamWith(repository: string, verify: string): KeptTeam {
  const merge = { into: 'into', order: 'missions', strategy: 'merge', timeoutMs: 60_000, verify };
  return { name: 'shop', desired: { members: [], disciplines: [{ project: 'shop', repository, merge }] } } as unknown as KeptTeam;
}

function accepted(commit: string): MissionRecord {
  const mission = { address, project: 'shop', origin: 'manifest', brief: 'Do it.', context: [], priority: 'normal', type: 'general', timeoutMs: 1, retries: 0, backoff: { firstMs: 1, mostMs: 1 }, accept: { run: [], commits: 1, files: [], timeoutMs: 1 }, onFail: 'retry', after: [] } as const;
  return { mission, state: { state: 'done', at: 1, by: 'member/shop/one', commit }, tries: [], addedAt: 1 };
}

/** What a run prints lies in its directory, which must be no checkout. */
function gitIn(path: string, argv: readonly string[], place: Surroundings): string {
  return run(['git', '-C', path, ...argv], place);
}

function largeRepository(place: Surroundings): string {
  const repository = join(place.directory, 'repository');
  for (let folder = 0; folder < files / 100; folder += 1) {
    mkdirSync(join(repository, `folder-${folder}`), { recursive: true });
    for (let file = 0; file < 100; file += 1) writeFileSync(join(repository, `folder-${folder}`, `file-${file}.txt`), `${folder} ${file}\n`.repeat(20));
  }
  for (const argv of [['init', '--quiet', '--initial-branch=main'], ['add', '--all'], ['commit', '--quiet', '-m', 'All']]) gitIn(repository, argv, place);
  return repository;
}

function addBranch(index: number, { place, repository, store }: { readonly place: Surroundings; readonly repository: string; readonly store: Store }): void {
  const path = join(place.directory, 'trees', String(index));
  const branch = `shop/${index}`;
  gitIn(repository, ['worktree', 'add', '--quiet', '-b', branch, path, 'main'], place);
  for (let file = 0; file < 10; file += 1) appendFileSync(join(path, `folder-${index}`, `file-${file}.txt`), 'more\n');
  if (index % 2 === 0) appendFileSync(join(path, 'folder-100', 'file-0.txt'), `${index % 5}\n`);
  gitIn(path, ['commit', '--quiet', '--all', '-m', `Work ${index}`], place);
  store.recordWorktree('shop', { address: `worktree/shop/${index}`, repository, path, branch, base: 'main' });
}
