import type { Remark } from '../../plan/plan.ts';
import type { PlanRequest } from '../../plan/make-plan.ts';
import { systemClock } from '../../host/clock.ts';
import type { Host } from '../../host/host.ts';
import { look } from '../../reconcile/converge.ts';
import { conversationsThere } from '../../snapshot/conversations.ts';
import type { Snapshot } from '../../snapshot/document.ts';
import { endNewer } from '../../snapshot/end-newer.ts';
import { gitNotes, otherGitSteps, restoreBranches } from '../../snapshot/git-notes.ts';
import { isAppliedSince, putBackFrom, type Present, type PutBack } from '../../snapshot/put-back.ts';
import { takeSnapshot } from '../../snapshot/take.ts';
import type { ObservedTmux } from '../../state/observed.ts';
import { applyTeam, timeoutFrom } from '../apply-team.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { snapshotNamed } from '../named-snapshot.ts';
import { appliedTeam, type OpenTeam } from '../open-team.ts';
import { refuseRivals } from '../refuse-rivals.ts';
import { progressReporter } from '../reporters/progress.ts';
import { restoredJson, restoredText, type Restored } from '../reporters/restore.ts';
import { openSnapshot } from '../snapshot-manifest.ts';
import { withTeamLock } from '../team-lock.ts';
import { withHost } from '../team-world.ts';

export const command: Command = {
  name: 'restore',
  summary: 'bring a team back from a snapshot, with its conversations',
  operands: '[FILE | ID | TEAM]',
  details: 'After a down, a reboot, or the loss of the store. What the store has lost is put back, then the snapshot\'s manifest is applied:\nagents that run are adopted, conversations that their tools still have are resumed, and in git only what is missing is made.\nWhere the team is in other conversations by now, it asks; they are ended, after a snapshot of them.',
  options: {
    yes: { summary: 'do not ask', short: 'y' },
    once: { summary: 'make it so once, and let no supervisor keep it so' },
    timeout: { summary: 'how long to wait for agents to get ready (30s)', value: 'DURATION' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders restore', does: 'the newest snapshot, where there are those of one team only' },
    { line: 'coders restore shop', does: 'the newest snapshot of a team' },
    { line: 'coders restore shop-20260314T010203004Z --yes', does: 'a certain one, without asking' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { operands, options, terminal } = invocation;
  const timeoutMs = timeoutFrom(options.text('timeout'));
  const snapshot = await snapshotNamed(operands[0], invocation);
  const team = await openSnapshot(snapshot, invocation);
  const restoration: Restoration = { snapshot, team, request: { now: systemClock.now() } };
  const prepared = await withTeamLock({ team: team.manifest.team, verb: 'restore', timeoutMs }, invocation, () => prepare(restoration, invocation));
  if (prepared === 'declined') {
    terminal.err('Nothing was changed.');
    return exits.notConverged;
  }
  return applyTeam({
    team,
    request: restoration.request,
    timeoutMs,
    report: (converged) => {
      const restored = { snapshot, converged, ...prepared };
      if (options.has('json')) terminal.data(JSON.stringify(restoredJson(restored), null, 2));
      else terminal.out(restoredText(restored, terminal));
    },
  }, invocation);
}

interface Restoration {
  readonly snapshot: Snapshot;
  readonly team: OpenTeam;
  readonly request: PlanRequest;
}

/** Everything is looked at before anything is touched. Gives what is to be said of it in the end. */
function prepare({ snapshot, team, request }: Restoration, invocation: Invocation): Promise<Pick<Restored, 'notes' | 'running'> | 'declined'> {
  return withHost(team.manifest.tmux, invocation, async (host) => {
    await refuseRivals(team, host);
    const { observed, plan } = await look(team.desired, request, host);
    refuseGitSteps(otherGitSteps(plan));
    const before = putBackFrom(snapshot, team.desired, present({ snapshot, team }, host, observed.tmux));
    const since = isAppliedSince(snapshot, { applied: host.store.team(team.manifest.team), tmux: observed.tmux, text: team.text });
    const changes = [...before.newer, ...(since === undefined ? [] : [since])];
    if (!(await confirmed(changes, invocation))) return 'declined';
    const putBack = before.newer.length === 0 ? before : await endedFirst({ snapshot, team, before }, host, invocation);
    const branches = await restoreBranches(snapshot, team.desired, { repositories: observed.repositories, host });
    keep(team.manifest.team, putBack, host);
    return { running: putBack.running, notes: [...putBack.notes, ...branches, ...gitNotes(snapshot, observed.repositories)] };
  });
}

function present({ snapshot, team: { desired } }: Pick<Restoration, 'snapshot' | 'team'>, host: Host, tmux: ObservedTmux): Present {
  const { store, clock } = host;
  return { tmux, launches: store.launches(desired.team), cares: store.cares(desired.team), conversations: conversationsThere(snapshot, desired, host), now: clock.now() };
}

function refuseGitSteps(steps: ReturnType<typeof otherGitSteps>): void {
  if (steps.length === 0) return;
  const list = steps.map(({ address, cause }) => `  ${address}: ${cause}`).join('\n');
  throw new UsageError(`Worktrees stand otherwise now than in the snapshot, and a restore makes only what is missing:\n${list}`, 'Put them where the snapshot has them, or apply the manifest with coders apply.');
}

async function endedFirst({ snapshot, team, before }: { snapshot: Snapshot; team: OpenTeam; before: PutBack }, host: Host, { terminal, options }: Invocation): Promise<PutBack> {
  await takeSnapshot(host.store.team(team.manifest.team) ?? appliedTeam(team, host.clock.now()), 'before coders restore', host);
  const results = await endNewer(team.desired, new Set(before.newer.map(({ address }) => address)), { host, watcher: progressReporter(terminal, options.has('json')) });
  const failed = results.find((result) => result.state === 'failed');
  if (failed?.state === 'failed') throw failed.error;
  return putBackFrom(snapshot, team.desired, present({ snapshot, team }, host, await host.tmux.observe()));
}

function keep(team: string, { launches, cares }: PutBack, { store }: Host): void {
  for (const launch of launches) store.recordLaunch(team, launch);
  for (const care of cares) store.setCare(team, care);
}

async function confirmed(changes: readonly Remark[], { options, terminal }: Invocation): Promise<boolean> {
  if (changes.length === 0 || options.has('yes')) return true;
  const list = changes.map(({ address, reason }) => `  ${address}: ${reason}`).join('\n');
  if (!terminal.interactive) throw new UsageError(`The team is not what it was in the snapshot, and nobody can be asked:\n${list}`, 'To end what is newer, say --yes: a snapshot of it is taken first. To keep it, run coders apply.');
  const answer = await terminal.ask(`The team is not what it was in the snapshot:\n${list}\nEnd what is newer, after a snapshot of it? Only "yes" is taken as yes: `);
  return answer?.trim() === 'yes';
}
