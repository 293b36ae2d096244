import type { Change } from '../host/git/own-commits.ts';
import type { Host } from '../host/host.ts';
import { closingWords } from '../missions/closing-words.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Address } from '../state/address.ts';
import type { AcceptanceNote, MergeNote, WordsNote } from '../state/discipline.ts';
import type { MissionRecord } from '../state/mission.ts';
import type { Turn } from '../state/turn.ts';
import { observeStatus } from './observe-status.ts';
import { observeConversations } from './observe-turns.ts';

/** What a mission came to. What nothing tells any more is absent. */
export interface MissionResult {
  readonly record: MissionRecord;
  /** Of one that is done: what was committed for it. */
  readonly change?: Change;
  readonly acceptance?: AcceptanceNote;
  readonly merge?: MergeNote;
  readonly tag?: string;
  /** What its member said in the turn in which it said that it is done: as it was kept, or while that conversation is open. */
  readonly closingWords?: string;
}

/** What all missions of a team came to, in the order in which they were added; reviews stand with what they are about, and are left out. */
export async function observeResults(team: AppliedTeam, host: Host): Promise<readonly MissionResult[]> {
  const { store } = host;
  const records = store.missions.ofTeam(team.name).filter(({ mission: { reviews } }) => reviews === undefined);
  const kept = { last: store.notes.ofKind(team.name, 'words'), soFar: store.notes.ofKind(team.name, 'words-so-far') };
  const isUnheard = records.some(({ state, mission: { address } }) => state.state === 'done' && !kept.last.has(address));
  const turns = isUnheard ? await turnsOf(team, host) : new Map<Address, readonly Turn[]>();
  const notes = { acceptance: store.notes.ofKind(team.name, 'acceptance'), merge: store.notes.ofKind(team.name, 'merge'), tag: store.notes.ofKind(team.name, 'tag') };
  return Promise.all(records.map(async (record) => {
    const { mission: { address } } = record;
    const [acceptance, merge, tag] = [notes.acceptance.get(address), notes.merge.get(address), notes.tag.get(address)];
    const words = (kept.last.get(address) ?? wordsNow(record, turns, acceptance) ?? kept.soFar.get(address))?.text;
    return {
      record,
      ...(await changeOf(record, team, host)),
      ...(acceptance === undefined ? {} : { acceptance }),
      ...(merge === undefined ? {} : { merge }),
      ...(tag === undefined ? {} : { tag: tag.tag }),
      ...(words === undefined ? {} : { closingWords: words }),
    };
  }));
}

/** The members of a project share its repository: any folder of theirs tells. */
async function changeOf({ mission: { project }, state }: MissionRecord, { members }: AppliedTeam, { git, files }: Host): Promise<{ readonly change?: Change }> {
  if (state.state !== 'done' || state.commit === undefined || state.base === undefined) return {};
  const folder = members.find(({ address, directory }) => address.startsWith(`member/${project}/`) && files.isDirectory(directory))?.directory;
  const change = folder === undefined ? undefined : await git.changeBetween(folder, state.base, state.commit);
  return change === undefined ? {} : { change };
}

async function turnsOf(team: AppliedTeam, host: Host): Promise<ReadonlyMap<Address, readonly Turn[]>> {
  const { agents } = await observeStatus(team, host);
  const conversations = observeConversations(agents, host);
  return new Map(agents.flatMap(({ pane }) => {
    const address = pane.tag?.address;
    const turns = conversations.get(pane.id)?.turns;
    return address === undefined || turns === undefined ? [] : [[address, turns] as const];
  }));
}

/** As its present conversation tells them; undefined where that tells none. */
function wordsNow(record: MissionRecord, conversations: ReadonlyMap<Address, readonly Turn[]>, acceptance: AcceptanceNote | undefined): WordsNote | undefined {
  const turns = record.state.state === 'done' ? conversations.get(record.state.by) : undefined;
  const text = turns === undefined ? undefined : closingWords(record, { turns, rests: true, acceptance }).text;
  return text === undefined ? undefined : { text };
}
