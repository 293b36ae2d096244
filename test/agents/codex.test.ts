import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchRequest, SeenFile } from '../../src/agents/adapter.ts';
import { codex } from '../../src/agents/codex/adapter.ts';
import { responsesUsage } from '../../src/fake-model/openai-responses.ts';
import { verdictOf } from '../../src/health/verdict.ts';
import { lookAt } from '../../src/host/files.ts';
import type { Question, Status, Verdict } from '../../src/state/evidence.ts';
import type { Tokens } from '../../src/state/turn.ts';
import { timeUuid } from '../../src/util/time-uuid.ts';
import { agentTerminal, type AgentTerminal } from '../rig/agent-terminal.ts';
import { codexInstall } from '../rig/codex-install.ts';
import { codexPerson, type CodexPerson } from '../rig/codex-person.ts';
import { fakeModel, type FakeModel } from '../rig/fake-model.ts';
import { gitRepository } from '../rig/git-repository.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await codexInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: nothing here was tried with the real Codex. ${missing}`);
const program = 'program' in installed ? installed.program : '';

const title = missing === undefined ? 'the real Codex' : `the real Codex (SKIPPED: ${missing})`;

type Part = Pick<LaunchRequest, 'conversation' | 'settings' | 'start'>;

describe.skipIf(missing !== undefined)(title, () => {
  let model: FakeModel;
  let person: CodexPerson;
  let worktree: string;
  let conversation: string;
  let agent: AgentTerminal | undefined;

  beforeAll(async () => {
    const repository = await gitRepository();
    worktree = join(await temporaryDirectory('worktree-'), 'cart');
    await repository.git(['worktree', 'add', '--quiet', '-b', 'auto/cart', worktree]);
    model = await fakeModel();
    person = await codexPerson({ model: model.url, trusts: [repository.path] });
  });
  afterEach(async () => {
    await agent?.close();
    agent = undefined;
  });
  afterAll(async () => {
    await model.close();
    expect(model.failures).toEqual([]);
  });

  it('is told its brief, works, rests, and goes on after a kill -9 without being told again', async () => {
    const before = await person.settings();
    await start({ settings: settings(story), start: { mode: 'new' } });
    const first = await model.waitFor('Build the cart');
    expect(first.prompt).toBe(story);
    expect(first.model).toBe('fake-1');
    await becomes('working');
    model.release('start');
    await becomes('idle');
    expect(await readFile(join(worktree, 'cart.txt'), 'utf8')).toBe('one apple\n');
    const name = ownName();
    expect(name).toBe(first.headers['thread-id']);

    await killed();
    const asked = model.asked.length;
    await start({ conversation: name, settings: settings(story), start: { mode: 'resume' } }, conversation);
    await becomes('idle');
    expect(model.asked.length).toBe(asked);

    await killed();
    await start({ conversation: name, settings: settings(story), start: { mode: 'resume', brief: 'Go on with the pears.\nFAKE:say Pears.' } }, conversation);
    const next = await model.waitFor('Go on with the pears.', asked);
    expect(next.headers['thread-id']).toBe(name);
    expect(next.turns.filter(({ from }) => from === 'user').map(({ text }) => text)).toEqual([story, next.prompt]);
    expect(next.turns.some(({ from, text }) => from === 'model' && text.includes('The cart stands.'))).toBe(true);
    await becomes('idle');
    expect(ownName()).toBe(name);
    expect(await person.settings()).toEqual(before);
    expect(codex.history!.turns(records())).toMatchObject([
      { prompt: story, reply: 'The cart stands.', endedAt: expect.any(Number), usage: [{ model: 'fake-1', tokens: used(2) }] },
      { prompt: next.prompt, reply: 'Pears.', endedAt: expect.any(Number), usage: [{ model: 'fake-1', tokens: used(1) }] },
    ]);
    expect(codex.history!.context!(records())).toEqual({ used: responsesUsage.total_tokens, window: expect.any(Number) });
  });

  it('can be resumed after a kill -9 in the middle of a turn, and is not taken to go on with that turn', async () => {
    await start({ settings: settings('Weigh the plums.\nFAKE:bash echo 3 > plums.txt\nFAKE:hold never'), start: { mode: 'new' } });
    await waitUntil(() => existsSync(join(worktree, 'plums.txt')), { what: 'the first tool call', timeout: 30_000 });
    await becomes('working');
    await killed();

    const asked = model.asked.length;
    await start({ conversation: ownName(), settings: settings(''), start: { mode: 'resume' } }, conversation);
    await becomes('idle');
    await give('And the figs?\nFAKE:say Two.');
    const next = await model.waitFor('And the figs?', asked);
    expect(next.turns.filter(({ text }) => text.includes('Weigh the plums.')).length).toBe(1);
    await becomes('idle');
  });

  it('says which command it waits to run, and runs it only after an answer', async () => {
    const command = 'touch asked.txt\n\n# and two lines more';
    const brief = `Look around.\nFAKE:tool exec_command ${JSON.stringify({ cmd: command, sandbox_permissions: 'require_escalated', justification: 'May I?' })}`;
    await start({ settings: { ...settings(brief), permissionMode: 'workspace-write on-request' }, start: { mode: 'new' } });
    await asks('permission');
    expect((await verdict()).reading).toEqual({ status: 'waiting', for: { kind: 'permission', text: 'touch asked.txt\n\n# and two lines more' } });
    expect(codex.delivery!.draft(await agent!.styledScreen())).toBeUndefined();
    expect(existsSync(join(worktree, 'asked.txt'))).toBe(false);
    await agent!.press('y');
    await becomes('idle');
    expect(existsSync(join(worktree, 'asked.txt'))).toBe(true);
  });

  it('asks for trust where the person has not given it, and is told its brief once they do', async () => {
    const { path } = await gitRepository();
    await start({ settings: { ...settings('Hello.'), directory: path }, start: { mode: 'new' } });
    await asks('trust');
    expect((await verdict()).reading).toEqual({ status: 'waiting', for: { kind: 'trust', text: path } });
    const asked = model.asked.length;
    await agent!.press('Enter');
    expect((await model.waitFor('Hello.', asked)).prompt).toBe('Hello.');
  });

  it.each([['until the time that it was told', ' 2031-05-06T07:08:09Z', Date.UTC(2031, 4, 6, 7, 8, 9)], ['without an end where it was told none', '', undefined]])('is at its usage limit %s', async (_, time, until) => {
    await start({ settings: settings(`Count.\nFAKE:limit${time}`), start: { mode: 'new' } });
    await becomes('limited');
    expect((await verdict()).reading).toEqual({ status: 'limited', ...(until === undefined ? {} : { until }) });
  });

  it('is given as text what it would take for something else', async () => {
    await start({ settings: settings(''), start: { mode: 'new' } });
    for (const text of ['/status', '!touch shell.txt', 'see @car', 'use $imag', '/model', '?', 'exit', 'ends with \\', '  indented\n\ttab, ünïcode 🍏 and\n\n/slash\n!bang  ']) {
      const asked = model.asked.length;
      await becomes('idle');
      await give(text);
      expect((await model.waitFor('', asked)).turns.filter(({ from }) => from === 'user').at(-1)?.text).toBe(text.trim());
    }
    await becomes('idle');
    expect(existsSync(join(worktree, 'shell.txt'))).toBe(false);
  });

  it('takes a message as long as a page at once, and shows it as one label', async () => {
    await start({ settings: settings(''), start: { mode: 'new' } });
    await becomes('idle');
    const text = 'Ein Apfel, 一個蘋果, 🍏 une pomme.\n'.repeat(300);
    await give(text);
    expect((await model.waitFor('Ein Apfel')).prompt).toBe(text.trim());
  });

  it('never takes itself for the child of another session', async () => {
    await start({ settings: settings('Look.\nFAKE:bash env > seen.txt'), start: { mode: 'new' } });
    await waitUntil(() => existsSync(join(worktree, 'seen.txt')), { what: 'the agent to look', timeout: 30_000 });
    await becomes('idle');
    const seen = [...(await readFile(join(worktree, 'seen.txt'), 'utf8')).matchAll(/^(\w*CODEX\w*)=/gm)].map(([, name]) => name!);
    const { unset } = codex.launch(request({ conversation, settings: settings(''), start: { mode: 'new' } }));
    expect(seen).toContain('CODEX_THREAD_ID');
    expect(seen.filter((name) => !unset.includes(name) && !(name in person.environment))).toEqual([]);
  });

  async function start(part: Omit<Part, 'conversation'> & { conversation?: string }, begun = timeUuid(Date.now())): Promise<void> {
    conversation = begun;
    const launch = codex.launch(request({ conversation: begun, ...part }));
    const nested = Object.fromEntries(launch.unset.map((name) => [name, '1']));
    agent = await agentTerminal(launch, { directory: part.settings.directory, environment: { ...person.environment, ...nested } });
  }

  function request(part: Part): LaunchRequest {
    return { ...part, packageDirectory: '/nowhere' };
  }

  function settings(brief: string): LaunchRequest['settings'] {
    return { tool: 'codex', model: 'sonnet', role: 'coder', brief, directory: worktree, binary: program, args: [], permissionMode: 'bypass', env: {} };
  }

  function records(): readonly SeenFile[] {
    const agentNow = { pid: agent!.pid, directory: worktree, conversation, environment: person.environment };
    return codex.history!.files(agentNow).flatMap((look) => lookAt(look) ?? []);
  }

  function ownName(): string {
    const found = lookAt(codex.discovery!.look({ conversation, directory: worktree, environment: person.environment }));
    return codex.discovery!.nameIn(found?.end.path ?? '') ?? 'none';
  }

  /** As a delivery does: into an empty box, submitted once all of it stands there, proven by the rollout. */
  async function give(text: string): Promise<void> {
    const delivery = codex.delivery!;
    const prompt = delivery.asPrompt(text);
    const box = async () => delivery.draft(await agent!.styledScreen());
    await waitUntil(async () => (await box()) === '', { what: 'an empty input box' });
    await agent!.paste(prompt);
    await waitUntil(async () => delivery.isDraftOf!((await box()) ?? '', prompt), { what: 'the text to stand in the input box' });
    await agent!.press('Enter');
    const record = delivery.record!({ pid: agent!.pid, directory: worktree, conversation, environment: person.environment });
    await waitUntil(() => delivery.promptsIn(lookAt(record)?.text ?? '').some((one) => one.text === prompt), { what: 'the prompt in the rollout' });
  }

  async function killed(): Promise<void> {
    await agent!.kill();
    agent = undefined;
  }

  async function becomes(wanted: Status): Promise<void> {
    const seen = async () => ((await verdict()).reading.status === wanted ? wanted : undefined);
    await waitUntil(seen, { what: `Codex to be ${wanted}`, timeout: 30_000 }).catch(async (error: Error) => {
      throw new Error(`${error.message} ${JSON.stringify(await verdict())}, and its screen reads:\n${await agent!.screen()}`);
    });
  }

  /** Its title changes a moment before the dialog is drawn. */
  async function asks(kind: Question['kind']): Promise<void> {
    await waitUntil(async () => (await questionNow())?.kind === kind, { what: `Codex to ask (${kind})`, timeout: 30_000 });
  }

  async function questionNow(): Promise<Question | undefined> {
    const { reading } = await verdict();
    return reading.status === 'waiting' ? reading.for : undefined;
  }

  async function verdict(): Promise<Verdict> {
    const looks = codex.looksAt({ pid: agent!.pid, directory: worktree, conversation, environment: person.environment });
    const rollout = lookAt(looks['rollout']!);
    const screen = (await agent!.screen()).split('\n');
    return verdictOf(codex.evidence({ title: await agent!.title(), files: rollout === undefined ? {} : { rollout }, screen }), Date.now());
  }
});

/** What so many answers of the model cost: it counts what was cached as a part of the input. */
function used(answers: number): Tokens {
  const { input_tokens: input, input_tokens_details: { cached_tokens: cached }, output_tokens: output } = responsesUsage;
  return { input: (input - cached) * answers, cacheRead: cached * answers, cacheWrite: 0, output: output * answers };
}

const story = `You are "cart" — an engineer: $HOME, \`id\`, 'quotes', 100% ünïcode 🍏 and a \\ backslash.

  Build the cart.\t(A tab.)
FAKE:hold start
FAKE:write cart.txt|one apple\\n
FAKE:say The cart stands.

--flag-like line
The end.`;
