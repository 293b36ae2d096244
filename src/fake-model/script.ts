/** What the model does in answer to one request. */
export type Reply =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'tool'; readonly name: string; readonly input: Readonly<Record<string, unknown>> }
  /** `limit` where a usage limit is the reason: `until` in seconds since the Unix epoch, absent where the model does not say. */
  | { readonly kind: 'refuse'; readonly status: number; readonly limit?: { readonly until?: number } };

/** What happens before the reply is sent. */
export type Pause = { readonly kind: 'sleep'; readonly ms: number } | { readonly kind: 'hold'; readonly name: string };

type Step = Reply | Pause;

/** Where a conversation stands: its latest prompt, and how many tool results came back since. */
export interface Standing {
  readonly prompt: string;
  readonly results: number;
  /** Names of the tools that the agent offers. */
  readonly tools: readonly string[];
}

const verbs: Readonly<Record<string, (rest: string, tools: readonly string[]) => Step>> = {
  bash: (command, tools) => shell(command, offered(tools, shells)),
  write: (rest, tools) => (writers.some((name) => tools.includes(name)) ? written(rest, offered(tools, writers)) : shell(printing(rest), offered(tools, shells))),
  tool: (rest) => ({ kind: 'tool', name: word(rest), input: JSON.parse(rest.slice(word(rest).length)) }),
  say: (text) => ({ kind: 'say', text }),
  sleep: (ms) => ({ kind: 'sleep', ms: Number(ms) }),
  hold: (name) => ({ kind: 'hold', name }),
  status: (code) => ({ kind: 'refuse', status: Number(code) }),
  limit: (until) => ({ kind: 'refuse', status: 429, limit: until === '' ? {} : { until: Date.parse(until) / 1000 } }),
};

const shells = ['Bash', 'exec_command', 'run_shell_command', 'bash'];
const writers = ['Write', 'write_file', 'write', 'create'];

/** What to do, and the pauses that come first. */
export interface Act {
  readonly pauses: readonly Pause[];
  readonly reply: Reply;
}

/**
 * Reads the `FAKE:` lines of the prompt, set in or not: `FAKE:bash CMD`, `FAKE:write PATH|CONTENT`, `FAKE:tool NAME JSON`, `FAKE:say TEXT`,
 * `FAKE:status CODE`, `FAKE:limit [TIME]`, `FAKE:sleep MS`, `FAKE:hold NAME`. One tool call a request, in the order written; a pause comes before
 * the step that it stands before; what is to say is said once the tools are done. `FAKE:told TEXT|STEP` is that step where
 * the rest of the prompt holds the text, and none where it does not.
 */
export function nextAct(standing: Standing): Act {
  const acts: Act[] = [];
  const said: string[] = [];
  let pauses: Pause[] = [];
  for (const step of steps(standing)) {
    if (step.kind === 'sleep' || step.kind === 'hold') pauses.push(step);
    else if (step.kind === 'say') said.push(step.text);
    else acts.push({ pauses: pauses.splice(0), reply: step });
  }
  return acts[standing.results] ?? { pauses, reply: { kind: 'say', text: said.join('\n') || 'Done.' } };
}

function steps({ prompt, tools }: Standing): Step[] {
  return Array.from(decided(prompt).matchAll(/^ *FAKE:(\w+) ?(.*)$/gm), ([, verb, rest]) => {
    const read = verbs[verb!];
    if (read === undefined) throw new Error(`The fake model knows no "FAKE:${verb}"; it knows ${Object.keys(verbs).join(', ')}.`);
    return read(rest!, tools);
  });
}

/** A prompt with each step that depends on what else it says, or without it. */
function decided(prompt: string): string {
  const said = prompt.replaceAll(/^ *FAKE:.*$/gm, '');
  return prompt.replaceAll(/^ *FAKE:told (.*?)\|(.*)$/gm, (_, text: string, step: string) => (said.includes(text) ? `FAKE:${step}` : ''));
}

function shell(command: string, name: string): Reply {
  return { kind: 'tool', name, input: name === 'exec_command' ? { cmd: command } : { command, description: 'As the script says' } };
}

function written(rest: string, name: string): Reply {
  const { path, content } = fileIn(rest);
  // OpenCode's tool calls the path otherwise, and takes no other name.
  const place = name === 'write' ? { filePath: path } : { file_path: path, path };
  return { kind: 'tool', name, input: { ...place, content } };
}

/** For an agent that has a shell and no tool that writes. */
function printing(rest: string): string {
  const { path, content } = fileIn(rest);
  return `printf %s ${quoted(content)} > ${quoted(path)}`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function fileIn(rest: string): { readonly path: string; readonly content: string } {
  const bar = rest.indexOf('|');
  return { path: rest.slice(0, bar), content: rest.slice(bar + 1).replaceAll('\\n', '\n') };
}

function offered(tools: readonly string[], names: readonly string[]): string {
  const found = names.find((name) => tools.includes(name));
  if (found === undefined) throw new Error(`The agent offers none of ${names.join(', ')}; it offers ${tools.join(', ')}.`);
  return found;
}

function word(text: string): string {
  return text.split(' ', 1)[0]!;
}
