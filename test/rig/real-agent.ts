import type { Adapter, LaunchRequest, LiveAgent } from '../../src/agents/adapter.ts';
import { verdictOf } from '../../src/health/verdict.ts';
import { lookAt } from '../../src/host/files.ts';
import type { Question, Status, Verdict } from '../../src/state/evidence.ts';
import type { Turn } from '../../src/state/turn.ts';
import { agentTerminal, type AgentTerminal, type TerminalSize } from './agent-terminal.ts';
import { waitUntil } from './wait-until.ts';

/** One member's seat, in which one real program after the other is started as its adapter says. */
export interface RealAgent {
  /** What runs there now. */
  readonly terminal: AgentTerminal;
  start(request: Pick<LaunchRequest, 'conversation' | 'settings' | 'start'>): Promise<void>;
  /** Gives a text as a delivery does: into an empty box, submitted once it stands there, proven by the tool's own record. */
  give(text: string): Promise<void>;
  becomes(status: Status): Promise<void>;
  /** The question that it waits with, once it waits with one of this kind. */
  asks(kind: Question['kind']): Promise<Question>;
  /** What was said and used in its conversation, by its own record. */
  turns(): readonly Turn[];
  /** When the tool's record says that it was last written to; undefined where its file's time tells. */
  lastSignAt(): number | undefined;
  /** What is held of it now, by all that its adapter looks at. */
  verdict(): Promise<Verdict>;
  /** Ends it at once, as a machine that loses power does. */
  kill(): Promise<void>;
  /** Closes its window, if there is one. */
  close(): Promise<void>;
}

export interface Seat {
  readonly adapter: Adapter;
  /** All that the program inherits. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the programs that ship with the package. */
  readonly packageDirectory: string;
  /** How long to wait for anything, in milliseconds. */
  readonly patience: number;
  /** Of its terminal; 120 by 40 unless said. */
  readonly size?: TerminalSize;
}

/** Makes an empty seat. */
export function realAgent({ adapter, environment, packageDirectory, patience, size }: Seat): RealAgent {
  let now: { readonly terminal: AgentTerminal; readonly live: LiveAgent } | undefined;
  const running = () => {
    if (now === undefined) throw new Error(`No ${adapter.tool} was started.`);
    return now;
  };
  const records = () => adapter.history!.files(running().live).flatMap((look) => lookAt(look) ?? []);
  const verdict = async () => verdictIn(adapter, running());
  const wait = <Found>(condition: () => Promise<Found>, what: string) => waitUntil(condition, { what: `${adapter.tool} ${what}`, timeout: patience }).catch(async (error: Error) => {
    throw new Error(`${error.message} It is ${JSON.stringify(await verdict())}, and its screen reads:\n${await running().terminal.screen()}`);
  });
  return {
    get terminal() { return running().terminal; },
    async start(request) {
      const launch = adapter.launch({ ...request, packageDirectory });
      const nested = Object.fromEntries(launch.unset.map((name) => [name, '1']));
      const { directory } = request.settings;
      const terminal = await agentTerminal(launch, { directory, environment: { ...environment, ...nested }, ...(size === undefined ? {} : { size }) });
      now = { terminal, live: { pid: terminal.pid, directory, conversation: request.conversation, environment } };
    },
    async give(text) {
      const delivery = adapter.delivery!;
      if (delivery.channel.by !== 'paste') throw new Error(`${adapter.tool} is not given text by paste`);
      const { submit } = delivery.channel;
      const { terminal, live } = running();
      const prompt = delivery.asPrompt(text);
      const box = async () => delivery.draft(await terminal.styledScreen());
      await wait(async () => (await box()) === '', 'to have an empty input box');
      await terminal.paste(prompt);
      await wait(async () => delivery.isDraftOf!((await box()) ?? '', prompt), 'to show the text in its input box');
      await waitUntil(passed(submit.afterMs), { what: 'its time before Enter' });
      await terminal.press(submit.key);
      await wait(async () => delivery.promptsIn(lookAt(delivery.record!(live))?.text ?? '').some((one) => one.text.trimEnd() === prompt.trimEnd()), 'to have the prompt in its record');
    },
    async becomes(status) {
      await wait(async () => (await verdict()).reading.status === status, `to be ${status}`);
    },
    async asks(kind) {
      return wait(async () => {
        const { reading } = await verdict();
        return reading.status === 'waiting' && reading.for.kind === kind ? reading.for : undefined;
      }, `to ask (${kind})`);
    },
    turns: () => adapter.history!.turns(records()),
    lastSignAt: () => adapter.history!.lastSignAt?.(records()),
    verdict,
    async kill() {
      await running().terminal.kill();
      now = undefined;
    },
    async close() {
      await now?.terminal.close();
      now = undefined;
    },
  };
}

async function verdictIn(adapter: Adapter, { terminal, live }: { terminal: AgentTerminal; live: LiveAgent }): Promise<Verdict> {
  const files = Object.entries(adapter.looksAt(live)).flatMap(([name, look]) => {
    const file = lookAt(look);
    return file === undefined ? [] : [[name, file] as const];
  });
  const screen = (await terminal.screen()).split('\n');
  return verdictOf(adapter.evidence({ title: await terminal.title(), files: Object.fromEntries(files), screen }), Date.now());
}

function passed(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() >= end;
}
