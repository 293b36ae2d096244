import type { Context, Turn } from '../state/turn.ts';
import type { FileLook, LiveAgent, SeenFile } from './look.ts';

/** What was said and used in a conversation, by the tool's own record. Pure. */
export interface History {
  /** The conversation's own record first; of each look all files are read that it names. */
  files(agent: LiveAgent): readonly FileLook[];
  /** Oldest first. */
  turns(records: readonly SeenFile[]): readonly Turn[];
  /** How full the context is by the latest answer; undefined while there is none. Absent for a tool that does not tell for certain. */
  context?(records: readonly SeenFile[]): Context | undefined;
  /** When the tool last wrote of this conversation, in milliseconds since the Unix epoch. Absent where each record is a file of its own: its time tells. */
  lastSignAt?(records: readonly SeenFile[]): number | undefined;
}
