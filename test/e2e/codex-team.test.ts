import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codexInstall } from '../rig/codex-install.ts';
import { codexPerson, type CodexPerson } from '../rig/codex-person.ts';
import { fakeModel, type FakeModel } from '../rig/fake-model.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await codexInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: no team of the real Codex was applied. ${missing}`);
const title = missing === undefined ? 'a team of the real Codex' : `a team of the real Codex (SKIPPED: ${missing})`;

describe.skipIf(missing !== undefined)(title, () => {
  let model: FakeModel;
  let person: CodexPerson;
  let team: TestTeam;
  let before: Awaited<ReturnType<CodexPerson['settings']>>;

  beforeAll(async () => {
    model = await fakeModel();
    team = await testTeam();
    person = await codexPerson({ model: 'http://127.0.0.1:9', trusts: [team.repository.path], usesModel: false });
    before = await person.settings();
    Object.assign(team.environment, person.environment);
    await writeTeam('sonnet');
  });
  afterAll(async () => {
    await team.end(); // its agents talk to the model
    await model.close();
    expect(model.failures).toEqual([]);
  });

  /** Two engineers side by side who write a file and commit it; the model server is the manifest's. */
  async function writeTeam(modelId: string): Promise<void> {
    const program = 'program' in installed ? installed.program : '';
    const engineers = ['cart', 'search'].map((name) => `
      ${name}:
        tool: codex
        model: ${modelId}
        brief: |
          Build the ${name}.
          FAKE:bash echo apple > ${name}.txt && git add ${name}.txt && git -c user.name=Ann -c user.email=ann@example.com commit -qm "Add the ${name}"
          FAKE:say The ${name} stands.`);
    await team.write(`
tools: {codex: {binary: ${JSON.stringify(program)}, permission_mode: bypass, base_url: ${JSON.stringify(`${model.url}/v1`)}}}
projects:
  store:
    repo: repo
    engineers:${engineers.join('')}
`);
  }

  it('is applied, told its briefs once, works in its own worktrees, and is left alone by the next apply', async () => {
    expect(await team.succeed('apply', '--timeout', '60s')).toContain('Converged');
    for (const name of ['cart', 'search']) {
      expect((await model.waitFor(`Build the ${name}.`)).prompt).toContain('an engineer on "store"');
      await waitUntil(async () => (await team.repository.git(['log', '--format=%s', `shop/${name}`])).includes(`Add the ${name}`), { what: 'the commit' });
      expect(await readFile(join(team.worktree(name), `${name}.txt`), 'utf8')).toBe('apple\n');
    }
    await rest();
    const { pid } = await team.pane('store/cart');
    expect(await team.succeed('apply')).toBe('');
    expect((await team.pane('store/cart')).pid).toBe(pid);
    expect(await person.settings()).toEqual(before);
  });

  it('goes on with each its own conversation after a kill -9, without being told again, and after a change of model', async () => {
    const { tag, pid } = await team.pane('store/cart');
    const asked = model.asked.length;
    process.kill(pid, 'SIGKILL');
    await waitUntil(async () => (await team.pane('store/cart')).dead, { what: 'the agent to be dead' });
    expect(await team.succeed('plan')).toContain('its conversation resumed');
    await team.succeed('apply', '--timeout', '60s');
    expect((await team.pane('store/cart')).tag).toMatchObject({ conversation: tag!.conversation, epoch: tag!.epoch + 1 });
    await rest();

    await writeTeam('fake-2');
    expect(await team.succeed('plan')).toContain('model: sonnet → fake-2');
    await team.succeed('apply', '--timeout', '60s');
    expect((await team.pane('store/cart')).tag!.conversation).toBe(tag!.conversation);
    await rest();
    expect(model.asked.length).toBe(asked);
  });

  it('takes a message into the conversation that it had before, and proves it', async () => {
    const began = model.asked.find(({ prompt }) => prompt.includes('Build the cart.'))!;
    const asked = model.asked.length;
    expect(await team.succeed('send', 'store/cart', '!And the pears?\nFAKE:say Two.')).toContain('acknowledged');
    const next = await model.waitFor('And the pears?', asked);
    expect(next.prompt).toBe('!And the pears?\nFAKE:say Two.');
    expect(next.model).toBe('fake-2');
    expect(next.headers['thread-id']).toBe(began.headers['thread-id']);
    expect(next.turns.filter(({ text }) => text.includes('Build the cart.')).length).toBe(1);
  });

  it('takes a message while it works, which arrives once with the end of the turn', async () => {
    await team.succeed('send', 'store/cart', 'Count the figs.\nFAKE:hold door');
    const asked = model.asked.length;
    const sent = team.succeed('send', 'store/cart', 'Now the dates.', '--when', 'next-turn');
    const { id } = await team.pane('store/cart');
    await waitUntil(async () => (await team.tmux('capture-pane', '-p', '-t', id)).includes('Messages to be submitted'), { what: 'the message to be queued' });
    model.release('door');
    expect(await sent).toContain('acknowledged');
    const next = await model.waitFor('Now the dates.', asked);
    expect(next.turns.filter(({ text }) => text === 'Now the dates.').length).toBe(1);
  });

  it('is told apart by what each used, just as the model counted, and by what was said', async () => {
    const said = async () => (JSON.parse(await team.succeed('logs', 'store/cart', '--turns', '--json')) as { turns: { endedAt?: number }[] }).turns;
    await waitUntil(async () => (await said()).at(-1)?.endedAt !== undefined, { what: 'the end of the last turn' });
    const thread = model.asked.find(({ prompt }) => prompt.includes('Build the cart.'))!.headers['thread-id'];
    // Codex gives an answer up, and its account with it, where a message comes that waited for it.
    const answers = model.asked.filter(({ headers, prompt }) => headers['thread-id'] === thread && !prompt.includes('Count the figs.')).length;
    const { members } = JSON.parse(await team.succeed('status', '--json')) as { members: { address: string; usage: object; context: object }[] };
    expect(members.find(({ address }) => address.endsWith('/cart'))).toMatchObject({
      usage: { turns: 4, tokens: { input: 5 * answers, cacheRead: 2 * answers, cacheWrite: 0, output: 5 * answers } },
      context: { used: 12, left: expect.any(Number) },
    });
    expect(await said()).toMatchObject([
      { prompt: expect.stringContaining('Build the cart.'), reply: 'The cart stands.', usage: [{ model: 'fake-1', tokens: { input: 10, output: 10 } }] },
      { prompt: '!And the pears?\nFAKE:say Two.', reply: 'Two.', usage: [{ model: 'fake-2', tokens: { input: 5, output: 5 } }] },
      { prompt: 'Count the figs.\nFAKE:hold door' },
      { prompt: 'Now the dates.' },
    ]);
  });

  it('leaves nothing running when it is taken down, and the person\'s own files as they were', async () => {
    await team.succeed('down', '--yes');
    expect(await team.processes()).toEqual([]);
    expect(await person.settings()).toEqual(before);
  });

  async function rest(): Promise<void> {
    await waitUntil(async () => (await statuses()).every((status) => status === 'idle'), { what: 'the agents to rest' });
  }

  async function statuses(): Promise<string[]> {
    const { members } = JSON.parse(await team.succeed('status', '--json')) as { members: { status: string }[] };
    return members.map(({ status }) => status);
  }
});
