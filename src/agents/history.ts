import type { Turn } from '../state/turn.ts';
import type { FileLook, LiveAgent, SeenFile } from './look.ts';

/** What was said and used in a conversation, by the tool's own record. Pure. */
export interface History {
  /** The conversation's own record first; of each look all files are read that it names. */
  files(agent: LiveAgent): readonly FileLook[];
  /** Oldest first. */
  turns(records: readonly SeenFile[]): readonly Turn[];
}
