import { adapterFor } from '../../agents/registry.ts';
import type { MemberLaunch, Remark } from '../../plan/plan.ts';
import type { Converged } from '../../reconcile/converge.ts';
import type { Snapshot, SnapshotMember } from '../../snapshot/document.ts';
import { seatIn, type Address } from '../../state/address.ts';
import type { Terminal } from '../terminal.ts';
import { convergedJson, convergedText } from './outcome.ts';
import { palette } from './palette.ts';

export interface Restored {
  readonly snapshot: Snapshot;
  readonly converged: Converged;
  readonly notes: readonly Remark[];
  /** Members whose program ran before. */
  readonly running: ReadonlySet<Address>;
}

/** What became of one member. */
interface Return {
  readonly address: Address;
  readonly is: 'running' | 'resumed' | 'begun-anew' | 'not-started';
  readonly because?: string;
}

/** A line a member, what does not come back, and how the apply ended. */
export function restoredText(restored: Restored, terminal: Pick<Terminal, 'color' | 'interactive'>): string {
  const { bold } = palette(terminal.color);
  const { snapshot: { coders: { id, team } }, notes, converged } = restored;
  const lines = returnsOf(restored).map(({ address, is, because }) => `  ${seatIn(address)}: ${words[is]}${because === undefined ? '' : `. ${because}`}`);
  const rest = notes.map(({ address, reason }) => `  ${address}: ${reason}`);
  const parts = [`${bold(`Team ${team}`)} from the snapshot ${id}:`, ...lines, ...(rest.length === 0 ? [] : ['Not as it was:', ...rest]), convergedText(converged, { ...terminal, interactive: true })];
  return parts.join('\n');
}

const words: Readonly<Record<Return['is'], string>> = {
  running: 'runs, and goes on',
  resumed: 'its conversation is resumed',
  'begun-anew': 'begins a new conversation',
  'not-started': 'is not started',
};

/** As `schemas/restore.schema.json` describes it. */
export function restoredJson(restored: Restored) {
  const { snapshot: { coders: { id, team } }, notes, converged } = restored;
  return { version: 1, team, snapshot: id, members: returnsOf(restored), notes, apply: convergedJson(converged) };
}

function returnsOf({ snapshot: { coders: { members } }, converged: { plan, results }, running }: Restored): Return[] {
  return members.map((member): Return => {
    const { address } = member;
    const step = plan.steps.find((one) => one.address === address && 'launch' in one.action);
    if (step === undefined || !('launch' in step.action)) {
      const left = [...plan.refused, ...plan.untouched].find((remark) => remark.address === address);
      return running.has(address) ? { address, is: 'running' } : { address, is: 'not-started', ...(left === undefined ? {} : { because: left.reason }) };
    }
    const result = results.find((one) => one.step.id === step.id);
    if (result?.state !== 'done') return { address, is: 'not-started' };
    return { address, ...launchedAs(member, step.action.launch) };
  });
}

function launchedAs({ launch, tool }: SnapshotMember, { conversation, member: { settings } }: MemberLaunch): Omit<Return, 'address'> {
  if (conversation.is === 'resumed') return { is: 'resumed' };
  return { is: 'begun-anew', because: whyAnew() };

  function whyAnew(): string {
    if (launch === undefined) return 'It had not been started.';
    if (launch.conversation === undefined) return 'Its conversation had been ended.';
    if (adapterFor(settings.tool, settings.declared)?.resumes !== true) return `A conversation of ${settings.tool} can not be resumed.`;
    if (settings.tool !== tool || settings.directory !== (launch.settings?.directory ?? settings.directory)) return 'It works with another tool or in another directory than its conversation was begun in.';
    return `Conversation ${launch.conversationName ?? launch.conversation} is not among the files of ${tool} any more.`;
  }
}
