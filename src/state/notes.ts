import type { ToldIn } from './checkin.ts';
import type { AcceptanceNote, MergeNote, TagNote, TestsNote, WordsNote, WorkNote } from './discipline.ts';

/** What is remembered of branches, missions and members, by kind. Nothing of it can be observed: git tells what is, and not what was said of it. Times are milliseconds since the Unix epoch. */
export interface Notes {
  /** Of a worktree, by its address. */
  readonly work: WorkNote;
  /** Of a worktree, by its address: the last commit that its project's tests were run at. */
  readonly tests: TestsNote;
  /** Of a mission, by its address. */
  readonly merge: MergeNote;
  readonly tag: TagNote;
  readonly acceptance: AcceptanceNote;
  /** Of a mission that is done, once its member has said what it had to say. */
  readonly words: WordsNote;
  /** The same before that. */
  readonly 'words-so-far': WordsNote;
  /** Of a member, by its address: how much its context held last. */
  readonly context: ToldIn;
}

export type NoteKind = keyof Notes;
