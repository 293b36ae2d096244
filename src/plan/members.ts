import { adapterFor } from '../agents/registry.ts';
import type { Adapter } from '../agents/adapter.ts';
import type { Desired, DesiredMember } from '../state/desired.ts';
import { carefree, type Care } from '../state/care.ts';
import type { LaunchRecord, Observed } from '../state/observed.ts';
import { recordedSettings } from '../state/recorded-settings.ts';
import { writeTag, type PaneTag } from '../state/tag.ts';
import { differencesOf, type Difference } from './difference.ts';
import type { Identities, IdentifiedPane } from './identity.ts';
import { impactOfChanges } from './impact.ts';
import { latestLaunch, latestPlacedLaunch, launchOfEpoch } from './launches.ts';
import type { Impact, MemberLaunch, Step } from './plan.ts';
import { step, type Proposal } from './proposal.ts';
import { waitFor } from './waiting.ts';
import { isAskedToRestart, pauseOf, whyLeftAlone } from './left-alone.ts';
import { endOf } from '../state/ending.ts';
import { versionFault } from '../state/version-fault.ts';

/** One wanted member with all that is known of it. */
interface Seat {
  readonly member: DesiredMember;
  readonly adapter: Adapter;
  readonly observed: Observed;
  readonly found: IdentifiedPane | undefined;
  /** The launch that its pane shows, or else the latest one tried. */
  readonly launch: LaunchRecord | undefined;
  /** Steps of its worktree, to be done first. */
  readonly after: readonly string[];
  readonly evenIfBusy: boolean;
  readonly care: Care;
  /** The time now, in milliseconds since the Unix epoch, where what was put off stays put off. */
  readonly patientAt?: number;
}

interface MembersRequest extends Pick<Seat, 'evenIfBusy' | 'patientAt'> {
  readonly proposal: Proposal;
}

/** What each wanted member needs: a window, a new start, a repaired tag or name, or nothing. */
export function planMembers(desired: Desired, world: { readonly observed: Observed; readonly identities: Identities }, rest: MembersRequest): void {
  const { proposal, ...how } = rest;
  const refused = new Set(proposal.refused.map(({ address }) => address));
  for (const member of desired.members) {
    const adapter = adapterFor(member.settings.tool, member.settings.declared);
    const found = world.identities.byAddress.get(member.address);
    if (adapter === undefined) {
      proposal.refused.push({ address: member.address, reason: `This version of coders can not start ${member.settings.tool} yet.` });
    } else if (found === undefined && member.worktree !== undefined && refused.has(member.worktree)) {
      proposal.refused.push({ address: member.address, reason: `It waits for ${member.worktree}, which can not be made.` });
    } else {
      const launch = found === undefined
        ? latestLaunch(world.observed, member.address)
        : launchOfEpoch(world.observed, member.address, found.tag.epoch);
      const after = proposal.steps.filter(({ address }) => address === member.worktree).map(({ id }) => id);
      const care = world.observed.cares.get(member.address) ?? carefree(member.address);
      planSeat({ member, adapter, observed: world.observed, found, launch, after, care, ...how }, proposal);
    }
  }
}

function planSeat(seat: Seat, proposal: Proposal): void {
  const { member, found, launch } = seat;
  const letAlone = whyLeftAlone(seat, found === undefined || found.pane.dead !== undefined);
  if (letAlone !== undefined) {
    proposal.untouched.push({ address: member.address, reason: letAlone });
    if (found !== undefined) keepBooks(seat, found, proposal);
    return;
  }
  const fault = versionFaultOf(seat);
  if (found === undefined) {
    if (fault !== undefined) {
      proposal.refused.push({ address: member.address, reason: `It is not started. ${fault}` });
      return;
    }
    const wasEnded = launch?.conversation === undefined;
    proposal.steps.push(step(member.address, { type: 'open-window', launch: launchPlan(seat, changesOf(seat).impact), endsSurvivors: !wasEnded },
      wasEnded ? 'not started yet' : 'its window is gone', { after: seat.after, ...pauseOf(seat) }));
    return;
  }
  const change = adoptionStep(seat, found) ?? restartStep(seat, found);
  const isRefused = fault !== undefined && change?.action.type === 'respawn-window';
  if (isRefused) proposal.refused.push({ address: member.address, reason: `It is not started again (${change.cause}). ${fault}` });
  else if (change !== undefined) proposal.steps.push(change);
  else keepBooks(seat, found, proposal);
  if (change === undefined && fault !== undefined) proposal.untouched.push({ address: member.address, reason: `It runs on, and would not be started again. ${fault}` });
  proposal.steps.push(...repairs(seat, found, change));
}

function versionFaultOf({ member: { address, pin }, observed }: Seat): string | undefined {
  const version = observed.versions.get(address);
  return pin === undefined || version === undefined ? undefined : versionFault(pin, version);
}

/** What changes nothing for the agent itself, such as how its screen is read, needs no other start. */
function adoptionStep(seat: Seat, { pane, tag }: IdentifiedPane): Step | undefined {
  const { member, launch } = seat;
  if (pane.dead !== undefined || launch === undefined || tag.fingerprint === member.fingerprint || seat.observed.uprooted.has(pane.id)) return undefined;
  const { differences, impact } = changesOf(seat);
  if (impact !== 'live') return undefined;
  const adopts: LaunchRecord = { ...launch, fingerprint: member.fingerprint, settings: recordedSettings(member.settings), pane: { id: pane.id, server: pane.server } };
  return step(member.address, { type: 'tag-window', pane, tag: { ...tag, fingerprint: member.fingerprint }, adopts }, 'the manifest says otherwise how to look at it', { impact, differences });
}

function restartStep(seat: Seat, { pane, tag }: IdentifiedPane): Step | undefined {
  const { member, after } = seat;
  if (pane.dead !== undefined) {
    const launch = launchPlan(seat, impactOfStart(seat, tag));
    return step(member.address, { type: 'respawn-window', pane, launch }, endOf(pane.dead), { after, impact: launch.conversation.is === 'new' ? 'replace' : 'restart', ...pauseOf(seat) });
  }
  if (isAskedToRestart(seat.care, tag)) return askedRestart(seat, { pane, tag });
  if (tag.fingerprint === member.fingerprint && !seat.observed.uprooted.has(pane.id)) return undefined;
  return driftStep(seat, pane);
}

/** What was decided at rest is done at rest, but who is stuck would never come to it. A person who looks at the window is waited for. */
function askedRestart(seat: Seat, { pane, tag }: Omit<IdentifiedPane, 'address'>): Step {
  const { member, after, care, observed, evenIfBusy } = seat;
  const launch = launchPlan(seat, impactOfStart(seat, tag));
  const impact = launch.conversation.is === 'new' ? 'replace' : 'restart';
  const status = observed.verdicts.get(pane.id)?.reading.status ?? 'unknown';
  const isStuck = status === 'working' && care.stuck?.step === 'restarted' && care.stuck.epoch === tag.epoch;
  const waits = evenIfBusy ? undefined : waitFor(pane, isStuck || care.restart?.evenIfBusy === true ? 'idle' : status);
  return step(member.address, { type: 'respawn-window', pane, launch }, care.restart?.because ?? '', waits === undefined ? { after, impact } : { after, impact: 'when-idle', waits: { for: waits, then: impact } });
}

function driftStep(seat: Seat, pane: IdentifiedPane['pane']): Step {
  const { member, launch, observed } = seat;
  const uprooted = observed.uprooted.has(pane.id);
  const { differences, impact } = changesOf(seat);
  const waits = seat.evenIfBusy ? undefined : waitFor(pane, observed.verdicts.get(pane.id)?.reading.status ?? 'unknown');
  return step(member.address, { type: 'respawn-window', pane, launch: launchPlan(seat, impact, differences.some(tellsAnew)) }, causeOf(uprooted, launch, differences.length), {
    after: seat.after,
    differences,
    impact: waits === undefined ? impact : 'when-idle',
    ...(waits === undefined ? {} : { waits: { for: waits, then: impact } }),
    ...(impact === 'replace' ? { destroys: 'its conversation ends' } : {}),
  });
}

function impactOfStart(seat: Seat, tag: PaneTag): Impact {
  return isAskedToRestart(seat.care, tag) && seat.care.restart?.fresh === true ? 'replace' : changesOf(seat).impact;
}

/** What is otherwise than when it was launched, and what that does to its conversation. */
function changesOf({ launch, member, adapter }: Seat): { readonly differences: readonly Difference[]; readonly impact: Impact } {
  const differences = launch === undefined ? [] : differencesOf(launch.settings, member.settings);
  const impact = impactOfChanges(differences);
  return { differences, impact: adapter.resumes || impact === 'live' ? impact : 'replace' };
}

function causeOf(uprooted: boolean, launch: LaunchRecord | undefined, differences: number): string {
  if (uprooted) return 'its directory was removed under it';
  if (launch === undefined) return 'its tag says that it was started with other settings; the store does not know which';
  return differences === 0 ? 'it was started with other settings' : 'its settings differ from the manifest';
}

/** A resumed agent is told its brief again only where the brief is another one. */
function tellsAnew({ field }: { readonly field: string }): boolean {
  return field === 'brief' || field === 'role';
}

function launchPlan(seat: Seat, impact: Impact, withBrief = false): MemberLaunch {
  const { member, observed, adapter, found, launch } = seat;
  const epoch = Math.max(latestLaunch(observed, member.address)?.epoch ?? 0, found?.tag.epoch ?? 0) + 1;
  const id = found?.tag.conversation ?? launch?.conversation;
  const name = impact !== 'replace' && adapter.resumes && id !== undefined ? observed.conversations.get(id) : undefined;
  if (id === undefined || name === undefined) return { member, epoch, conversation: { is: 'new', ...(seat.care.restart?.handover === undefined ? {} : { handover: seat.care.restart.handover }) } };
  return { member, epoch, conversation: { is: 'resumed', id, name, withBrief: withBrief || hasOtherBrief(seat) } };
}

/** Compared with the launch that is there, or was there last: one that was only tried told nothing. */
function hasOtherBrief({ member, launch, found, observed }: Seat): boolean {
  const told = found === undefined ? (latestPlacedLaunch(observed, member.address) ?? launch) : launch;
  return told !== undefined && told.settings.brief !== member.settings.brief;
}

/** A tag that somebody edited, a window that somebody renamed: put right while the agent works on. */
function repairs({ member }: Seat, { pane, tag }: IdentifiedPane, restart: Step | undefined): Step[] {
  const tagged = pane.tag !== undefined && writeTag(pane.tag) === writeTag(tag);
  const retag = (restart === undefined || restart.waits !== undefined) && !tagged
    ? [step(member.address, { type: 'tag-window', pane, tag }, 'the tag on its window was edited', { impact: 'live' })]
    : [];
  const rename = pane.windowName === member.windowName
    ? []
    : [step(member.address, { type: 'rename-window', pane, name: member.windowName }, 'its window has another name',
        { impact: 'live', differences: [{ field: 'window', old: pane.windowName, new: member.windowName }] })];
  return [...retag, ...rename];
}

/** A runner that died before it noted the launch, or a store that was lost: the pane's own tag says what is so. */
function keepBooks({ member, launch, observed }: Seat, { pane, tag }: IdentifiedPane, { launches }: Proposal): void {
  const server = observed.tmux.running ? observed.tmux.server : '';
  if (launch?.pane?.id === pane.id && launch.pane.server === server) return;
  launches.push({
    ...launch,
    address: member.address,
    epoch: tag.epoch,
    fingerprint: tag.fingerprint,
    conversation: tag.conversation,
    settings: launch?.settings ?? recordedSettings(member.settings),
    pane: { id: pane.id, server },
    at: launch?.at ?? 0,
  });
}
