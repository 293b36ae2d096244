import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeInstall } from '../../rig/claude-install.ts';
import { claudePerson } from '../../rig/claude-person.ts';
import { codexInstall } from '../../rig/codex-install.ts';
import { codexPerson } from '../../rig/codex-person.ts';
import { fakeModel, type FakeModel } from '../../rig/fake-model.ts';
import { littleShop, moduleText, shopTests, testOf } from '../../rig/little-shop.ts';
import { missionTeam, type MissionTeam } from '../../rig/mission-team.ts';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const run = promisify(execFile);
const installed = { claude: await claudeInstall(), codex: await codexInstall() };
const missing = Object.values(installed).flatMap((one) => ('missing' in one ? [one.missing] : [])).join(' ');
if (missing !== '') console.warn(`SKIPPED: no missions were done by the real Claude Code and the real Codex. ${missing}`);
const title = missing === '' ? 'twelve missions over real agents' : `twelve missions over real agents (SKIPPED: ${missing})`;

/** How each tool says that its mission is done: one has no server to call, the other calls nothing else. */
const words = { claude: 'bash coders mission done', codex: 'tool mcp__coders__mission {"action":"complete"}' };
type Tool = keyof typeof words;

const doneBy: Readonly<Record<Tool, readonly string[]>> = {
  claude: ['slug', 'cart', 'index', 'order', 'page', 'shop'],
  codex: ['money', 'tax', 'search', 'find', 'taxes', 'help'],
};
const names = Object.keys(littleShop);
const mistaken = names.filter((name) => littleShop[name]!.mistake !== undefined);
const doomed = 'index';

/** It writes what does not do where it was told of nothing, and what does once it was told what that gives. */
function briefOf(name: string, tool: Tool): string {
  const part = littleShop[name]!;
  const write = (code: string) => `write lib/${name}.mjs|${moduleText(name, { ...part, code }).replaceAll('\n', '\\n')}`;
  const writes = part.mistake === undefined ? [write(part.code)] : [write(part.mistake), `told ${name} gives|${write(part.code)}`];
  const pause = name === doomed ? ['hold for ever'] : [];
  const steps = [...writes, `bash git add lib && git commit --quiet --message 'Add ${name}'`, ...pause, words[tool], `say ${name} stands.`];
  return JSON.stringify([`Write lib/${name}.mjs.`, ...steps.map((step) => `FAKE:${step}`)].join('\n'));
}

function missionOf(name: string, tool: Tool): string {
  const accept = `{run: node --test ${testOf(name)}, commits: 1, files: [lib/${name}.mjs]}`;
  return `      ${name}: {to: ${tool}, after: [${littleShop[name]!.after.join(', ')}], brief: ${briefOf(name, tool)}, retries: {count: 2, backoff: 1s..1s}, accept: ${accept}}`;
}

const manifest = `
defaults: {restart: {backoff: 1s..1s}}
tools:
  claude: {binary: ${programOf('claude')}, permission_mode: bypassPermissions, args: [--settings, '{"skipDangerousModePermissionPrompt":true}'], env: {IS_SANDBOX: "1"}}
  codex: {binary: ${programOf('codex')}, permission_mode: bypass}
projects:
  shop:
    repo: repo
    engineers:
      claude: {tool: claude, model: haiku, count: 2, env: {CODERS_MCP: "off"}}
      codex: {tool: codex, count: 2}
    missions:
${(['claude', 'codex'] as const).flatMap((tool) => doneBy[tool].map((name) => missionOf(name, tool))).join('\n')}
`;

function programOf(tool: Tool): string {
  const one = installed[tool];
  return JSON.stringify('program' in one ? one.program : '');
}

describe.skipIf(missing !== '')(title, () => {
  let model: FakeModel;
  let shop: MissionTeam;
  let settings: () => Promise<unknown>;
  let before: unknown;
  let base: string;
  let killed: string;

  /** One person who uses both, and is at home where the team's own person is. */
  async function person({ home, repository }: TestTeam): Promise<Readonly<Record<string, string>>> {
    const people = await Promise.all([claudePerson, codexPerson].map((personOf) => personOf({ model: model.url, trusts: [repository.path] })));
    settings = () => Promise.all(people.map((one) => one.settings()));
    before = await settings();
    return { ...people[0]!.environment, ...people[1]!.environment, HOME: home, TMPDIR: home };
  }

  beforeAll(async () => {
    model = await fakeModel();
    shop = await missionTeam({ manifest, files: shopTests(littleShop), person });
    base = await shop.team.repository.git(['rev-parse', 'main']);
    killed = await shop.killWhoeverHas(doomed);
    await shop.team.succeed('send', killed, `Go on.\nFAKE:${words.claude}`, '--timeout', '60s');
    await shop.allCome(Object.fromEntries(names.map((name) => [name, 'done'])));
  }, 300_000);
  afterAll(async () => {
    await shop.team.end(); // its agents talk to the model
    await model.close();
    expect(model.failures).toEqual([]);
  });

  test('each is accepted once, and begun only when all that it builds on was', () => {
    for (const [name, { after }] of Object.entries(littleShop)) shop.wasInOrder(name, after);
  });

  test('each is said to be done by its own tool in its own way: a command line in a shell, a tool of the server', async () => {
    const servers = (await shop.team.processes()).filter(({ command }) => command.endsWith(' mcp '));
    expect(servers.length, 'one for each Codex').toBe(2);
    for (const tool of ['claude', 'codex'] as const) for (const name of doneBy[tool]) {
      const answer = `Mission shop/${name} is said to be done. The runner checks it: node --test ${testOf(name)},`;
      // The model hears of it with the next request, which may come after the check.
      await waitUntil(() => answersTo(tool).includes(answer), { what: `the model of ${tool} to be answered "${answer}"` });
    }
  });

  test('what each said last is kept, also where it was said after the mission was accepted', async () => {
    const kept = (name: string) => shop.store.notes.find('shop', 'words', `mission/shop/${name}`);
    await shop.until('all of it to be kept', () => names.every((name) => kept(name) !== undefined));
    for (const name of names.filter((one) => one !== doomed)) expect(kept(name)?.text, name).toContain(`${name} stands.`);
  });

  test.each(mistaken)('%s, which is said to be done and is not, comes back with the output of its test, and is then done right', (name) => {
    const { tries } = shop.record(name)!;
    expect(tries.map(({ result }) => result)).toEqual(['failed', 'done']);
    expect(tries[1]!.by).toBe(tries[0]!.by);
    expect(tries[0]!.because).toContain(`${name} gives `);
    const { turns } = model.asked.findLast(({ prompt }) => prompt.includes(`Mission shop/${name}, try 2 of 3.`))!;
    const told = turns.filter(({ from, text }) => from === 'user' && text.includes(`Mission shop/${name}`)).map(({ text }) => text.replaceAll(/^FAKE:.*$/gm, ''));
    expect(told.map((text) => text.includes(`${name} gives `))).toEqual([false, true]);
  });

  test('who is killed in the middle goes on in a later launch of the same conversation, and is told of its mission once', () => {
    expect(shop.record(doomed)!.tries).toMatchObject([{ result: 'done', by: `member/${killed}`, epoch: 2 }]);
    const { turns } = model.asked.findLast(({ prompt }) => prompt.startsWith('Go on.'))!;
    expect(turns.filter(({ from, text }) => from === 'user' && text.includes(`Mission shop/${doomed}`))).toHaveLength(1);
  });

  test('nobody was asked anything, and the person\'s own files are as they were', async () => {
    expect(shop.store.events('shop').filter((event) => event.type === 'health' && event.status === 'waiting')).toEqual([]);
    expect(await settings()).toEqual(before);
  });

  test('the accepted commits are what the acceptance says, and the last one passes every test, of which none passed before', async () => {
    expect(await passing(base, names)).toEqual([]);
    for (const name of names) expect(await passing(shop.commit(name), [name])).toEqual([name]);
    expect(await passing(shop.commit('shop'), names)).toEqual(names);
    expect(await shop.team.succeed('plan')).toBe('No changes. Everything is as the manifest says.\n');
  });

  test('it leaves nothing running when it is taken down', async () => {
    expect((await shop.team.processes()).length).toBeGreaterThan(4);
    await shop.team.succeed('down', '--yes');
    await waitUntil(async () => (await shop.team.processes()).length === 0, { what: 'nothing to run' });
  });

  /** All that tools of the agents answered. */
  function answersTo(tool: Tool): string {
    const asked = model.asked.filter(({ headers }) => (headers['thread-id'] !== undefined) === (tool === 'codex'));
    return asked.flatMap(({ turns }) => turns).flatMap(({ from, text }) => (from === 'tool' ? [text] : [])).join('\n');
  }

  /** Those of the parts whose test passes at a commit. */
  async function passing(commit: string, parts: readonly string[]): Promise<readonly string[]> {
    const cwd = await shop.checkout(commit);
    const passes = await Promise.all(parts.map((name) => run(process.execPath, [testOf(name)], { cwd }).then(() => true, doesNot)));
    return parts.filter((_, index) => passes[index]);
  }
});

/** A test that fails exits with 1; anything else is no test that failed. */
function doesNot(error: { readonly code?: unknown }): false {
  if (error.code === 1) return false;
  throw error;
}
