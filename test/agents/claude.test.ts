import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchRequest } from '../../src/agents/adapter.ts';
import { claude } from '../../src/agents/claude/adapter.ts';
import { existsMatching } from '../../src/host/files.ts';
import type { Status } from '../../src/state/evidence.ts';
import { agentTerminal, type AgentTerminal } from '../rig/agent-terminal.ts';
import { claudeInstall } from '../rig/claude-install.ts';
import { claudePerson, type ClaudePerson } from '../rig/claude-person.ts';
import { fakeModel, type FakeModel } from '../rig/fake-model.ts';
import { gitRepository } from '../rig/git-repository.ts';
import { statusBy } from '../rig/status-by.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: nothing here was tried with the real Claude Code. ${missing}`);
const program = 'program' in installed ? installed.program : '';

const title = missing === undefined ? 'the real Claude Code' : `the real Claude Code (SKIPPED: ${missing})`;

describe.skipIf(missing !== undefined)(title, () => {
  let model: FakeModel;
  let person: ClaudePerson;
  let worktree: string;
  let agent: AgentTerminal | undefined;

  beforeAll(async () => {
    const repository = await gitRepository();
    worktree = join(await temporaryDirectory('worktree-'), 'cart');
    await repository.git(['worktree', 'add', '--quiet', '-b', 'auto/cart', worktree]);
    model = await fakeModel();
    person = await claudePerson({ model: model.url, trusts: [repository.path] });
  });
  afterEach(async () => {
    await agent?.close();
    agent = undefined;
  });
  afterAll(async () => {
    await model.close();
    expect(model.failures).toEqual([]);
  });

  it('is told its brief byte for byte, works, rests, and goes on after a kill -9 without being told again', async () => {
    const conversation = randomUUID();
    const before = await person.settings();
    await start({ conversation, settings: settings(story), start: { mode: 'new' } });

    const first = await model.waitFor('Build the cart');
    expect(first.prompt).toBe(story);
    expect(first.headers['x-claude-code-session-id']).toBe(conversation);
    await becomes('working');
    model.release('start');
    await becomes('idle');
    expect(await readFile(join(worktree, 'cart.txt'), 'utf8')).toBe('one apple\n');
    expect(existsMatching(claude.conversationFile!(conversation, person.environment))).toBe(true);
    expect(existsMatching(claude.conversationFile!(randomUUID(), person.environment))).toBe(false);

    // Claude Code rests before its last reply is on the disk. A kill -9 in between loses that reply, and nothing that a runner does can help.
    await waitUntil(() => isKept(conversation, 'The cart stands.'), { what: 'the last reply to be on the disk' });
    await killed();
    const asked = model.asked.length;
    await start({ conversation, settings: settings(story), start: { mode: 'resume' } });
    await becomes('idle');
    expect(model.asked.length).toBe(asked);

    await killed();
    await start({ conversation, settings: settings(story), start: { mode: 'resume', brief: 'Go on with the pears.\nFAKE:say Pears.' } });
    const next = await model.waitFor('Go on with the pears.', asked);
    expect(next.headers['x-claude-code-session-id']).toBe(conversation);
    expect(next.turns.filter(({ from }) => from === 'user').map(({ text }) => text)).toEqual([story, next.prompt]);
    expect(next.turns.some(({ from, text }) => from === 'model' && text.includes('The cart stands.'))).toBe(true);
    await becomes('idle');
    expect(await person.settings()).toEqual(before);
  });

  it('can be resumed after a kill -9 in the middle of a turn', async () => {
    const conversation = randomUUID();
    const brief = 'Weigh the plums.\nFAKE:bash echo 3 > plums.txt\nFAKE:hold never';
    await start({ conversation, settings: settings(brief), start: { mode: 'new' } });
    await waitUntil(() => existsSync(join(worktree, 'plums.txt')), { what: 'the first tool call', timeout: 30_000 });
    await becomes('working');
    await killed();

    const asked = model.asked.length;
    await start({ conversation, settings: settings(brief), start: { mode: 'resume', brief: 'And the figs?\nFAKE:say Two.' } });
    const next = await model.waitFor('And the figs?', asked);
    expect(next.turns.filter(({ text }) => text.includes('Weigh the plums.')).length).toBe(1);
    await becomes('idle');
  });

  it('keeps its last reply where it is asked to end at the very moment it rests', async () => {
    const conversation = randomUUID();
    await start({ conversation, settings: settings('Count.\nFAKE:hold count\nFAKE:say Seven plums.'), start: { mode: 'new' } });
    await becomes('working');
    model.release('count');
    await becomes('idle');
    await agent!.close();
    agent = undefined;
    expect(await isKept(conversation, 'Seven plums.')).toBe(true);
  });

  it('says that it waits while a permission dialog is open', async () => {
    const asking = { ...settings('Look around.\nFAKE:bash touch asked.txt'), permissionMode: 'manual', args: [] };
    await start({ conversation: randomUUID(), settings: asking, start: { mode: 'new' } });
    await becomes('waiting');
    expect(existsSync(join(worktree, 'asked.txt'))).toBe(false);
  });

  it('takes a brief as long as one argument of Linux can be, and says what it leaves out of a longer one', async () => {
    const brief = 'Ein Apfel, 一個蘋果, une pomme.\n'.repeat(5_000);
    await start({ conversation: randomUUID(), settings: settings(brief), start: { mode: 'new' } });
    const { prompt } = await model.waitFor('Ein Apfel');
    expect(Buffer.byteLength(prompt)).toBeGreaterThan(119_000);
    const [shown, note] = prompt.split('\n(') as [string, string];
    expect(brief.startsWith(shown)).toBe(true);
    expect(note).toMatch(`${Buffer.byteLength(brief) - Buffer.byteLength(shown)} bytes more`);
  });

  it('never takes itself for the child of another session', async () => {
    await start({ conversation: randomUUID(), settings: settings('Look.\nFAKE:bash env > seen.txt'), start: { mode: 'new' } });
    await waitUntil(() => existsSync(join(worktree, 'seen.txt')), { what: 'the agent to look', timeout: 30_000 });
    await becomes('idle');
    const seen = [...(await readFile(join(worktree, 'seen.txt'), 'utf8')).matchAll(/^(\w*(?:CLAUDE|AGENT)\w*)=/gm)].map(([, name]) => name!);
    const { unset } = claude.launch(request({ conversation: randomUUID(), settings: settings(''), start: { mode: 'new' } }));
    expect(seen).toContain('CLAUDECODE');
    expect(seen.filter((name) => !unset.includes(name) && !(name in person.environment))).toEqual([]);
  });

  async function start(part: Pick<LaunchRequest, 'conversation' | 'settings' | 'start'>): Promise<void> {
    const launch = claude.launch(request(part));
    const nested = Object.fromEntries(launch.unset.map((name) => [name, '1']));
    agent = await agentTerminal(launch, { directory: worktree, environment: { ...person.environment, ...nested } });
  }

  function request(part: Pick<LaunchRequest, 'conversation' | 'settings' | 'start'>): LaunchRequest {
    return { ...part, packageDirectory: '/nowhere' };
  }

  function settings(brief: string): LaunchRequest['settings'] {
    const args = ['--allowedTools', 'Bash', 'Write'];
    return { tool: 'claude', model: 'haiku', role: 'coder', brief, directory: worktree, binary: program, args, permissionMode: 'acceptEdits', env: {} };
  }

  /** Whether the reply is in the conversation's file, apart from the brief that asks for it. */
  async function isKept(conversation: string, reply: string): Promise<boolean> {
    const folder = join(person.home, '.claude', 'projects');
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(`${conversation}.jsonl`));
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    return texts.some((text) => text.includes(`"type":"text","text":${JSON.stringify(reply)}`));
  }

  async function killed(): Promise<void> {
    await agent!.kill();
    agent = undefined;
  }

  async function becomes(wanted: Status): Promise<void> {
    const seen = async () => ((await activity()) === wanted ? wanted : undefined);
    await waitUntil(seen, { what: `Claude Code to be ${wanted}`, timeout: 30_000 }).catch(async (error: Error) => {
      throw new Error(`${error.message} It is ${await activity()}, and its screen reads:\n${await agent!.screen()}`);
    });
  }

  async function activity(): Promise<Status> {
    const { path } = claude.looksAt({ pid: agent!.pid, directory: worktree, conversation: '', environment: person.environment })['session']!;
    const files: Record<string, string> = existsSync(path) ? { session: await readFile(path, 'utf8') } : {};
    return statusBy(claude, { title: await agent!.title(), files });
  }
});

const story = `You are "cart" — an engineer: $HOME, \`id\`, 'quotes', 100% ünïcode 🍏 and a \\ backslash.

  Build the cart.\t(A tab.)
FAKE:hold start
FAKE:write cart.txt|one apple\\n
FAKE:say The cart stands.

--flag-like line
The end.`;
