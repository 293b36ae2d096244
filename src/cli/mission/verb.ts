import type { Host } from '../../host/host.ts';
import type { AppliedTeam } from '../../state/applied-team.ts';
import type { Example, Invocation, Option } from '../command.ts';
import type { Caller } from './caller.ts';

/** One word behind `coders mission`: what its help says of it, and what it does. */
export interface MissionVerb {
  readonly name: string;
  /** What stands behind it: `NAME`, `[NAME] WHY`. */
  readonly words: string;
  readonly mostWords: number;
  /** Half a line, for the list of them. */
  readonly summary: string;
  /** Beside `--team` and `--json`, which all have. */
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly Example[];
  /** Returns the exit code. */
  run(call: MissionCall): Promise<number>;
}

/** One call of such a word. */
export interface MissionCall {
  readonly verb: string;
  /** The words behind it. */
  readonly words: readonly string[];
  readonly team: AppliedTeam;
  readonly host: Host;
  readonly caller: Caller;
  readonly invocation: Invocation;
}
