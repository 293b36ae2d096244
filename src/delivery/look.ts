import { adapterFor } from '../agents/registry.ts';
import type { Adapter, FileEnd, FileLook, LiveAgent } from '../agents/adapter.ts';
import type { Delivery } from '../agents/delivery.ts';
import type { Host } from '../host/host.ts';
import type { CloseLook } from '../host/tmux/input.ts';
import type { AppliedMember, AppliedTeam } from '../state/applied-team.ts';
import type { Message, Receipt, Typed } from '../state/message.ts';
import type { LaunchRecord, ObservedPane } from '../state/observed.ts';
import { spoolOf } from '../state/spool.ts';
import type { PaneTag } from '../state/tag.ts';
import { agentEnvironment } from '../state/whereabouts.ts';
import { withoutStyles } from '../util/styles.ts';
import type { Sight } from './decide.ts';
import { readAgent } from './read-agent.ts';

/** How long after a person's last key their window is theirs. */
const handsOnMs = 3000;

/** A look at the member that a message is for. */
export interface Look {
  readonly sight: Sight;
  /** Absent when the member has no living agent. */
  readonly agent?: SeenAgent;
}

export interface SeenAgent {
  readonly pane: TaggedPane;
  readonly live: LiveAgent;
  readonly close: CloseLook;
  /** How long the tool's record is now. */
  readonly recordEnd: FileEnd;
}

export type TaggedPane = ObservedPane & { readonly tag: PaneTag };

/** Who a message is for, and how that member is talked to. */
export interface Subject {
  readonly team: AppliedTeam;
  readonly message: Message;
  readonly member: AppliedMember;
  readonly adapter: Adapter;
  readonly delivery: Delivery;
  /** The text as it is typed. */
  readonly prompt: string;
}

interface Launched {
  readonly pane: TaggedPane;
  /** Undefined where the store knows of none. */
  readonly launch: LaunchRecord | undefined;
}

/** The subject of a message, or why its member can not be talked to. */
export function subjectOf(team: AppliedTeam, message: Message): Subject | { readonly reason: string } {
  const member = team.members.find(({ address }) => address === message.to);
  if (member === undefined) return { reason: `the team ${team.name} has no ${message.to}` };
  const adapter = adapterFor(member.tool, member.declared);
  if (adapter?.delivery === undefined) return { reason: `coders does not know how to talk to ${member.tool}` };
  return { team, message, member, adapter, delivery: adapter.delivery, prompt: adapter.delivery.asPrompt(message.text) };
}

/** What a look goes by: the last receipt, and the pane that was seen before, if any was. */
export interface Before {
  readonly receipt: Receipt;
  readonly pane: ObservedPane | undefined;
}

/** Looks at the pane, at the evidence of its tool, and for the message in the tool's record. */
export async function look(subject: Subject, { receipt, pane: before }: Before, host: Host): Promise<Look> {
  const typed = 'epoch' in receipt ? receipt : undefined;
  const { pane, close } = await lookAtPane(subject, before, host);
  // Only now, since an agent may have taken the text with the last thing it did.
  const launch = pane === undefined ? undefined : host.store.launch(subject.team.name, pane.tag.address, pane.tag.epoch);
  const live = pane === undefined ? undefined : liveAgent(subject, { pane, launch }, host);
  const hasArrived = typed !== undefined && recordsOf(subject, { typed, live, epoch: pane?.tag.epoch }).some((record) => holdsPrompt(record, subject, host));
  if (pane === undefined || live === undefined || close === undefined) return { sight: { ...nobody, hasArrived } };
  const sight = { ...sightOf(subject, { pane, live, close, launch }, host), isTouched: typed !== undefined && typed.hands !== close.hands, hasArrived };
  return { sight, agent: { pane, live, close, recordEnd: recordEndOf(subject, live, host) } };
}

/** Most often it is the pane that it was, and both looks are one. */
async function lookAtPane(subject: Subject, before: ObservedPane | undefined, host: Host): Promise<{ pane?: TaggedPane; close?: CloseLook }> {
  const { input } = host.tmux;
  const [pane, early] = await Promise.all([paneOf(subject, host), before === undefined ? undefined : input.lookClosely(before)]);
  if (pane === undefined || pane.dead !== undefined) return pane === undefined ? {} : { pane };
  const close = pane.id === before?.id && pane.pid === before.pid ? early : await input.lookClosely(pane);
  return { pane, ...(close === undefined ? {} : { close }) };
}

const nobody: Sight = {
  epoch: undefined, status: 'exited', draft: undefined, holdsText: false, inMode: false, otherInFront: false, personTypes: false, isTouched: false, hasArrived: false,
};

async function paneOf({ team, message }: Subject, host: Host): Promise<TaggedPane | undefined> {
  const tmux = await host.tmux.observe();
  const isOurs = (pane: ObservedPane): pane is TaggedPane => pane.tag?.team === team.name && pane.tag.address === message.to;
  return (tmux.running ? tmux.panes : []).find(isOurs);
}

function liveAgent({ member }: Subject, { pane: { pid, tag }, launch }: Launched, { environment: own, store }: Host): LiveAgent {
  const environment = agentEnvironment(own, launch);
  return { pid, directory: member.directory, conversation: tag.conversation, environment, spool: spoolOf(store.directory, tag) };
}

/** Where the message may stand: in the record as it is called now, and as it was called before another launch. */
function recordsOf({ delivery }: Subject, { typed, live, epoch }: { typed: Typed; live: LiveAgent | undefined; epoch: number | undefined }): FileLook[] {
  const behind = typed.recordEnd;
  const record = live === undefined ? undefined : delivery.record?.(live);
  const present = record === undefined ? [] : [{ ...record, behind }];
  return epoch === typed.epoch || delivery.record === undefined ? present : [...present, { path: behind.path, behind }];
}

function recordEndOf({ delivery }: Subject, live: LiveAgent, { files }: Host): FileEnd {
  const record = delivery.record?.(live);
  if (record === undefined) return { path: '', bytes: 0 };
  return files.look({ ...record, tailBytes: 0 })?.end ?? { path: record.path, bytes: 0 };
}

function holdsPrompt(record: FileLook, { delivery, prompt }: Subject, { files }: Host): boolean {
  return delivery.promptsIn(files.look(record)?.text ?? '').some(({ text }) => text.trimEnd() === prompt.trimEnd());
}

type Closely = Launched & Pick<SeenAgent, 'live' | 'close'>;

function sightOf({ adapter, delivery, prompt }: Subject, { pane, live, close, launch }: Closely, host: Host): Omit<Sight, 'isTouched' | 'hasArrived'> {
  const draft = delivery.draft(close.styled);
  return {
    epoch: pane.tag.epoch,
    status: readAgent({ adapter, live, title: pane.title, launch }, host)(close.styled.map(withoutStyles)).reading.status,
    draft,
    holdsText: draft !== undefined && (delivery.isDraftOf ?? isSameText)(draft, prompt),
    inMode: close.inMode,
    otherInFront: host.processes.isBehindAnother(pane.pid),
    personTypes: close.touchedAt !== undefined && host.clock.now() - close.touchedAt < handsOnMs,
  };
}

/** Boxes break lines as they like, so blanks do not count. */
function isSameText(draft: string, prompt: string): boolean {
  return draft.replace(/\s/g, '') === prompt.replace(/\s/g, '');
}
