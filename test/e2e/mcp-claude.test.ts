import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claudeInstall } from '../rig/claude-install.ts';
import { claudePerson, type ClaudePerson } from '../rig/claude-person.ts';
import { fakeModel, type FakeModel } from '../rig/fake-model.ts';
import { eventsOf } from '../rig/kept-team.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: no tool was called by the real Claude Code. ${missing}`);

describe.skipIf(missing !== undefined)(missing === undefined ? 'the real Claude Code' : `the real Claude Code (SKIPPED: ${missing})`, () => {
  let model: FakeModel;
  let person: ClaudePerson;
  let team: TestTeam;

  beforeAll(async () => {
    model = await fakeModel();
    team = await testTeam({ env: { CODERS_SUPERVISOR: 'on' } });
    person = await claudePerson({ model: model.url, trusts: [team.repository.path] });
    Object.assign(team.environment, person.environment);
    const program = 'program' in installed ? installed.program : '';
    const order = (tool: string, input: object) => `FAKE:tool mcp__coders__${tool} ${JSON.stringify(input)}`;
    await team.write(`
tools: {claude: {binary: ${JSON.stringify(program)}, permission_mode: manual, args: [--settings, '{"permissions":{"allow":["Bash(ls)"]}}']}}
projects:
  store:
    repo: repo
    engineers: {cart: {tool: claude, model: haiku, brief: ${JSON.stringify(`Who are you?\n${order('context', {})}`)}}}
    missions:
      think: {to: cart, brief: ${JSON.stringify(`Think of the cart.\n${order('mission', { action: 'complete' })}`)}, accept: {run: ls}}
`);
  });
  afterAll(async () => {
    await team.end(); // its agents talk to the model
    await model.close();
    expect(model.failures).toEqual([]);
  });

  it('is offered the tools without a dialog, learns who it is, and completes its mission, which the runner checks', async () => {
    const before = await person.settings();
    await team.succeed('apply', '--timeout', '60s');
    const told = await waitUntil(() => toolResult('You are member/store/cart'), { what: 'the answer of context', timeout: 60_000 });
    expect(told).toContain('an engineer of the project store in team shop');

    const isDone = async () => (await eventsOf(team, 'mission')).some(({ state }) => state === 'done') || undefined;
    await waitUntil(isDone, { what: 'the mission to be done', timeout: 60_000 }).catch(async (error: Error) => {
      throw new Error(`${error.message}\n${await team.succeed('events')}\n${await team.tmux('capture-pane', '-p', '-t', (await team.pane('store/cart')).id)}`);
    });
    expect(await toolResult('Mission store/think is said to be done. The runner checks it: ls.')).toBeDefined();
    expect((await eventsOf(team, 'health')).some(({ status }) => status === 'waiting')).toBe(false);
    expect(await person.settings()).toEqual(before);
  });

  /** What a tool answered the model, where it contains some words. */
  function toolResult(words: string): Promise<string | undefined> {
    return Promise.resolve(model.asked.flatMap(({ turns }) => turns).find(({ from, text }) => from === 'tool' && text.includes(words))?.text);
  }
});
