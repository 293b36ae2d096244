import { afterAll, afterEach, beforeAll, it } from 'vitest';
import type { Adapter } from '../../src/agents/adapter.ts';
import type { MemberSettings } from '../../src/state/desired.ts';
import { timeUuid } from '../../src/util/time-uuid.ts';
import type { AgentTerminal, TerminalSize } from './agent-terminal.ts';
import { fakeModel, type FakeModel } from './fake-model.ts';
import { gitRepository } from './git-repository.ts';
import { realAgent, type RealAgent } from './real-agent.ts';
import { recordScreen } from './recorded-screens.ts';
import { waitUntil } from './wait-until.ts';

/** One thing that a tool shows: how it is brought about, and what tells that it is there. */
export interface Scene {
  readonly name: string;
  readonly brief?: string;
  readonly settings?: Partial<MemberSettings>;
  /** Whether the person is one whom the tool does not know yet. */
  readonly isStranger?: boolean;
  /** Changes of the person's environment; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Of the terminal; 120 by 40 unless said. */
  readonly size?: TerminalSize;
  /** What it shows when it is time to act: by default, that the tool can be typed to, or works. */
  readonly once?: RegExp;
  readonly act?: (terminal: AgentTerminal) => Promise<void>;
  /** Of the title and the screen below it. */
  readonly shows: RegExp;
}

export interface Recording {
  readonly adapter: Adapter;
  /** Tool and version: the folder's name. */
  readonly folder: string;
  readonly program: string;
  readonly patience: number;
  readonly packageDirectory: string;
  /** The title and the screen of a tool that can be typed to, or that works. */
  readonly ready: RegExp;
  readonly permissionMode: string;
  person(situation: { readonly model: string; readonly directory: string; readonly isStranger: boolean }): Promise<{ readonly environment: Readonly<Record<string, string>> }>;
}

/** Registers one test for each scene, which keeps the screen. */
export function recordScenes(recording: Recording, scenes: readonly Scene[]): void {
  let model: FakeModel;
  let agent: RealAgent | undefined;
  beforeAll(async () => {
    model = await fakeModel();
  });
  afterEach(() => agent?.close());
  afterAll(() => model.close());

  it.each(scenes)('$name', { timeout: 3 * recording.patience }, async ({ name, brief = '', settings, isStranger = false, environment, size, once = recording.ready, act, shows }) => {
    const { adapter, program, permissionMode, patience } = recording;
    const directory = (await gitRepository()).path;
    const person = await recording.person({ model: model.url, directory, isStranger });
    const whole = Object.fromEntries(Object.entries({ ...person.environment, ...environment }).filter((entry): entry is [string, string] => entry[1] !== undefined));
    agent = realAgent({ adapter, environment: whole, packageDirectory: recording.packageDirectory, patience, ...(size === undefined ? {} : { size }) });
    const own = { tool: adapter.tool, model: 'sonnet', role: 'coder', brief, directory, binary: program, args: [], permissionMode, env: {} };
    await agent.start({ settings: { ...own, ...settings }, conversation: timeUuid(Date.now()), start: { mode: 'new' } });
    const { terminal } = agent;
    if (act !== undefined) {
      await shown(terminal, once, patience);
      await act(terminal);
    }
    await shown(terminal, shows, patience);
    await recordScreen(recording.folder, name, { title: await terminal.title(), styled: await terminal.styledScreen() });
  });
}

async function shown(terminal: AgentTerminal, pattern: RegExp, timeout: number): Promise<void> {
  const now = async () => `${await terminal.title()}\n${await terminal.screen()}`;
  await waitUntil(async () => pattern.test(await now()), { what: String(pattern), timeout }).catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await now()}`);
  });
}

/** Puts a text into the input box. */
export function typed(text: string): (terminal: AgentTerminal) => Promise<void> {
  return (terminal) => terminal.paste(text);
}

/** Puts a line into the input box and sends it once it stands there. */
export function entered(text: string): (terminal: AgentTerminal) => Promise<void> {
  return async (terminal) => {
    await terminal.paste(text);
    await waitUntil(async () => (await terminal.screen()).includes(text.split('\n')[0]!), { what: 'the text in the box', timeout: 30_000 });
    const soon = performance.now() + 400;
    await waitUntil(() => performance.now() > soon, { what: 'the time before Enter' });
    await terminal.press('Enter');
  };
}
