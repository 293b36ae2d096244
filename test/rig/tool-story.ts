import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeModel, type FakeModel } from './fake-model.ts';
import { eventsOf } from './kept-team.ts';
import { testTeam, type TestTeam } from './team.ts';
import type { Teller } from './team-story.ts';
import { waitUntil } from './wait-until.ts';

/** A tool that is offered the tools of `coders mcp`. */
export interface ToolTeller extends Teller {
  /** What it calls the tool `context` is this and `context`. */
  readonly prefix: string;
  /** Arguments of the person's own. */
  readonly args?: readonly string[];
}

/** Registers the story's test: a member asks who it is, is handed a mission, and completes it, all over MCP. */
export function tellToolStory(teller: ToolTeller): void {
  const { name, installed, patience } = teller;
  const missing = 'missing' in installed ? installed.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED: no tool was called by the real ${name}. ${missing}`);
  const title = missing === undefined ? `the tools of coders in the real ${name}` : `the tools of coders in the real ${name} (SKIPPED: ${missing})`;

  describe.skipIf(missing !== undefined)(title, { timeout: 4 * patience }, () => {
    let model: FakeModel;
    let team: TestTeam;
    let person: Awaited<ReturnType<Teller['person']>>;

    beforeAll(async () => {
      model = await fakeModel();
      team = await testTeam({ env: { CODERS_SUPERVISOR: 'on' } });
      person = await teller.person(model.url, team);
      Object.assign(team.environment, person.environment);
      await team.write(manifestFor(teller));
    });
    afterAll(async () => {
      await team.end(); // its agents talk to the model
      await model.close();
      expect(model.failures).toEqual([]);
    });

    it('are called without a dialog: it learns who it is, and completes its mission, which the runner checks', async () => {
      const before = await person.settings();
      await team.succeed('apply', '--timeout', `${patience / 1000}s`);
      expect(await answered('You are member/store/cart')).toContain('an engineer of the project store in team shop');
      expect(await answered('Mission store/think is said to be done.')).toContain('The runner checks it: ls.');
      await seen(async () => (await eventsOf(team, 'mission')).find(({ state }) => state === 'done'), 'the mission to be done');
      expect((await eventsOf(team, 'health')).some(({ status }) => status === 'waiting')).toBe(false);
      expect(await person.settings()).toEqual(before);
    });

    /** Waits for what a tool answers the model. */
    function answered(words: string): Promise<string> {
      return seen(() => model.asked.flatMap(({ turns }) => turns).find(({ from, text }) => from === 'tool' && text.includes(words))?.text, `a tool to answer "${words}"`);
    }

    function seen<Found>(look: () => Found | undefined | Promise<Found | undefined>, what: string): Promise<Found> {
      return waitUntil(look, { what, timeout: patience }).catch(async (error: Error) => {
        const screen = await team.tmux('capture-pane', '-p', '-t', (await team.pane('store/cart')).id);
        throw new Error(`${error.message}\n${JSON.stringify(model.asked.at(-1)?.tools)}\n${await team.succeed('events')}\n${screen}`);
      });
    }
  });
}

function manifestFor({ tool, installed, permissionMode, prefix, args = [] }: ToolTeller): string {
  const program = 'program' in installed ? installed.program : '';
  const brief = (words: string, called: string, input: object) => JSON.stringify(`${words}\nFAKE:tool ${prefix}${called} ${JSON.stringify(input)}`);
  return `
tools: {${tool}: {binary: ${JSON.stringify(program)}, permission_mode: ${permissionMode}, args: ${JSON.stringify(args)}}}
projects:
  store:
    repo: repo
    engineers: {cart: {tool: ${tool}, model: haiku, brief: ${brief('Who are you?', 'context', {})}}}
    missions:
      think: {to: cart, brief: ${brief('Think of the cart.', 'mission', { action: 'complete' })}, accept: {run: ls}}
`;
}
