import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchRequest } from '../../src/agents/adapter.ts';
import { gemini } from '../../src/agents/gemini/adapter.ts';
import { lookAt } from '../../src/host/files.ts';
import { geminiUsage } from '../../src/fake-model/gemini.ts';
import { fakeModel, type FakeModel } from '../rig/fake-model.ts';
import { geminiInstall } from '../rig/gemini-install.ts';
import { geminiPerson, type GeminiPerson } from '../rig/gemini-person.ts';
import { gitRepository } from '../rig/git-repository.ts';
import { realAgent, type RealAgent } from '../rig/real-agent.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await geminiInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: nothing here was tried with the real Gemini CLI. ${missing}`);
const program = 'program' in installed ? installed.program : '';
const title = missing === undefined ? 'the real Gemini CLI' : `the real Gemini CLI (SKIPPED: ${missing})`;

describe.skipIf(missing !== undefined)(title, () => {
  let model: FakeModel;
  let person: GeminiPerson;
  let worktree: string;
  let agent: RealAgent;

  beforeAll(async () => {
    const repository = await gitRepository();
    worktree = join(await temporaryDirectory('worktree-'), 'cart');
    await repository.git(['worktree', 'add', '--quiet', '-b', 'auto/cart', worktree]);
    model = await fakeModel();
    person = await geminiPerson({ model: model.url, trusts: [worktree] });
    agent = seat(person);
  });
  afterEach(() => agent.close());
  afterAll(async () => {
    await model.close();
    expect(model.failures).toEqual([]);
  });

  it('is told its brief, works, rests, and goes on after a kill -9 without being told again', async () => {
    const conversation = randomUUID();
    const before = await person.settings();
    await agent.start({ conversation, settings: settings(story), start: { mode: 'new' } });
    const first = await model.waitFor('Build the cart');
    expect(first.prompt).toBe(story);
    expect(first.model).toContain('flash');
    await agent.becomes('working');
    model.release('start');
    await agent.becomes('idle');
    expect(await readFile(join(worktree, 'cart.txt'), 'utf8')).toBe('one apple\n');
    expect(lookAt(gemini.conversationLook!(conversation, person.environment))).toBeDefined();
    expect(lookAt(gemini.conversationLook!(randomUUID(), person.environment))).toBeUndefined();

    await agent.kill();
    const asked = model.asked.length;
    await agent.start({ conversation, settings: settings(story), start: { mode: 'resume' } });
    await agent.becomes('idle');
    expect(model.asked.length).toBe(asked);

    await agent.kill();
    await agent.start({ conversation, settings: settings(story), start: { mode: 'resume', brief: '- Go on with the pears.\nFAKE:say Pears.' } });
    const next = await model.waitFor('Go on with the pears.', asked);
    expect(next.turns.filter(({ from }) => from === 'user').map(({ text }) => text)).toEqual([story, next.prompt]);
    expect(next.turns.some(({ from, text }) => from === 'model' && text.includes('The cart stands.'))).toBe(true);
    await agent.becomes('idle');
    expect(await person.settings()).toEqual(before);
    expect(agent.turns()).toMatchObject([
      { prompt: story, reply: 'The cart stands.', endedAt: expect.any(Number), usage: [{ model: first.model, tokens: used(2) }] },
      { prompt: next.prompt, reply: 'Pears.', endedAt: expect.any(Number), usage: [{ model: first.model, tokens: used(1) }] },
    ]);
  });

  it('can be resumed after a kill -9 in the middle of a turn, and is not taken to go on with that turn', async () => {
    const conversation = randomUUID();
    await agent.start({ conversation, settings: settings('Weigh the plums.\nFAKE:bash echo 3 > plums.txt\nFAKE:hold never'), start: { mode: 'new' } });
    await waitUntil(() => existsSync(join(worktree, 'plums.txt')), { what: 'the first tool call', timeout: 30_000 });
    await agent.becomes('working');
    await agent.kill();

    const asked = model.asked.length;
    await agent.start({ conversation, settings: settings(''), start: { mode: 'resume' } });
    await agent.becomes('idle');
    await agent.give('And the figs?\nFAKE:say Two.');
    const next = await model.waitFor('And the figs?', asked);
    expect(next.turns.filter(({ text }) => text.includes('Weigh the plums.')).length).toBe(1);
    await agent.becomes('idle');
  });

  it('says which command it waits to run, and runs it only after an answer', async () => {
    await agent.start({ conversation: randomUUID(), settings: { ...settings('Look around.\nFAKE:bash touch asked.txt'), permissionMode: 'default' }, start: { mode: 'new' } });
    expect(await agent.asks('permission')).toEqual({ kind: 'permission', text: 'touch asked.txt' });
    expect(gemini.delivery!.draft(await agent.terminal.styledScreen())).toBeUndefined();
    expect(existsSync(join(worktree, 'asked.txt'))).toBe(false);
    await answer('yes');
    await agent.becomes('idle');
    expect(existsSync(join(worktree, 'asked.txt'))).toBe(true);
  });

  it('says which file it waits to write, and leaves it where the answer is no', async () => {
    await agent.start({ conversation: randomUUID(), settings: { ...settings('Write.\nFAKE:write refused.txt|no'), permissionMode: 'default' }, start: { mode: 'new' } });
    expect(await agent.asks('permission')).toEqual({ kind: 'permission', text: 'WriteFile: Writing to refused.txt' });
    await answer('no');
    await agent.becomes('idle');
    expect(existsSync(join(worktree, 'refused.txt'))).toBe(false);
  });

  it('says what it asks, and takes one of its own answers', async () => {
    const questions = [{ question: 'Which fruit?', header: 'Fruit', type: 'choice', options: [{ label: 'Apple', description: 'red' }, { label: 'Pear', description: 'green' }] }];
    await agent.start({ conversation: randomUUID(), settings: settings(`Ask.\nFAKE:tool ask_user ${JSON.stringify({ questions })}\nFAKE:say Thanks.`), start: { mode: 'new' } });
    expect(await agent.asks('question')).toEqual({ kind: 'question', text: 'Which fruit? (Apple / Pear)' });
    const asked = model.asked.length;
    await answer('Pear');
    await agent.becomes('idle');
    expect((await model.waitFor('Ask.', asked)).turns.findLast(({ from }) => from === 'tool')?.text).toContain('Pear');
  });

  it('asks for trust where the person has not given it', async () => {
    const { path } = await gitRepository();
    await agent.start({ conversation: randomUUID(), settings: { ...settings(''), directory: path }, start: { mode: 'new' } });
    expect((await agent.asks('trust')).text).toContain('Trust folder');
    expect(gemini.delivery!.draft(await agent.terminal.styledScreen())).toBeUndefined();
  });

  it('asks to log in where the person has not', async () => {
    const stranger = await geminiPerson({ model: model.url, trusts: [worktree], isLoggedIn: false });
    agent = seat(stranger);
    await agent.start({ conversation: randomUUID(), settings: settings(''), start: { mode: 'new' } });
    await agent.asks('login');
    await agent.close();
    agent = seat(person);
  });

  it.each([['until the time of day that it was told', 3 * 3_600_000], ['without an end where it was told none', undefined]])('is at its usage limit %s', async (_, ms) => {
    const until = ms === undefined ? undefined : Math.round((Date.now() + ms) / 60_000) * 60_000;
    await agent.start({ conversation: randomUUID(), settings: settings(`Count.\nFAKE:limit${until === undefined ? '' : ` ${new Date(until).toISOString()}`}`), start: { mode: 'new' } });
    await agent.becomes('limited');
    const { reading } = await agent.verdict();
    const end = reading.status === 'limited' ? reading.until : undefined;
    expect(until === undefined ? end : Math.abs(end! - until) <= 60_000).toBe(until === undefined ? undefined : true);
  });

  it.each(texts())('is given %j as text, once it is idle', async (text) => {
    await agent.start({ conversation: randomUUID(), settings: settings(''), start: { mode: 'new' } });
    await agent.becomes('idle');
    const asked = model.asked.length;
    await agent.give(text);
    expect((await model.waitFor('', asked)).prompt).toBe(gemini.delivery!.asPrompt(text).trim());
    expect(existsSync(join(worktree, 'shell.txt'))).toBe(false);
    await agent.becomes('idle');
  });

  it('takes a message as long as a page at once, and one while it works', async () => {
    await agent.start({ conversation: randomUUID(), settings: settings(''), start: { mode: 'new' } });
    await agent.becomes('idle');
    const text = 'Ein Apfel, 一個蘋果, 🍏 une pomme.\n'.repeat(300);
    await agent.give(`${text}FAKE:hold page`);
    expect((await model.waitFor('Ein Apfel')).prompt).toBe(`${text}FAKE:hold page`);
    await agent.becomes('working');
    expect(gemini.delivery!.draft(await agent.terminal.styledScreen())).toBe('');
    model.release('page');
    await agent.becomes('idle');
  });

  it('shows a draft, and stops for its interrupt key', async () => {
    await agent.start({ conversation: randomUUID(), settings: settings('Wait.\nFAKE:hold forever'), start: { mode: 'new' } });
    await model.waitFor('Wait.');
    await agent.becomes('working');
    await agent.terminal.press(gemini.delivery!.interrupt);
    await agent.becomes('idle');
    await agent.terminal.paste('half a\n\nthought');
    await waitUntil(async () => gemini.delivery!.draft(await agent.terminal.styledScreen()) === 'half a\n\nthought', { what: 'the draft' });
    await agent.terminal.press('C-c');
    await waitUntil(async () => gemini.delivery!.draft(await agent.terminal.styledScreen()) === '', { what: 'an empty box' });
    await agent.terminal.press('!');
    await waitUntil(async () => gemini.delivery!.draft(await agent.terminal.styledScreen()) === '!', { what: 'the shell line' });
  });

  it('never takes itself for the child of another session', async () => {
    await agent.start({ conversation: randomUUID(), settings: settings('Look.\nFAKE:bash env > seen.txt'), start: { mode: 'new' } });
    await waitUntil(() => existsSync(join(worktree, 'seen.txt')), { what: 'the agent to look', timeout: 30_000 });
    await agent.becomes('idle');
    const seen = [...(await readFile(join(worktree, 'seen.txt'), 'utf8')).matchAll(/^(\w*GEMINI\w*)=/gm)].map(([, name]) => name!);
    const { unset, env } = gemini.launch({ conversation: randomUUID(), settings: settings(''), start: { mode: 'new' }, packageDirectory: '/nowhere' });
    expect(seen).toContain('GEMINI_CLI');
    expect(seen.filter((name) => !unset.includes(name) && !(name in env) && !(name in person.environment))).toEqual([]);
  });

  /** By what the model itself says that a request costs. */
  function used(requests: number): object {
    const { promptTokenCount: input, candidatesTokenCount: output } = geminiUsage;
    return { input: requests * input, output: requests * output, cacheRead: 0, cacheWrite: 0 };
  }

  function seat({ environment }: GeminiPerson): RealAgent {
    return realAgent({ adapter: gemini, environment, packageDirectory: '/nowhere', patience: 30_000 });
  }

  function settings(brief: string): LaunchRequest['settings'] {
    return { tool: 'gemini', model: 'sonnet', role: 'coder', brief, directory: worktree, binary: program, args: [], permissionMode: 'yolo', env: {} };
  }

  /** As a person answers through the runner: by the keys that the adapter knows for the dialog on the screen. */
  async function answer(said: string): Promise<void> {
    const dialog = gemini.dialog!((await agent.terminal.screen()).split('\n'));
    const keys = dialog?.keysFor(said === 'yes' || said === 'no' ? { say: said } : { say: 'text', text: said }) ?? [];
    for (const key of keys) await agent.terminal.press('press' in key ? key.press : key.type);
    expect(keys.length).toBeGreaterThan(0);
  }
});

function texts(): readonly string[] {
  return ['/help', '/tmp/foo is a path', '!touch shell.txt', 'see @car', 'look at @cart.txt, or ann@example.com', '?', 'ends with \\', '  indented\n\ttab, ünïcode 🍏 and\n\n/slash\n!bang  '];
}

const story = `You are "cart" — an engineer: $HOME, \`id\`, 'quotes', 100% ünïcode 🍏 and a \\ backslash.

  Build the cart.\t(A tab.)
FAKE:hold start
FAKE:write cart.txt|one apple\\n
FAKE:say The cart stands.

--flag-like line
The end.`;
