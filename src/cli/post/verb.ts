import type { Example, Option } from '../command.ts';
import type { PostCall } from './call.ts';

/** One word behind `coders message` or `coders context`. */
export interface PostVerb {
  readonly name: string;
  /** What stands behind it: `TO TEXT`. */
  readonly words: string;
  readonly mostWords: number;
  /** Half a line, for the list of them. */
  readonly summary: string;
  /** Beside `--team` and `--json`, which all have. */
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly Example[];
  /** Returns the exit code. */
  run(words: readonly string[], call: PostCall): Promise<number>;
}
