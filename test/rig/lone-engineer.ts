import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { readDocument } from '../e2e/cli/documents.ts';
import { fakeModel, type FakeModel } from './fake-model.ts';
import { testTeam, type TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

/** A team of one engineer, `cart`, who is a real program with a model on this machine. */
export interface LoneEngineer {
  readonly team: TestTeam;
  readonly model: FakeModel;
  /** A path in its worktree. */
  file(name: string): string;
  /** Writes the manifest, with these permission rules, and applies it. */
  apply(rules: string, settings?: { readonly permissionMode?: string; readonly brief?: string }): Promise<void>;
  becomes(status: string): Promise<void>;
  /** Every open question. */
  asked(): Promise<readonly OpenQuestion[]>;
  /** The first question, once all of it is there: its words, and the number of the hook that waits with it. Of Gemini CLI none does. */
  question(): Promise<OpenQuestion>;
  /** Once it rests, what its last tool call's result was, by the model's last request. */
  result(): Promise<string>;
  press(...keys: readonly string[]): Promise<void>;
  screen(): Promise<string>;
}

export interface OpenQuestion {
  readonly id: string;
  readonly kind: string;
  readonly text?: string;
}

export interface LoneEngineerSettings {
  readonly tool: string;
  /** Empty where the tool is not installed. */
  readonly program: string;
  readonly permissionMode: string;
  /** How long anything may take, in milliseconds. */
  readonly patience: number;
  person(model: string, team: TestTeam): Promise<{ readonly environment: Readonly<Record<string, string>> }>;
}

/** Registers its own beginning and end with the test file's. */
export function loneEngineer({ tool, program, permissionMode: usualMode, patience, person }: LoneEngineerSettings): LoneEngineer {
  const rig: { team?: TestTeam; model?: FakeModel } = {};
  beforeAll(async () => {
    if (program === '') return;
    rig.model = await fakeModel();
    rig.team = await testTeam();
    Object.assign(rig.team.environment, (await person(rig.model.url, rig.team)).environment);
  });
  afterAll(async () => {
    await rig.team?.end(); // its agent talks to the model
    await rig.model?.close();
    expect(rig.model?.failures ?? []).toEqual([]);
  });
  const status = async () => JSON.stringify(JSON.parse(await rig.team!.succeed('status', '--json')).members);
  const pane = async () => (await rig.team!.pane('store/cart')).id;
  const screen = async () => rig.team!.tmux('capture-pane', '-p', '-t', await pane());
  const wait = <Found>(condition: () => Promise<Found>, what: string) => waitUntil(condition, { what, timeout: patience }).catch(async (error: Error) => {
    throw new Error(`${error.message} It is ${await status()}, and its screen reads:\n${await screen()}`);
  });
  const asked = async () => readDocument<{ questions: OpenQuestion[] }>('ask', await rig.team!.succeed('ask', '--json')).questions;
  const becomes = async (wanted: string) => void (await wait(async () => (await status()).includes(`"status":"${wanted}"`), `the engineer to be ${wanted}`));
  return {
    get team() { return rig.team!; },
    get model() { return rig.model!; },
    file: (name) => join(rig.team!.worktree('cart'), name),
    async apply(rules, { permissionMode = usualMode, brief = 'Begin.\nFAKE:say Ready.' } = {}) {
      await rig.team!.write(`
tools: {${tool}: {binary: ${JSON.stringify(program)}, permission_mode: ${permissionMode}}}
projects: {store: {repo: repo, engineers: {cart: {tool: ${tool}, brief: ${JSON.stringify(brief)}, permissions: ${rules}}}}}
`);
      await rig.team!.succeed('apply', '--timeout', `${patience / 1000}s`);
      await rig.model!.waitFor('Begin.');
      await becomes('idle');
    },
    becomes,
    asked,
    question: () => wait(async () => (await asked()).find(({ id, text }) => text !== undefined && (tool === 'gemini' || /^\d+$/.test(id))), 'a question'),
    async result() {
      await becomes('idle');
      return rig.model!.asked.at(-1)!.turns.findLast(({ from }) => from === 'tool')!.text;
    },
    async press(...keys) {
      await rig.team!.tmux('send-keys', '-t', await pane(), ...keys);
    },
    screen,
  };
}
