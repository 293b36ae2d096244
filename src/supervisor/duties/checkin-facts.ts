import { essenceOf, factTexts } from '../../checkins/facts/all.ts';
import type { FactsSeen, LastCommit, Report, Unread } from '../../checkins/facts/seen.ts';
import { isOfCheckin } from '../../checkins/prompts.ts';
import type { MemberStatus } from '../../health/member-status.ts';
import type { Host } from '../../host/host.ts';
import { isOfMail } from '../../post/prompts.ts';
import { holderOf } from '../../missions/tries.ts';
import { observeConversations } from '../../reconcile/observe-turns.ts';
import { seatIn, type Address } from '../../state/address.ts';
import { isFinal } from '../../state/message.ts';
import { isOver, type MissionRecord } from '../../state/mission.ts';
import { superiorOf } from '../patients.ts';
import type { DutyView } from './duty.ts';

/** Facts as they go into a prompt, and what tells them from those of another time. */
export interface Measured {
  readonly texts: Readonly<Record<string, string>>;
  readonly essence: string;
}

/** Measures what one member is told in a check-in. Throws a HostError where git or a file can not be read. */
export async function measuredFacts(member: Address, view: DutyView, host: Host): Promise<Measured> {
  const seen = await factsSeen(member, view, host);
  return { texts: factTexts(seen), essence: essenceOf(seen) };
}

async function factsSeen(member: Address, view: DutyView, host: Host): Promise<FactsSeen> {
  const { kept: { name, desired }, statuses } = view;
  const below = new Set(desired.members.filter((other) => superiorOf(other, desired) === member).map(({ address }) => address));
  const concerned = below.size === 0 ? new Set([member]) : below;
  const about = statuses.filter((status) => concerned.has(status.member.address));
  return {
    about,
    commits: new Map((await Promise.all(about.map((status) => commitOf(status, host)))).flat()),
    missions: host.store.missions.open(name).filter((record) => isConcerned(record, member, below.size > 0)),
    failed: failedOf(name, host).filter((record) => isConcerned(record, member, below.size > 0)),
    unread: unreadOf(member, view, host),
    reports: reportsOf(about.filter((status) => below.has(status.member.address)), view, host),
    now: host.clock.now(),
  };
}

async function commitOf({ member: { address, directory } }: MemberStatus, { git, files }: Host): Promise<(readonly [Address, LastCommit])[]> {
  const commit = files.isDirectory(directory) ? await git.lastCommit(directory) : undefined;
  return commit === undefined ? [] : [[address, commit]];
}

function failedOf(team: string, { store: { missions } }: Host): readonly MissionRecord[] {
  return [...missions.states(team)].flatMap(([address, state]) => (state === 'failed' ? missions.find(team, address) ?? [] : []));
}

/** An engineer's own, also what it tried last; of who leads others, those of its project, and of the orchestrator all. */
function isConcerned(record: MissionRecord, member: Address, leads: boolean): boolean {
  if (!leads) return (isOver(record) ? record.tries.at(-1)?.by : holderOf(record)) === member;
  const [project, name] = seatIn(member).split('/');
  return name === undefined || record.mission.project === project;
}

/** How many of the latest messages may be unread, or on their way. */
const lookedBack = 200;

/** What others wrote to it and it has not read; and what else is on its way to it. */
function unreadOf(member: Address, { kept: { name } }: DutyView, { store }: Host): readonly Unread[] {
  const mails = store.mails.inbox(name, member, lookedBack).flatMap(({ mail: { id, from, text, at }, readAt }) => (readAt === undefined ? [{ id, from, text, at }] : []));
  const others = store.messages.ofTeam(name, lookedBack).flatMap(({ message: { id, to, text, at }, receipts }) => {
    const state = receipts.at(-1)?.state;
    const prompt = id.slice(name.length + 1);
    const isTold = isOfCheckin(prompt) || isOfMail(prompt) || isFinal(state);
    return to !== member || isTold ? [] : [{ id, text, at }];
  });
  return [...mails, ...others];
}

/** Their last words in a turn that has ended. */
function reportsOf(below: readonly MemberStatus[], { agents }: DutyView, host: Host): ReadonlyMap<Address, Report> {
  const panes = new Set(below.map(({ pane }) => pane));
  const conversations = observeConversations(agents.filter(({ pane }) => panes.has(pane.id)), host);
  return new Map(below.flatMap(({ member: { address }, pane }): [Address, Report][] => {
    const turn = conversations.get(pane ?? '')?.turns?.findLast(({ endedAt, reply }) => endedAt !== undefined && reply.trim() !== '');
    return turn?.endedAt === undefined ? [] : [[address, { text: turn.reply, at: turn.endedAt }]];
  }));
}
