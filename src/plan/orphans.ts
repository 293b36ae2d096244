import { addressOf, seatIn, type Address } from '../state/address.ts';
import type { Desired } from '../state/desired.ts';
import type { Observed, ObservedWorktree, WorktreeRecord } from '../state/observed.ts';
import type { Identities, IdentifiedPane } from './identity.ts';
import { launchOfEpoch } from './launches.ts';
import { stepId, type Step } from './plan.ts';
import { step, type Proposal } from './proposal.ts';
import { waitFor } from './waiting.ts';

/** What this team has that its manifest does not name: listed, and removed only when asked to. */
export interface OrphanRequest {
  readonly desired: Desired;
  readonly observed: Observed;
  readonly identities: Identities;
  readonly prune: boolean;
  /** Do not wait for working agents. */
  readonly evenIfBusy: boolean;
  readonly keepsConversations: boolean;
  readonly because: string;
  /** Milliseconds since the Unix epoch: names the refs that work is saved to. */
  readonly now: number;
}

export function planOrphans(request: OrphanRequest, proposal: Proposal): void {
  for (const orphan of orphanPanes(request)) planOrphanPane(orphan, request, proposal);
  for (const record of orphanWorktrees(request)) planOrphanWorktree(record, request, proposal);
}

function orphanPanes({ desired, identities }: OrphanRequest): IdentifiedPane[] {
  const wanted = new Set(desired.members.map(({ address }) => address));
  return [...identities.doubles, ...[...identities.byAddress.values()].filter(({ address }) => !wanted.has(address))];
}

function planOrphanPane({ address, pane }: IdentifiedPane, request: OrphanRequest, { steps, untouched }: Proposal): void {
  const { identities, prune, evenIfBusy, keepsConversations, observed } = request;
  const isDouble = identities.doubles.some((double) => double.pane === pane);
  const cause = isDouble ? 'a second window of the same member' : causeOf(address, request);
  if (!prune) {
    untouched.push({ address, reason: `${isDouble ? 'A second window of it runs' : whereabouts(address, request)}; --prune closes ${pane.id}.` });
    return;
  }
  const waits = evenIfBusy || pane.dead !== undefined ? undefined : waitFor(pane, observed.verdicts.get(pane.id)?.reading.status ?? 'unknown');
  const close = step(address, { type: 'close-window', pane, ...(keepsConversations ? { keepsConversation: true } : {}) }, cause, {
    ...(pane.dead === undefined && !keepsConversations ? { impact: 'replace', destroys: 'its conversation ends' } : {}),
    ...(waits === undefined ? {} : { impact: 'when-idle', waits: { for: waits, then: 'replace' } }),
  });
  steps.push(isDouble ? { ...close, id: `${close.id} ${pane.id}` } : close);
}

/** The host that the manifest has a member on now; undefined where it is not in the manifest, or to be here. */
function hostNow(address: Address, { desired: { sharing } }: OrphanRequest): string | undefined {
  return sharing?.elsewhere.find((member) => seatIn(member.address) === seatIn(address))?.host;
}

function causeOf(address: Address, request: OrphanRequest): string {
  const host = hostNow(address, request);
  return host === undefined ? request.because : `it runs on ${host} now`;
}

function whereabouts(address: Address, request: OrphanRequest): string {
  const host = hostNow(address, request);
  return host === undefined ? 'It is no longer in the manifest' : `It runs on ${host} now`;
}

/** Recorded worktrees whose path nobody wants, and that are not about to be moved to where they are wanted. */
function orphanWorktrees({ desired, observed }: OrphanRequest): WorktreeRecord[] {
  const wantedPaths = new Set(desired.worktrees.map(({ path }) => path));
  const movable = new Set(desired.worktrees.filter(({ path, repository }) =>
    !observed.worktrees.some((record) => record.path === path) && observed.repositories.get(repository)?.state === 'usable').map((wanted) => `${wanted.address} ${wanted.repository}`));
  return observed.worktrees.filter(({ path, address, repository }) => !wantedPaths.has(path) && !movable.has(`${address} ${repository}`));
}

function planOrphanWorktree(record: WorktreeRecord, request: OrphanRequest, proposal: Proposal): void {
  const repository = request.observed.repositories.get(record.repository);
  if (repository?.state === 'unusable') {
    proposal.untouched.push({ address: record.address, reason: repository.reason });
    return;
  }
  if (repository?.state === 'absent' && !request.prune) {
    proposal.untouched.push({ address: record.address, reason: `${whereabouts(record.address, request)}, and there is no directory ${record.repository} now; --prune forgets it.` });
    return;
  }
  const worktree = repository?.state === 'usable' ? repository.worktrees.find(({ path }) => path === record.path) : undefined;
  if (worktree === undefined) {
    proposal.forgotten.push(record.path);
    return;
  }
  if (worktree.gone) {
    proposal.steps.push(step(record.address, { type: 'forget-worktree', repository: record.repository, path: record.path },
      `${causeOf(record.address, request)}; the directory ${record.path} is gone`));
    return;
  }
  if (!request.prune) {
    proposal.untouched.push({ address: record.address, reason: `${whereabouts(record.address, request)}; --prune removes ${record.path}${keeping(worktree)}.` });
    return;
  }
  removal(record, worktree, request, proposal);
}

function removal(record: WorktreeRecord, worktree: ObservedWorktree, request: OrphanRequest, proposal: Proposal): void {
  const { address, repository, path } = record;
  const refusal = worktree.work === undefined ? 'What it holds could not be looked at.' : worktree.work.obstacle;
  if (refusal !== undefined) {
    proposal.refused.push({ address, reason: refusal });
    return;
  }
  const ending = endings(address, proposal.steps);
  if (ending.length === 0 && hasLiveAgent(record, request)) {
    proposal.untouched.push({ address, reason: `${whereabouts(address, request)}, but its agent still runs in ${path}.` });
    return;
  }
  const save = needsSaving(worktree) ? [{ ...saveStep(record, worktree, request), after: ending }] : [];
  const remove = step(address, { type: 'remove-worktree', repository, path, ...(save[0]?.action.type === 'save-work' ? { savedBy: save[0].action.ref } : {}) },
    `${causeOf(address, request)}${worktree.branch === undefined ? '' : `; branch ${worktree.branch} stays`}`, {
      after: [...save.map(({ id }) => id), ...ending],
      destroys: worktree.work?.ignored.length ? `the ignored files ${worktree.work.ignored.slice(0, 3).join(', ')} go with it` : 'its directory goes',
    });
  proposal.steps.push(...save, remove);
}

function saveStep(record: WorktreeRecord, worktree: ObservedWorktree, { now }: OrphanRequest): Step {
  const { address, repository, path } = record;
  const ref = `refs/coders/saved/${seatIn(address)}/${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  return step(address, { type: 'save-work', repository, path, ref }, whatIsSaved(worktree));
}

/** What ends the agent in a worktree: its work must be done changing before it is saved. */
function endings(address: Address, steps: readonly Step[]): string[] {
  const ids = (['close-window', 'respawn-window'] as const).map((type) => stepId(type, addressOf('member', seatIn(address))));
  return steps.map(({ id }) => id).filter((id) => ids.includes(id));
}

function hasLiveAgent({ address, path }: WorktreeRecord, { identities, observed }: OrphanRequest): boolean {
  const agent = identities.byAddress.get(addressOf('member', seatIn(address)));
  if (agent === undefined || agent.pane.dead !== undefined) return false;
  return launchOfEpoch(observed, agent.address, agent.tag.epoch)?.settings.directory === path;
}

function needsSaving({ work, branch }: ObservedWorktree): boolean {
  return work !== undefined && (work.uncommitted.length > 0 || (work.unmerged > 0 && branch === undefined));
}

function whatIsSaved({ work }: ObservedWorktree): string {
  const files = work?.uncommitted.length ?? 0;
  const commits = work?.unmerged ?? 0;
  return [files > 0 ? `${files} uncommitted ${files === 1 ? 'file' : 'files'}` : '', commits > 0 ? `${commits} unmerged ${commits === 1 ? 'commit' : 'commits'}` : '']
    .filter((words) => words !== '').join(' and ');
}

function keeping(worktree: ObservedWorktree): string {
  return worktree.work !== undefined && needsSaving(worktree) ? ` and first saves ${whatIsSaved(worktree)}` : '';
}
