import { adapterFor } from '../../src/agents/registry.ts';
import { planText } from '../../src/cli/reporters/plan-text.ts';
import { makePlan, type PlanRequest } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { seatIn } from '../../src/state/address.ts';
import { desired, type Desired } from '../../src/state/desired.ts';
import type { ReadStatus } from '../../src/state/evidence.ts';
import type { LaunchRecord, Observed, ObservedPane, ObservedWorktree, UsableRepository } from '../../src/state/observed.ts';
import { recordedSettings } from '../../src/state/recorded-settings.ts';
import { load, told, type Surroundings } from '../manifest/memory-world.ts';

export const repository = '/work/shop';
export const server = '42@1000';

/** A tool that manifests may name and that nobody has taught the runner yet; undefined once it knows them all. */
export const unknownTool = ['opencode', 'gemini', 'codex'].find((tool) => adapterFor(tool) === undefined);

/** Commits by a letter: `commit('a')` is forty of them. */
export function commit(letter: string): string {
  return letter.repeat(40);
}

/** Midnight of the first of May 2026. */
const now = Date.UTC(2026, 4, 1);

/** What a valid manifest wants. */
export function wanted(yaml: string, surroundings: Surroundings = {}): Desired {
  const { manifest } = load(yaml, surroundings);
  if (manifest === undefined) throw new Error(`The test's manifest is not valid:\n${told(yaml, surroundings)}`);
  return desired(manifest);
}

/** A repository on main with one commit, and nothing else. */
export const emptyWorld: Observed = {
  tmux: { running: false },
  repositories: new Map([[repository, {
    state: 'usable',
    root: repository,
    currentBranch: 'main',
    head: commit('a'),
    refs: new Map([['refs/heads/main', commit('a')]]),
    worktrees: [{ path: repository, head: commit('a'), branch: 'main', gone: false }],
  }]]),
  launches: [],
  worktrees: [],
  conversations: new Map(),
  verdicts: new Map(),
  occupied: new Set(),
  versions: new Map(),
  uprooted: new Set(),
  cares: new Map(),
  missions: new Map(),
};

/** The world as an apply of a manifest leaves it: each agent idle in pane %1, %2, … in its first launch, with a conversation that can be resumed. */
export function applied(yaml: string, surroundings: Surroundings = {}): Observed {
  const { team, members, worktrees } = wanted(yaml, surroundings);
  const launches = members.map(({ address, fingerprint, settings }, index): LaunchRecord => ({
    address, epoch: 1, fingerprint, conversation: `talk-${index + 1}`, settings: recordedSettings(settings), pane: { id: `%${index + 1}`, server }, at: now,
  }));
  const panes = members.map(({ address, fingerprint, windowName }, index): ObservedPane => ({
    id: `%${index + 1}`, server, session: team, window: `@${index + 1}`, windowName, pid: 100 + index, title: '', attended: false,
    tag: { team, address, epoch: 1, fingerprint, conversation: `talk-${index + 1}` },
  }));
  const made = worktrees.map(({ path, branch }): ObservedWorktree => ({ path, branch, head: commit('a'), gone: false }));
  return {
    ...withRepository(emptyWorld, (shop) => ({
      ...shop,
      refs: new Map([...shop.refs, ...worktrees.map(({ branch }) => [`refs/heads/${branch}`, commit('a')] as const)]),
      worktrees: [...shop.worktrees, ...made],
    })),
    tmux: { running: true, server, panes },
    launches,
    worktrees: worktrees.map(({ address, path, branch, base }) => ({ address, repository, path, branch, ...(base === undefined ? {} : { base }) })),
    conversations: new Map(launches.flatMap(({ conversation }) => (conversation === undefined ? [] : [[conversation, conversation]]))),
    verdicts: new Map(panes.map(({ id }) => [id, { reading: { status: 'idle' }, evidence: [] }])),
  };
}

export function withRepository(world: Observed, change: (shop: UsableRepository) => UsableRepository): Observed {
  const shop = world.repositories.get(repository);
  if (shop?.state !== 'usable') throw new Error('The world has no usable repository.');
  return { ...world, repositories: new Map([...world.repositories, [repository, change(shop)]]) };
}

/** Changes what is seen of one worktree, by its folder's name. */
export function withWorktree(world: Observed, name: string, change: Partial<ObservedWorktree> | ((worktree: ObservedWorktree) => ObservedWorktree)): Observed {
  const changed = (worktree: ObservedWorktree) => (typeof change === 'function' ? change(worktree) : { ...worktree, ...change });
  return withRepository(world, (shop) => ({
    ...shop,
    worktrees: shop.worktrees.map((worktree) => (worktree.path.endsWith(`/${name}`) ? changed(worktree) : worktree)),
  }));
}

export function withoutBranch(world: Observed, branch: string): Observed {
  return withRepository(world, (shop) => ({ ...shop, refs: new Map([...shop.refs].filter(([name]) => name !== `refs/heads/${branch}`)) }));
}

export function withBranch(world: Observed, branch: string): Observed {
  return withRepository(world, (shop) => ({ ...shop, refs: new Map([...shop.refs, [`refs/heads/${branch}`, commit('b')]]) }));
}

/** Changes the pane of a seat; undefined closes it. */
export function withPane(world: Observed, seat: string, change: (pane: ObservedPane) => ObservedPane | undefined): Observed {
  if (!world.tmux.running) throw new Error('The world has no panes.');
  const panes = world.tmux.panes.flatMap((pane) =>
    pane.tag !== undefined && seatIn(pane.tag.address) === seat ? (change(pane) ?? []) : [pane]);
  return { ...world, tmux: { ...world.tmux, panes } };
}

export function withStatus(world: Observed, pane: string, status: Exclude<ReadStatus, 'waiting' | 'exited'>): Observed {
  return { ...world, verdicts: new Map([...world.verdicts, [pane, { reading: { status }, evidence: [] }]]) };
}

export interface PlanQuestion extends Surroundings, Omit<PlanRequest, 'now'> {}

export function planned(yaml: string, world: Observed, { files, env, host, ...request }: PlanQuestion = {}): Plan {
  const surroundings = { ...(files === undefined ? {} : { files }), ...(env === undefined ? {} : { env }), ...(host === undefined ? {} : { host }) };
  return makePlan(wanted(yaml, surroundings), world, { ...request, now });
}

/** The plan of a manifest in a world, as people read it. */
export function planOf(yaml: string, world: Observed, question: PlanQuestion = {}): string {
  return planText(planned(yaml, world, question), { color: false, directory: '/work/teams' });
}
