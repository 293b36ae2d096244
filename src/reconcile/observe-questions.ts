import { basename } from 'node:path';
import { payloadIn, requestWords } from '../agents/hooks/evidence.ts';
import { adapterFor } from '../agents/registry.ts';
import type { Dialog } from '../agents/dialog.ts';
import type { Host } from '../host/host.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { Question, Verdict } from '../state/evidence.ts';
import { spoolOf } from '../state/spool.ts';
import type { AgentPane } from './observe-agents.ts';

/** A question that a member waits with, and the way that an answer takes. */
export interface OpenQuestion {
  /** As `coders answer` takes it: the number of the hook that waits, or the member's seat for a dialog on its screen. */
  readonly id: string;
  readonly member: Address;
  readonly question: Question;
  /** Since when, in milliseconds since the Unix epoch; absent where nothing tells. */
  readonly since?: number;
  readonly by: AnswerWay;
}

export type AnswerWay =
  | { readonly way: 'hook'; /** The pipe that the waiting hook reads. */ readonly door: string }
  /** `dialog` is absent where the screen shows none that is recognised. */
  | { readonly way: 'keys'; readonly agent: AgentPane; readonly dialog?: Dialog };

type Eyes = Pick<Host, 'files' | 'tmux' | 'store'>;

/** Every open question of agents that wait, oldest first. What a hook waits with is only open while the agent waits, too. */
export async function observeQuestions(agents: readonly AgentPane[], verdicts: ReadonlyMap<string, Verdict>, eyes: Eyes): Promise<OpenQuestion[]> {
  const questions = await Promise.all(agents.map(async (agent) => {
    const verdict = verdicts.get(agent.pane.id);
    const { tag } = agent.pane;
    if (verdict?.reading.status !== 'waiting' || tag === undefined) return [];
    const asked = atHooks(agent, eyes);
    return asked.length > 0 ? asked : [await onScreen(agent, verdict, eyes)];
  }));
  return questions.flat().sort((a, b) => (a.since ?? Infinity) - (b.since ?? Infinity));
}

function atHooks({ pane: { tag } }: AgentPane, { files, store }: Eyes): OpenQuestion[] {
  if (tag === undefined) return [];
  const spool = spoolOf(store.directory, tag);
  return files.lookAll({ path: `${spool}/asks/*` }).flatMap(({ text, writtenAt, end }): OpenQuestion[] => {
    const id = basename(end.path);
    const door = `${spool}/doors/${id}`;
    const payload = payloadIn(text);
    if (id.startsWith('.') || payload === undefined || !files.isRead(door)) return [];
    return [{ id, member: tag.address, question: { kind: 'permission', text: requestWords(payload) }, since: writtenAt, by: { way: 'hook', door } }];
  });
}

async function onScreen(agent: AgentPane, { reading, by }: Verdict, { tmux }: Eyes): Promise<OpenQuestion> {
  const { pane } = agent;
  const dialog = adapterFor(agent.tool, agent.declared)?.dialog?.((await tmux.capture(pane.id)) ?? []);
  const member = pane.tag?.address ?? '';
  const question = dialog?.question ?? (reading.status === 'waiting' ? reading.for : { kind: 'other' as const });
  return { id: seatIn(member), member, question, ...(by?.at === undefined ? {} : { since: by.at }), by: { way: 'keys', agent, ...(dialog === undefined ? {} : { dialog }) } };
}
