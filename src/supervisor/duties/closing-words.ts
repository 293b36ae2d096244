import type { Host } from '../../host/host.ts';
import { closingWords as wordsIn, type ClosingWords } from '../../missions/closing-words.ts';
import { observeConversations } from '../../reconcile/observe-turns.ts';
import type { Address } from '../../state/address.ts';
import type { MissionRecord } from '../../state/mission.ts';
import type { Turn } from '../../state/turn.ts';
import type { Duty, DutyView } from './duty.ts';

interface Heard {
  readonly mission: Address;
  readonly by: Address;
  readonly words: ClosingWords;
}

const nothing: ClosingWords = { isOpen: false };

/**
 * Keeps what members said last of missions that are done, since conversations end: so far while the turn goes on in which it was
 * said to be done, for somebody may close it, and all of it once that has ended. Each is heard once.
 */
export const closingWords: Duty = async (view, host) => {
  const { kept: { name } } = view;
  const due = host.store.notes.doneWithout(name, 'words').flatMap((mission) => host.store.missions.find(name, mission) ?? []);
  if (due.length === 0) return undefined;
  const heard = hear(due, view, host);
  return () => {
    for (const one of heard) keep(one, name, host);
    return { events: [], prompts: [], awaits: heard.flatMap(({ words: { isOpen }, by }) => (isOpen ? [by] : [])) };
  };
};

function hear(records: readonly MissionRecord[], view: DutyView, host: Host): readonly Heard[] {
  const { kept: { name, desired }, statuses } = view;
  const doers = new Set(records.map(({ state }) => (state.state === 'done' ? state.by : undefined)));
  const conversations = turnsOf(view.agents.filter(({ pane }) => doers.has(pane.tag?.address)), host);
  return records.flatMap((record): readonly Heard[] => {
    const { state, mission: { address } } = record;
    if (state.state !== 'done') return [];
    const { by } = state;
    // Whoever left the team, or is on another host, is not heard of again here.
    if (!desired.members.some((member) => member.address === by)) return [{ mission: address, by, words: nothing }];
    if (!conversations.has(by)) return []; // it does not run now, and may go on with the same conversation
    const rests = statuses.some(({ member, status }) => member.address === by && status === 'idle');
    const acceptance = host.store.notes.find(name, 'acceptance', address);
    const turns = conversations.get(by);
    return [{ mission: address, by, words: turns === undefined ? nothing : wordsIn(record, { turns, rests, acceptance }) }];
  });
}

/** By member that lives; undefined where nobody taught the runner to read its tool's record. */
function turnsOf(agents: DutyView['agents'], host: Host): ReadonlyMap<Address, readonly Turn[] | undefined> {
  const conversations = observeConversations(agents, host);
  return new Map(agents.flatMap(({ pane }) => (pane.tag === undefined ? [] : [[pane.tag.address, conversations.get(pane.id)?.turns] as const])));
}

/** What was said so far stays where nothing tells more of it: its conversation has ended meanwhile. */
function keep({ mission: subject, words: { text, isOpen } }: Heard, team: string, { store: { notes } }: Host): void {
  const before = notes.find(team, 'words-so-far', subject)?.text;
  const known = text ?? before;
  if (isOpen && known === before) return;
  notes.put(team, isOpen ? 'words-so-far' : 'words', { subject, body: known === undefined ? {} : { text: known } });
  if (!isOpen) notes.remove(team, 'words-so-far', subject);
}
