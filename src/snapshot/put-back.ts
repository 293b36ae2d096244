import type { Remark } from '../plan/plan.ts';
import { identify, type IdentifiedPane } from '../plan/identity.ts';
import type { Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Care } from '../state/care.ts';
import type { Desired, DesiredMember } from '../state/desired.ts';
import type { LaunchRecord, ObservedTmux } from '../state/observed.ts';
import { recordedSettings } from '../state/recorded-settings.ts';
import type { Snapshot, SnapshotLaunch, SnapshotMember } from './document.ts';

/** What is known of a team now. */
export interface Present {
  readonly tmux: ObservedTmux;
  readonly launches: readonly LaunchRecord[];
  readonly cares: readonly Care[];
  /** Those of the snapshot that can be resumed. */
  readonly conversations: ReadonlySet<string>;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** What a snapshot knows that the store does not. */
export interface PutBack {
  readonly launches: readonly LaunchRecord[];
  readonly cares: readonly Care[];
  /** Members that are in another conversation by now, and what would become of that. */
  readonly newer: readonly Remark[];
  /** What does not come back, and why. */
  readonly notes: readonly Remark[];
  /** Members whose program runs, and is adopted. */
  readonly running: ReadonlySet<Address>;
}

/** Holds a snapshot against the present. What the store or a window knows better stays; pure. */
export function putBackFrom({ coders: { members, cares } }: Snapshot, desired: Desired, present: Present): PutBack {
  const found = identify(desired.team, present).byAddress;
  const wanted = new Map(desired.members.map((member) => [member.address, member]));
  const seats = members.map((member) => ({ member, wanted: wanted.get(member.address), found: found.get(member.address), latest: present.launches.findLast(({ address }) => address === member.address) }));
  const missing = seats.filter((seat) => seat.wanted === undefined).map(({ member: { address } }) => ({ address, reason: 'The manifest does not name it any more, by what it extends.' }));
  const held = heldAgain(cares, members, { found, present });
  return {
    launches: seats.flatMap(launchOf),
    newer: seats.flatMap((seat) => newerOf(seat, present)),
    cares: held.cares,
    notes: [...missing, ...seats.flatMap((seat) => goneFor(seat, present)), ...held.notes],
    running: new Set(seats.filter(isLive).map(({ member: { address } }) => address)),
  };
}

interface Seat {
  readonly member: SnapshotMember;
  readonly wanted: DesiredMember | undefined;
  readonly found: IdentifiedPane | undefined;
  readonly latest: LaunchRecord | undefined;
}

/** Undefined once it was ended on purpose, and where the store was lost with the windows. */
function presentConversation({ found, latest }: Seat): string | undefined {
  return found?.tag.conversation ?? latest?.conversation;
}

function launchOf(seat: Seat): LaunchRecord[] {
  const { member: { address, launch }, wanted, latest } = seat;
  if (launch?.conversation === undefined || wanted === undefined) return [];
  const isKnown = latest !== undefined && latest.conversation === launch.conversation;
  const isOther = presentConversation(seat) !== undefined && presentConversation(seat) !== launch.conversation;
  if (isKnown || isOther) return [];
  return [{
    address,
    epoch: Math.max(launch.epoch, latest?.epoch ?? 0), // no later launch may take the number of an earlier one
    fingerprint: launch.fingerprint,
    conversation: launch.conversation,
    settings: settingsOf(launch, wanted),
    ...(launch.whereabouts === undefined ? {} : { whereabouts: launch.whereabouts }),
    at: launch.at === undefined ? 0 : Date.parse(launch.at),
  }];
}

/** What a snapshot leaves out, since it may be a secret, is taken to be as the manifest has it. */
function settingsOf({ settings, fingerprint }: SnapshotLaunch, wanted: DesiredMember): LaunchRecord['settings'] {
  const recorded = recordedSettings(wanted.settings);
  if (settings === undefined || fingerprint === wanted.fingerprint) return recorded;
  const { env: names, ...then } = settings;
  return { ...recorded, ...then, env: Object.fromEntries(names.map((name) => [name, recorded.env[name] ?? ''])) };
}

function isLive({ found }: Seat): boolean {
  return found !== undefined && found.pane.dead === undefined;
}

/** Nothing is ended for a conversation that can not come back. */
function newerOf(seat: Seat, { conversations }: Present): Remark[] {
  const { member: { address, launch }, found, latest } = seat;
  const present = presentConversation(seat);
  if (launch?.conversation === undefined || present === undefined || present === launch.conversation || !conversations.has(launch.conversation)) return [];
  const epoch = found?.tag.epoch ?? latest?.epoch ?? 0;
  return [{ address, reason: `It ${isLive(seat) ? 'runs' : 'was'} in another conversation, of launch ${epoch}; the snapshot has that of launch ${launch.epoch}.` }];
}

function goneFor(seat: Seat, { conversations }: Present): Remark[] {
  const { member: { address, tool, launch } } = seat;
  const present = presentConversation(seat);
  if (launch?.conversation === undefined || launch.conversationName === undefined || present === undefined || present === launch.conversation || conversations.has(launch.conversation)) return [];
  return [{ address, reason: `It stays in the conversation that it is in: ${launch.conversationName}, that of the snapshot, is not among the files of ${tool} any more.` }];
}

/** A hold goes back where there is something to hold, or where nothing was to run; a hold would keep all else from coming back. */
function heldAgain(cares: readonly Care[], members: readonly SnapshotMember[], { found, present }: { found: ReadonlyMap<Address, IdentifiedPane>; present: Present }): Pick<PutBack, 'cares' | 'notes'> {
  const ran = new Set(members.filter(({ running }) => running).map(({ address }) => address));
  const unknown = cares.filter(({ address }) => !present.cares.some((care) => care.address === address));
  const isHeldAgain = ({ address }: Care) => !ran.has(address) || found.get(address)?.pane.dead === undefined && found.has(address);
  const back = unknown.map(({ address, hold, park, ...care }): Care => ({
    address,
    crashes: [],
    ...(hold === undefined || !isHeldAgain({ address, ...care }) ? {} : { hold }),
    ...(park === undefined || park.wakeAt <= present.now ? {} : { park }),
  }));
  return {
    cares: back.filter(({ hold, park }) => hold !== undefined || park !== undefined),
    notes: unknown.flatMap((care) => (care.hold === undefined ? [] : [{ address: care.address, reason: isHeldAgain(care) ? `It is held again: ${care.hold.because}.` : `It was held: ${care.hold.because}. It comes back, and is not held.` }])),
  };
}

/** Where agents run by another manifest that was applied later: the restore would take that back. */
export function isAppliedSince({ coders: { team, appliedAt } }: Snapshot, now: { readonly applied: AppliedTeam | undefined; readonly tmux: ObservedTmux; readonly text: string }): Remark | undefined {
  const { applied, tmux, text } = now;
  const lives = tmux.running && tmux.panes.some(({ tag, dead }) => tag?.team === team && dead === undefined);
  if (!lives || applied === undefined || applied.text === text || applied.appliedAt <= Date.parse(appliedAt)) return undefined;
  return { address: team, reason: `It was applied with another manifest at ${new Date(applied.appliedAt).toISOString()}; the snapshot's is of ${appliedAt}.` };
}
