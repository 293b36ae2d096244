import { either, quote } from '../../diagnostics/words.ts';
import { projectOf } from '../../post/seat.ts';
import type { Knowledge } from '../../state/knowledge.ts';
import { UsageError, type Option } from '../command.ts';
import type { PostCall } from './call.ts';

/** To which part of the team something is known. */
export const placeOptions: Readonly<Record<string, Option>> = {
  project: { summary: 'of this project; a member\'s own unless given', value: 'PROJECT' },
  'whole-team': { summary: 'of the whole team, whatever project it is about' },
};

/** The project that a call is about; undefined for the team as a whole, which a person and the orchestrator mean unless they name one. Throws a UsageError. */
export function projectMeant({ caller, seats, invocation: { options } }: PostCall): string | undefined {
  const named = options.text('project');
  if (options.has('whole-team') && named !== undefined) throw new UsageError('Something is of one project, or of the whole team.', 'Leave --project or --whole-team out.');
  if (options.has('whole-team')) return undefined;
  const projects = [...new Set(seats.flatMap(({ address }) => projectOf(address) ?? []))];
  if (named !== undefined && !projects.includes(named)) throw new UsageError(`The team has no project ${quote(named)}.`, projects.length === 0 ? 'It has no projects.' : `It has ${either(projects)}.`);
  return named ?? (caller.is === 'person' ? undefined : caller.project);
}

/** All that concerns the caller: of the whole team, and of its project, newest first; of every project for who is in none. */
export function knownTo(call: PostCall): readonly Knowledge[] {
  const { team, host: { store }, invocation: { options } } = call;
  const known = store.knowledge.ofTeam(team.name, projectMeant(call));
  return options.has('whole-team') ? known.filter(({ project }) => project === undefined) : known;
}

/** Throws a UsageError for what can not be the name of an entry. */
export function keyFrom(word: string | undefined, verb: string): string {
  if (word === undefined) throw new UsageError(`coders context ${verb} needs a key.`, `For example: coders context ${verb} api-port${verb === 'set' ? ' 8080' : ''}`);
  if (/^[A-Za-z0-9][\w./-]{0,79}$/.test(word)) return word;
  throw new UsageError(`${quote(word)} is no key.`, 'A key is made of letters, digits, -, _, . and /, begins with a letter or a digit, and has at most 80 characters.');
}
