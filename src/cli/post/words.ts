import { either, quote } from '../../diagnostics/words.ts';
import { nearest } from '../../util/suggest.ts';
import { teamOption } from '../care/member.ts';
import { jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { withPost } from './call.ts';
import type { PostVerb } from './verb.ts';

const shared = { team: teamOption, json: jsonOption };

/** A verb that does several things, each named by a word. */
export interface WordedCommand extends Pick<Command, 'name' | 'summary'> {
  readonly verbs: readonly PostVerb[];
  /** What its help says below the list of them. */
  readonly more: string;
}

/** Makes a command of them: its help lists them, and each takes its own options only. */
export function wordedCommand({ name, summary, verbs, more }: WordedCommand): Command {
  const calls = verbs.map((verb) => [`${verb.name} ${verb.words}`.trim(), verb.summary] as const);
  const width = Math.max(...calls.map(([call]) => call.length));
  const options = { ...Object.assign({}, ...verbs.map((verb) => verb.options)) as Command['options'], ...shared };
  return {
    name,
    summary,
    operands: verbs.map((verb) => verb.name).join(' | '),
    mostOperands: 1 + Math.max(...verbs.map(({ mostWords }) => mostWords)),
    details: [...calls.map(([call, does]) => `  ${call.padEnd(width)}  ${does}`), '', more].join('\n'),
    options,
    examples: verbs.flatMap(({ examples }) => examples),
    run: async (invocation) => {
      const [word, ...words] = invocation.operands;
      const verb = verbNamed(word, name, verbs);
      requireFit({ name, verb, words, all: Object.keys(options) }, invocation);
      return withPost(invocation, (call) => verb.run(words, call));
    },
  };
}

function verbNamed(word: string | undefined, command: string, verbs: readonly PostVerb[]): PostVerb {
  const names = verbs.map(({ name }) => name);
  const verb = verbs.find(({ name }) => name === word);
  if (verb !== undefined) return verb;
  if (word === undefined) throw new UsageError(`coders ${command} needs to know what to do.`, `Say one of ${names.join(', ')}.`);
  const meant = nearest(word, names);
  throw new UsageError(`${quote(word)} is nothing that coders ${command} does.`, meant === undefined ? `Say one of ${names.join(', ')}.` : `Did you mean coders ${command} ${meant}?`);
}

interface Fit {
  /** Of the command. */
  readonly name: string;
  readonly verb: PostVerb;
  readonly words: readonly string[];
  /** The options of all its words. */
  readonly all: readonly string[];
}

/** The options of all of them are read as one list: each takes only its own. */
function requireFit({ name, verb, words, all }: Fit, { options }: Invocation): void {
  const extra = words[verb.mostWords];
  if (extra !== undefined) throw new UsageError(`coders ${name} ${verb.name} takes ${verb.mostWords === 1 ? 'one word' : `${verb.mostWords} words`}, and ${quote(extra)} is one more.`, `A text of several words stands in quotes. See coders ${name} --help.`);
  const taken = Object.keys({ ...verb.options, ...shared });
  const foreign = all.find((option) => !taken.includes(option) && (options.has(option) || options.text(option) !== undefined));
  if (foreign !== undefined) throw new UsageError(`coders ${name} ${verb.name} has no option --${foreign}.`, `It takes ${either(taken.map((option) => `--${option}`))}.`);
}
