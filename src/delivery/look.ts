import { adapterFor } from '../agents/registry.ts';
import type { Adapter, FileEnd, FileLook, LiveAgent } from '../agents/adapter.ts';
import type { Delivery } from '../agents/delivery.ts';
import { verdictOf } from '../health/verdict.ts';
import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Message } from '../state/message.ts';
import type { ObservedPane } from '../state/observed.ts';
import { withoutStyles } from '../util/styles.ts';
import type { Sight } from './decide.ts';

/** How long after a person's last key their window is theirs. */
const handsOnMs = 3000;

/** A look at the member that a message is for. */
export interface Look {
  readonly sight: Sight;
  /** Absent when the member has no living agent. */
  readonly agent?: { readonly pane: ObservedPane; readonly live: LiveAgent };
  /** How long the tool's record is now. */
  readonly recordEnd?: FileEnd;
}

export interface Subject {
  readonly team: AppliedTeam;
  readonly message: Message;
  readonly adapter: Adapter;
  readonly delivery: Delivery;
}

/** Looks at the pane, the evidence of its tool, and whether the tool's record has the message behind `recordEnd`. */
export async function look({ team, message, adapter, delivery }: Subject, recordEnd: FileEnd | undefined, host: Host): Promise<Look> {
  const member = team.members.find(({ address }) => address === message.to);
  const tmux = await host.tmux.observe(team.name);
  const pane = (tmux.running ? tmux.panes : []).find(({ tag }) => tag?.team === team.name && tag.address === message.to);
  if (pane?.tag === undefined || pane.dead !== undefined || member === undefined) return { sight: nobody };
  const live = { pid: pane.pid, directory: member.directory, conversation: pane.tag.conversation, environment: host.environment };
  const close = await host.tmux.input.lookClosely(pane);
  const record = host.files.look(behind(delivery.record(live), recordEnd));
  const sent = delivery.asPrompt(message.text);
  const sight: Sight = {
    epoch: pane.tag.epoch,
    status: statusOf(adapter, { live, pane, screen: close.styled.map(withoutStyles) }, host),
    draft: delivery.draft(close.styled),
    inMode: close.inMode,
    otherInFront: host.processes.isBehindAnother(pane.pid),
    personTypes: close.touchedAt !== undefined && host.clock.now() - close.touchedAt < handsOnMs,
    hasArrived: record !== undefined && delivery.promptsIn(record.text).some(({ text }) => text.trimEnd() === sent.trimEnd()),
  };
  return { sight, agent: { pane, live }, ...(record === undefined ? {} : { recordEnd: record.end }) };
}

const nobody: Sight = {
  epoch: undefined, status: 'exited', draft: undefined, inMode: false, otherInFront: false, personTypes: false, hasArrived: false,
};

function behind(record: FileLook, end: FileEnd | undefined): FileLook {
  return end === undefined ? record : { ...record, behind: end };
}

function statusOf(adapter: Adapter, { live, pane, screen }: { live: LiveAgent; pane: ObservedPane; screen: readonly string[] }, host: Host): Sight['status'] {
  const files = Object.entries(adapter.looksAt(live)).flatMap(([name, fileLook]) => {
    const file = host.files.look(fileLook);
    return file === undefined ? [] : [[name, file] as const];
  });
  return verdictOf(adapter.evidence({ title: pane.title, files: Object.fromEntries(files), screen }), host.clock.now()).reading.status;
}

/** The subject of a message, or why its member can not be talked to. */
export function subjectOf(team: AppliedTeam, message: Message): Subject | { readonly reason: string } {
  const tool = team.members.find(({ address }) => address === message.to)?.tool ?? '';
  const adapter = adapterFor(tool);
  if (adapter?.delivery === undefined) return { reason: `coders does not know how to talk to ${tool === '' ? message.to : tool}` };
  return { team, message, adapter, delivery: adapter.delivery };
}
