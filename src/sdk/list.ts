import { agentsOf, type Agent } from './agent.ts';
import { configured } from './configuration.ts';
import type { Where } from './reference.ts';
import { documentOf } from './verb.ts';

/** What to list. */
export interface ListOptions extends Where {
  /** Also those that have exited. */
  readonly all?: boolean;
}

/** As `schemas/list.schema.json` describes it. */
interface ListDocument {
  readonly teams: readonly { readonly name: string; readonly members: { readonly alive?: number } }[];
}

/** The agents that run: of the team that is named or configured, else of all teams of this machine. */
export async function list({ team = configured().team, all = false }: ListOptions = {}): Promise<readonly Agent[]> {
  const teams = team === undefined ? await teamsOfAll(all) : [team];
  const agents = await Promise.all(teams.map(agentsOf));
  return agents.flat().filter(({ status }) => all || status !== 'exited');
}

/** A team that could not be looked at is in it: looking at it says why. */
async function teamsOfAll(all: boolean): Promise<readonly string[]> {
  const { teams } = await documentOf<ListDocument>({ verb: 'list', operands: [], options: {} });
  return teams.filter(({ members }) => all || members.alive !== 0).map(({ name }) => name);
}
