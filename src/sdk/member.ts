import { teamOption } from '../server/tool.ts';
import type { Address } from '../state/address.ts';
import type { Agent } from './agent.ts';
import { requireProgress, type ConvergedDocument } from './converged.ts';
import { memberMeant, teamMeant, type AgentReference, type Where } from './reference.ts';
import { documentOf, optionsFrom } from './verb.ts';

/** How a terminal gets to an agent's window, as `schemas/attach.schema.json` describes it. */
export interface Attachment {
  readonly team: string;
  readonly address: Address;
  /** As tmux names it, such as `%3`. */
  readonly pane: string;
  /** The program and its arguments: run on a terminal, they show the window. */
  readonly command: readonly string[];
}

/** What became of an agent that was killed, as `schemas/kill.schema.json` describes it. */
export interface Killed {
  readonly team: string;
  readonly member: Address;
  /** Nothing starts it again until it is released. */
  readonly held: true;
  /** Whether its program ran until then. */
  readonly ended: boolean;
}

/** The command line that shows an agent's window. Throws a UsageError for one that has none. */
export function attach(agent: AgentReference, where: Where = {}): Promise<Attachment> {
  return documentOf<Attachment>(lineAbout('attach', agent, where));
}

/** Ends an agent's program and all that it started, and holds the agent: `coders release` starts it again, with its conversation. */
export function kill(agent: AgentReference, where: Where = {}): Promise<Killed> {
  return documentOf<Killed>(lineAbout('kill', agent, where));
}

/** What of the team goes beside its agents and windows. */
export interface DownOptions {
  /** Also removes its worktrees: what is not committed is saved to a ref first, and branches stay. */
  readonly worktrees?: boolean;
}

/** Ends a whole team, or one that was spawned, and frees its name; branches stay. A snapshot is taken first. Throws NotConverged where something of it stays. */
export async function down(team: Pick<Agent, 'team'> | string | undefined, { worktrees = false }: DownOptions = {}): Promise<void> {
  const named = typeof team === 'object' ? team.team : teamMeant(team === undefined ? {} : { team });
  const converged = await documentOf<ConvergedDocument>({ verb: 'down', operands: named === undefined ? [] : [named], options: optionsFrom({ yes: true, worktrees }) });
  requireProgress(converged);
}

function lineAbout(verb: string, agent: AgentReference, where: Where) {
  const { member, team } = memberMeant(agent, where);
  return { verb, operands: [member], options: teamOption(team) };
}
