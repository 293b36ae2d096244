import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { LaunchRequest } from '../../src/agents/adapter.ts';
import { opencode } from '../../src/agents/opencode/adapter.ts';
import { lookAt } from '../../src/host/files.ts';
import { timeUuid } from '../../src/util/time-uuid.ts';
import { chatUsage } from '../../src/fake-model/openai-chat.ts';
import { fakeModel, type Asked, type FakeModel } from '../rig/fake-model.ts';
import { gitRepository } from '../rig/git-repository.ts';
import { opencodeInstall } from '../rig/opencode-install.ts';
import { opencodePerson, type OpencodePerson } from '../rig/opencode-person.ts';
import { realAgent, type RealAgent } from '../rig/real-agent.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await opencodeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: nothing here was tried with the real OpenCode. ${missing}`);
const program = 'program' in installed ? installed.program : '';
const title = missing === undefined ? 'the real OpenCode' : `the real OpenCode (SKIPPED: ${missing})`;

/** It takes ten seconds to start where nothing else runs, and half a minute where much does. */
const patience = 90_000;

describe.skipIf(missing !== undefined)(title, { timeout: 4 * patience }, () => {
  let model: FakeModel;
  let person: OpencodePerson;
  let worktree: string;
  let agent: RealAgent;

  beforeAll(async () => {
    const repository = await gitRepository();
    worktree = join(await temporaryDirectory('worktree-'), 'cart');
    await repository.git(['worktree', 'add', '--quiet', '-b', 'auto/cart', worktree]);
    model = await fakeModel();
    person = await opencodePerson({ model: model.url });
    // As wide as coders makes its windows: other things stand beside the conversation then.
    agent = realAgent({ adapter: opencode, environment: person.environment, packageDirectory: join(inject('codersPackage'), 'dist'), patience, size: { columns: 200, rows: 50 } });
  });
  afterEach(() => agent.close());
  afterAll(async () => {
    await model.close();
    expect(model.failures).toEqual([]);
  });

  it('is told its brief byte for byte, works, rests, and goes on after a kill -9 without being told again', async () => {
    const conversation = timeUuid(Date.now());
    const before = await person.settings();
    await agent.start({ conversation, settings: settings(story), start: { mode: 'new' } });
    const first = await told('Build the cart');
    expect(first.prompt).toBe(story);
    await agent.becomes('working');
    model.release('start');
    await agent.becomes('idle');
    expect(await readFile(join(worktree, 'cart.txt'), 'utf8')).toBe('one apple\n');
    expect(lookAt(opencode.conversationLook!(conversation, person.environment))).toBeDefined();
    expect(lookAt(opencode.conversationLook!(timeUuid(Date.now()), person.environment))).toBeUndefined();

    await agent.kill();
    const asked = model.asked.length;
    await agent.start({ conversation, settings: settings(story), start: { mode: 'resume' } });
    await agent.becomes('idle');
    expect(model.asked.length).toBe(asked);

    await agent.kill();
    await agent.start({ conversation, settings: settings(story), start: { mode: 'resume', brief: 'Go on with the pears.\nFAKE:bash env > seen.txt\nFAKE:say Pears.' } });
    const next = await told('Go on with the pears.', asked);
    expect(next.turns.filter(({ from }) => from === 'user').map(({ text }) => text)).toEqual([story, next.prompt]);
    expect(next.turns.some(({ from, text }) => from === 'model' && text.includes('The cart stands.'))).toBe(true);
    await agent.becomes('idle');
    expect(await person.settings()).toEqual(before);
    await expectNoSignsOfNesting();
    expect(agent.turns()).toMatchObject([
      { prompt: story, reply: 'The cart stands.', endedAt: expect.any(Number), usage: [{ model: 'fake-1', tokens: used(2) }] },
      { prompt: next.prompt, reply: 'Pears.', endedAt: expect.any(Number), usage: [{ model: 'fake-1', tokens: used(2) }] },
    ]);
    expect(agent.lastSignAt()).toBeGreaterThanOrEqual(agent.turns().at(-1)!.endedAt! - 1000);
  });

  it('can be resumed after a kill -9 in the middle of a turn, and is not taken to go on with that turn', async () => {
    const conversation = timeUuid(Date.now());
    await agent.start({ conversation, settings: settings('Weigh the plums.\nFAKE:bash echo 3 > plums.txt\nFAKE:hold never'), start: { mode: 'new' } });
    await waitUntil(() => existsSync(join(worktree, 'plums.txt')), { what: 'the first tool call', timeout: patience });
    await agent.becomes('working');
    await agent.kill();

    const asked = model.asked.length;
    await agent.start({ conversation, settings: settings(''), start: { mode: 'resume' } });
    await agent.becomes('idle');
    await agent.give('And the figs?\nFAKE:say Two.');
    const next = await told('And the figs?', asked);
    expect(next.turns.filter(({ text }) => text.includes('Weigh the plums.')).length).toBe(1);
    await agent.becomes('idle');
  });

  it('says which command it waits to run, and runs it only after an answer; asks a question; takes what is given as text', async () => {
    const questions = [{ question: 'Which fruit?', header: 'Fruit', options: [{ label: 'Apple', description: 'red' }, { label: 'Pear', description: 'green' }] }];
    const brief = `Look around.\nFAKE:bash touch asked.txt\nFAKE:tool question ${JSON.stringify({ questions })}\nFAKE:say Thanks.`;
    await agent.start({ conversation: timeUuid(Date.now()), settings: { ...settings(brief), permissionMode: 'ask' }, start: { mode: 'new' } });
    expect(await agent.asks('permission')).toEqual({ kind: 'permission', text: 'touch asked.txt' });
    expect(opencode.delivery!.draft(await agent.terminal.styledScreen())).toBeUndefined();
    expect(existsSync(join(worktree, 'asked.txt'))).toBe(false);
    await agent.terminal.press('Enter');
    expect(await agent.asks('question')).toEqual({ kind: 'question', text: 'Which fruit? (Apple / Pear)' });
    expect(existsSync(join(worktree, 'asked.txt'))).toBe(true);
    const keys = opencode.dialog!((await agent.terminal.screen()).split('\n'))?.keysFor({ say: 'text', text: 'Pear' }) ?? [];
    for (const key of keys) await agent.terminal.press('press' in key ? key.press : key.type);
    await agent.becomes('idle');
    expect(model.asked.at(-1)?.turns.findLast(({ from }) => from === 'tool')?.text).toContain('Pear');

    for (const text of texts()) {
      const asked = model.asked.length;
      await agent.give(text);
      expect((await told('', asked)).prompt.trim()).toBe(opencode.delivery!.asPrompt(text).trim());
      await agent.becomes('idle');
    }
    expect(existsSync(join(worktree, 'shell.txt'))).toBe(false);
  });

  it('takes a message while it works, stops for its interrupt key, and shows a draft', async () => {
    await agent.start({ conversation: timeUuid(Date.now()), settings: settings('Wait.\nFAKE:hold forever'), start: { mode: 'new' } });
    await told('Wait.');
    await agent.becomes('working');
    await agent.give('And after that?');
    await agent.terminal.press(opencode.delivery!.interrupt);
    await waitUntil(async () => (await agent.terminal.screen()).includes('esc again to interrupt'), { what: 'the first key to be taken', timeout: patience });
    await agent.becomes('working');
    await agent.terminal.press(opencode.delivery!.interrupt);
    await agent.becomes('idle');
    const draft = async () => opencode.delivery!.draft(await agent.terminal.styledScreen());
    await agent.terminal.paste('half a thought');
    await waitUntil(async () => await draft() === 'half a thought', { what: 'the draft', timeout: patience });
    await agent.terminal.press('C-c');
    await waitUntil(async () => await draft() === '', { what: 'an empty box', timeout: patience });
    await agent.terminal.press('!');
    await waitUntil(async () => await draft() === '!', { what: 'the shell line', timeout: patience });
  });

  it('says that it works, and what stops it, while the model refuses', async () => {
    await agent.start({ conversation: timeUuid(Date.now()), settings: settings('Count.\nFAKE:status 429'), start: { mode: 'new' } });
    await waitUntil(async () => JSON.stringify((await agent.verdict()).reading).includes('The script refuses with 429'), { what: 'the refusal', timeout: patience });
    expect((await agent.verdict()).reading).toMatchObject({ status: 'working', doing: expect.stringContaining('retrying') });
  });

  it('talks to the server and the model that the manifest names', async () => {
    const { home, environment } = await opencodePerson({ model: 'http://127.0.0.1:9' });
    const other = realAgent({ adapter: opencode, environment, packageDirectory: join(inject('codersPackage'), 'dist'), patience });
    const asked = model.asked.length;
    await other.start({ conversation: timeUuid(Date.now()), settings: { ...settings('Hello.'), model: 'mine/fake-2', baseUrl: `${model.url}/v1` }, start: { mode: 'new' } });
    expect((await told('Hello.', asked)).model).toBe('fake-2');
    await other.close();
    expect(existsSync(home)).toBe(true);
  });

  /** The first prompt with the text that reaches the model, behind the first `after` ones. */
  async function told(text: string, after = 0): Promise<Asked> {
    return waitUntil(() => model.asked.slice(after).find(({ prompt }) => prompt.includes(text)), { what: `a prompt with ${JSON.stringify(text)}`, timeout: patience });
  }

  /** By what the model itself says that a request costs. */
  function used(requests: number): object {
    return { input: requests * chatUsage.prompt_tokens, output: requests * chatUsage.completion_tokens, cacheRead: 0, cacheWrite: 0 };
  }

  async function expectNoSignsOfNesting(): Promise<void> {
    const seen = [...(await readFile(join(worktree, 'seen.txt'), 'utf8')).matchAll(/^(\w*(?:OPENCODE|AGENT|CODERS)\w*)=/gm)].map(([, name]) => name!);
    const { unset, env } = opencode.launch({ conversation: timeUuid(0), settings: settings(''), start: { mode: 'new' }, packageDirectory: '/p' });
    expect(seen).toContain('OPENCODE');
    expect(seen).not.toContain('CODERS_BRIEF');
    expect(seen.filter((name) => !unset.includes(name) && !(name in env) && !(name in person.environment))).toEqual([]);
  }

  function settings(brief: string): LaunchRequest['settings'] {
    return { tool: 'opencode', model: 'sonnet', role: 'coder', brief, directory: worktree, binary: program, args: [], permissionMode: 'allow', env: {} };
  }
});

function texts(): readonly string[] {
  return ['/help', '/tmp/foo is a path', '!touch shell.txt', 'see @car', 'ends with \\', '  indented\n\ttab, ünïcode 🍏 and\n\n/slash\n!bang  ', 'Ein Apfel, 一個蘋果, une pomme.\n'.repeat(300)];
}

const story = `You are "cart" — an engineer: $HOME, \`id\`, 'quotes', 100% ünïcode 🍏 and a \\ backslash.

  Build the cart.\t(A tab.)
FAKE:hold start
FAKE:write cart.txt|one apple\\n
FAKE:say The cart stands.

--flag-like line
The end.`;
