import { quote } from '../../diagnostics/words.ts';
import { matching } from '../../post/digest.ts';
import type { Knowledge } from '../../state/knowledge.ts';
import { nearest } from '../../util/suggest.ts';
import { exits, UsageError } from '../command.ts';
import { knowledgeJson, knowledgeText } from '../reporters/knowledge.ts';
import { correspondentOf, type PostCall } from './call.ts';
import { mailText } from './text.ts';
import type { PostVerb } from './verb.ts';
import { keyFrom, knownTo, placeOptions, projectMeant } from './whose-knowledge.ts';

/** Longer values are files, and where they lie can be kept. */
const mostBytes = 8 * 1024;

const set: PostVerb = {
  name: 'set',
  words: 'KEY VALUE | -',
  mostWords: 2,
  summary: 'keep something under a key, for everybody: who said it, when, and at which commit is kept with it',
  options: { ...placeOptions, file: { summary: 'with set: the value is in this file', value: 'FILE' } },
  examples: [{ line: 'coders context set api-port 8080', does: 'in an agent\'s pane: for its project' }],
  run: async ([word, text], call) => {
    const { team, host: { store, clock, git }, caller, invocation } = call;
    const key = keyFrom(word, 'set');
    const value = mailText(text, invocation, 'value');
    if (Buffer.byteLength(value) > mostBytes) throw new UsageError(`The value has ${Buffer.byteLength(value)} bytes, and ${mostBytes} can be kept.`, 'Commit it as a file, and keep where it lies.');
    const project = projectMeant(call);
    const directory = caller.is === 'person' ? undefined : team.members.find(({ address }) => address === caller.address)?.directory;
    const commit = directory === undefined ? undefined : await git.head(directory);
    store.knowledge.put(team.name, { key, kind: 'context', value, author: correspondentOf(caller), at: clock.now(), ...(project === undefined ? {} : { project }), ...(commit === undefined ? {} : { commit }) });
    return say([store.knowledge.find(team.name, key, project)!], call);
  },
};

const get: PostVerb = {
  name: 'get',
  words: 'KEY',
  mostWords: 1,
  summary: 'what is kept under a key; what a project says of it stands above what the team says',
  options: placeOptions,
  examples: [{ line: 'coders context get api-port --project storefront', does: 'what that project says of it' }],
  run: async ([word], call) => {
    const key = keyFrom(word, 'get');
    const known = knownTo(call);
    const meant = projectMeant(call);
    const found = known.filter((one) => one.key === key);
    const shown = meant === undefined ? found : found.filter(({ project }) => project === meant).concat(found.filter(({ project }) => project === undefined)).slice(0, 1);
    if (shown.length === 0) throw unknown(key, known);
    return say(used(shown, call), call);
  },
};

const list: PostVerb = {
  name: 'list',
  words: '',
  mostWords: 0,
  summary: 'all that is known to the caller: of the whole team and of its project, the newest first',
  options: placeOptions,
  examples: [{ line: 'coders context list --whole-team', does: 'what concerns every project' }],
  run: async (_, call) => say(knownTo(call), call),
};

const search: PostVerb = {
  name: 'search',
  words: 'WORDS',
  mostWords: 1,
  summary: 'what holds all of these words, of what was set and what was learned',
  options: placeOptions,
  examples: [{ line: 'coders context search "port proxy"', does: 'all that says something of both' }],
  run: async ([words], call) => {
    if (words === undefined || words.trim() === '') throw new UsageError('coders context search needs words.', 'For example: coders context search port');
    return say(used(matching(knownTo(call), words), call), call);
  },
};

/** Every word behind `coders context`. */
export const contextVerbs: readonly PostVerb[] = [set, get, list, search];

/** What is asked for is what matters: a digest tells of it first. */
function used(known: readonly Knowledge[], { team, host: { store } }: PostCall): readonly Knowledge[] {
  for (const one of known) store.knowledge.used(team.name, one);
  return known;
}

function say(known: readonly Knowledge[], { team, host: { clock }, invocation: { terminal, options } }: PostCall): number {
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, known: known.map(knowledgeJson) }, null, 2));
  else terminal.out(known.length === 0 ? 'Nothing is known of it.' : knowledgeText(known, { now: clock.now(), color: terminal.color }));
  return exits.success;
}

function unknown(key: string, known: readonly Knowledge[]): UsageError {
  const meant = nearest(key, known.map((one) => one.key));
  return new UsageError(`Nothing is kept under ${quote(key)}.`, meant === undefined ? 'coders context list shows what is.' : `Did you mean ${meant}?`);
}
