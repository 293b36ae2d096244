import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { DemoAgent } from './agent.ts';
import { LiveTerminal } from './live-terminal.ts';
import { readOptions, usage, WrongUsage, type Options } from './options.ts';
import { PlainTerminal } from './plain-terminal.ts';
import { sessionFile } from './session-file.ts';
import { SessionLog, SessionRefusal, type EarlierSession } from './session-log.ts';
import type { StyledLine } from './styled-text.ts';
import type { Terminal } from './terminal.ts';
import { linesOfEarlier } from './transcript.ts';

/** Ending by one of these is asked for by the system or its owner: nothing is wrong, and the terminal is given back. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const directory = process.cwd();

interface Conversation {
  readonly id: string;
  readonly log: SessionLog;
  readonly earlier?: EarlierSession;
}

function main(): void {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === undefined) process.stdout.write(usage);
  else run(options);
}

function run(options: Options): void {
  const conversation = converse(options);
  const name = options.name ?? basename(directory);
  const terminal = terminalFor(name, options);
  const leave = (code: number, words = goodbye(conversation)) => {
    terminal.close(words);
    process.exit(code);
  };
  const broke = (error: unknown) => {
    terminal.close([]);
    fail(error);
  };
  for (const [signal, code] of Object.entries(signals)) process.once(signal, () => leave(code));
  process.once('uncaughtException', broke);
  process.stdout.on('error', () => leave(signals.SIGHUP));
  const agent = new DemoAgent({ directory, log: conversation.log, persona: options.persona }, {
    happened: (row) => terminal.happened(row),
    changed: (status) => terminal.changed(status),
    lend: (work) => terminal.lend(work),
    exits: leave,
    broke,
  });
  terminal.open({ submit: (prompt) => agent.submit(prompt), interrupt: () => agent.interrupt(), answer: (isYes) => agent.answer(isYes), leave }, (columns) => greeting(options, conversation, columns));
  const { lifetimeMs } = options.persona;
  if (lifetimeMs !== undefined) setTimeout(() => leave(1), lifetimeMs);
  void begin(agent, options).then((isTrusted) => (isTrusted ? terminal.changed(agent.status) : leave(1)), broke);
}

/** Tells whether the agent may work here. */
async function begin(agent: DemoAgent, { brief, persona }: Options): Promise<boolean> {
  if (persona.asksForTrust && !(await agent.ask({ kind: 'trust', about: directory }))) return false;
  if (brief !== undefined && brief.trim() !== '') agent.submit(brief);
  return true;
}

function terminalFor(name: string, { persona }: Options): Terminal {
  const { stdin, stdout } = process;
  const drawable = stdin.isTTY && stdout.isTTY && !['', 'dumb'].includes(process.env['TERM'] ?? '');
  return drawable ? new LiveTerminal({ input: stdin, output: stdout }, { name, persona }) : new PlainTerminal(stdin, stdout);
}

function converse({ session, model }: Options): Conversation {
  const id = session.id ?? randomUUID();
  const path = sessionFile(id, process.env);
  const found = session.mode === 'resume' ? SessionLog.resume(path) : { log: SessionLog.start(path) };
  found.log.append({ type: 'session', text: session.mode === 'resume' ? 'resumed' : 'started', session: id, directory, ...(model === undefined ? {} : { model }) });
  return { id, ...found };
}

function greeting({ model }: Options, { id, earlier }: Conversation, columns: number): readonly StyledLine[] {
  const facts = [directory, ...(model === undefined ? [] : [`model ${model} is noted, not used`]), `session ${id}`];
  return [
    [{ text: 'Demo agent', style: 'bold' }, { text: ' · no model, no account: it follows lines that begin with "demo:"' }],
    ...facts.map((text): StyledLine => [{ text: `  ${text}`, style: 'dim' }]),
    ...(earlier === undefined ? [] : linesOfEarlier(earlier, columns)),
  ];
}

function goodbye({ id }: Conversation): readonly StyledLine[] {
  return [[], [{ text: `To go on with this conversation: --resume ${id}`, style: 'dim' }]];
}

/** What a person can mend is said in a sentence; the rest is a bug of ours and shows where. */
function fail(error: unknown): never {
  const mendable = error instanceof WrongUsage || error instanceof SessionRefusal || (error instanceof Error && 'syscall' in error);
  process.stderr.write(mendable ? `${error.message}\n` : `The demo agent has a bug, please report it: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(error instanceof WrongUsage ? 2 : mendable ? 1 : 70);
}

try {
  main();
} catch (error) {
  fail(error);
}
