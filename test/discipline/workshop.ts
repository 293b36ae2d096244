import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createGit } from '../../src/host/git/git.ts';
import { systemClock } from '../../src/host/clock.ts';
import type { Host } from '../../src/host/host.ts';
import { openStore, type Store } from '../../src/host/store/store.ts';
import type { MergeRules } from '../../src/manifest/discipline.ts';
import type { MergeNote } from '../../src/state/discipline.ts';
import type { KeptTeam } from '../../src/state/kept-team.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { Merger } from '../../src/supervisor/merger.ts';
import { gitRepository, type TestRepository } from '../rig/git-repository.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

/** A repository whose members have worktrees, and a runner that merges what is called accepted; no agents. */
export interface Workshop {
  readonly repository: TestRepository;
  readonly store: Store;
  readonly git: Host['git'];
  worktree(member: string): string;
  /** Calls what a member's branch is at a mission that is done, and accepted. */
  accept(mission: string, member: string, more?: Partial<MissionRecord['mission']>): Promise<string>;
  /** Merges until nothing more can be done now. `breakAt`: the runner is gone at its so-many-th deed, before or after it. Gives whether it was. */
  merge(breakAt?: number): Promise<boolean>;
  note(mission: string): MergeNote | undefined;
  end(): void;
}

export async function workshop(members: readonly string[], rules: Partial<MergeRules> = {}): Promise<Workshop> {
  const repository = await gitRepository({ files: { 'README.md': 'A shop.\n', 'shared.txt': 'a\nb\nc\nd\ne\nf\n' } });
  await repository.git(['checkout', '--quiet', '-b', 'person']);
  const folder = await temporaryDirectory('workshop-');
  const store = openStore(join(folder, 'state'));
  mkdirSync(join(folder, 'trees'));
  const worktree = (member: string): string => join(folder, 'trees', member);
  for (const member of members) await repository.git(['worktree', 'add', '--quiet', '-b', `shop/${member}`, worktree(member), 'main']);
  const git = createGit();
  const merge: MergeRules = { into: 'main', order: 'missions', timeoutMs: 60_000, strategy: 'merge', ...rules };
  const team = { name: 'shop', desired: { members: [], disciplines: [{ project: 'shop', repository: repository.path, merge }] } } as unknown as KeptTeam;
  return {
    repository, store, git, worktree,
    async accept(name, member, more = {}) {
      const commit = await repository.git(['rev-parse', 'HEAD'], worktree(member));
      store.missions.put('shop', doneMission(name, { member, commit, more }));
      return commit;
    },
    async merge(breakAt = Infinity) {
      const breaking = breakable(git, breakAt);
      const host = { git: breaking.git, store, clock: systemClock, environment: { PATH: process.env['PATH'] }, tmux: { socket: 'none' } } as unknown as Host;
      const merger = new Merger(host, { log: (line) => { if (!line.includes(gone)) throw new Error(line); }, wake: () => undefined });
      merger.look(team);
      await merger.settled();
      return breaking.isBroken();
    },
    note: (name) => store.notes.find('shop', 'merge', `mission/shop/${name}`),
    end: () => store.close(),
  };
}

const gone = 'The runner is gone.';

/** From its so-many-th deed on, nothing is done any more, as after a kill: of every second one it is done, and nobody hears of it. */
function breakable(git: Host['git'], breakAt: number): { readonly git: Host['git']; isBroken(): boolean } {
  let deeds = 0;
  const wrapped = Object.fromEntries(Object.entries(git).map(([name, deed]: [string, unknown]) => [name, async (...values: unknown[]) => {
    deeds += 1;
    if (deeds > breakAt) throw new Error(gone);
    const result: unknown = deeds === breakAt && breakAt % 2 === 0 ? undefined : await (deed as (...values: unknown[]) => unknown)(...values);
    if (deeds === breakAt) throw new Error(gone);
    return result;
  }]));
  return { git: wrapped as unknown as Host['git'], isBroken: () => deeds >= breakAt };
}

let added = 0;

function doneMission(name: string, { member, commit, more }: { readonly member: string; readonly commit: string; readonly more: Partial<MissionRecord['mission']> }): MissionRecord {
  added += 1;
  return {
    mission: {
      address: `mission/shop/${name}`, project: 'shop', origin: 'manifest', to: member, brief: `Do ${name}.`, context: [], priority: 'normal', type: 'general',
      timeoutMs: 60_000, retries: 1, backoff: { firstMs: 1000, mostMs: 1000 }, accept: { run: [], commits: 1, files: [], timeoutMs: 60_000 }, onFail: 'retry', after: [], ...more,
    },
    state: { state: 'done', at: added, by: `member/shop/${member}`, commit },
    tries: [],
    addedAt: added,
  };
}
