import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { readDocument, schemaNames, schemaOf } from './documents.ts';

const manifest = `
defaults: {tool: demo}
orchestrator:
projects:
  store:
    repo: repo
    engineers:
      cart:
      search: {tool: command, command: [sleep, "86400"], env: {TOKEN: secret}}
    commits: {every: 30m}
    missions:
      first: {to: cart, brief: Begin.}
`;

const seen = new Set<string>();
let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
  await team.write(manifest);
});

// What a script reads is all on standard output, and nothing else is.
async function documentOf<Shape>(schema: string, argv: readonly string[], wantedExit = 0): Promise<Shape> {
  const { exit, stdout } = await team.coders(...argv, '--json');
  expect(exit, stdout).toBe(wantedExit);
  seen.add(schema);
  return readDocument<Shape>(schema, stdout);
}

afterEach(async () => {
  await team.write(manifest);
});

test('validate', async () => {
  expect(await documentOf('validate', ['validate'])).toMatchObject({ valid: true, diagnostics: [] });
  await team.write('projects: {store: {repo: nowhere, engineers: {cart: {rol: coder}, cart-2: {branch: x}}}, shop: {repo: repo}}\n');
  const { diagnostics } = await documentOf<{ diagnostics: { code: string }[] }>('validate', ['validate'], 2);
  expect(diagnostics.map(({ code }) => code)).toContain('unknown-key');
});

test('plan, and what it saves', async () => {
  const printed = await documentOf<{ steps: unknown[]; deferred: unknown[] }>('plan', ['plan', '--out', 'saved.json', '--only', 'store/cart']);
  expect(printed).toMatchObject({ options: { only: ['store/cart'] }, summary: { add: 2 } });
  expect(readDocument('plan', await readFile(join(team.directory, 'saved.json'), 'utf8'))).toEqual(printed);
});

test('apply, converged', async () => {
  expect(await documentOf('apply', ['apply'])).toMatchObject({ outcome: { state: 'converged' }, plan: { summary: { add: 6 } } });
});

test('plan of a change that waits, which hides what an environment holds', async () => {
  await team.write(manifest.replace('secret', 'another'));
  const document = await documentOf<object>('plan', ['plan']);
  expect(document).toMatchObject({ steps: [{ impact: 'when-idle', waits: { then: 'replace' }, differences: [{ field: 'env.TOKEN' }] }] });
  expect(JSON.stringify(document)).not.toContain('another');
});

test('apply whose time runs out', async () => {
  await team.write(manifest.replace('secret', 'another'));
  expect(await documentOf('apply', ['apply', '--yes', '--timeout', '0'], 4)).toMatchObject({ outcome: { state: 'progressing', waiting: [{ address: 'member/store/search' }] } });
});

test('apply that is blocked', async () => {
  await team.write(manifest.replace('repo: repo', 'repo: repo\n    base: nowhere').replace('cart:', 'cart:\n      pay:'));
  expect(await documentOf('apply', ['apply'], 4)).toMatchObject({ outcome: { state: 'blocked', refused: [{ address: 'worktree/store/pay' }, { address: 'member/store/pay' }] } });
});

test('apply that fails', async () => {
  await team.write(manifest.replace('cart:', 'cart:\n      pay: {tool: command, command: [no-such-program], worktree: false}'));
  expect(await documentOf('apply', ['apply'], 1)).toMatchObject({ outcome: { state: 'failed', failures: [{ address: 'member/store/pay' }] } });
});

test('status', async () => {
  for (const seat of ['orchestrator', 'store/cart']) await team.saysItIs(seat, 'idle');
  expect(await documentOf('status', ['status'])).toMatchObject({ members: [{ status: 'idle' }, { status: 'idle', branch: 'shop/cart' }, { status: 'exited', detail: 'not started' }, { status: 'unknown' }] });
});

test('send: acknowledged, held and failed', async () => {
  const sent = await documentOf<{ receipts: { state: string }[] }>('send', ['send', 'store/cart', 'demo: think 10m', '--op-id', 'first']);
  expect(sent).toMatchObject({ id: 'first', to: 'member/store/cart', text: 'demo: think 10m', when: 'idle', state: 'acknowledged' });
  expect(sent.receipts.map(({ state }) => state)).toEqual(['queued', 'typing', 'typed', 'submitted', 'acknowledged']);
  await team.saysItIs('store/cart', 'working');
  expect(await documentOf('send', ['send', 'store/cart', 'Another.', '--timeout', '0'], 4)).toMatchObject({ state: 'held', receipts: [{}, { reason: 'it waits for the end of its turn' }] });
  expect(await documentOf('send', ['send', 'search', 'Hello.'], 1)).toMatchObject({ state: 'failed', receipts: [{}, { reason: 'coders does not know how to talk to command' }] });
});

test('messages', async () => {
  expect(await documentOf('messages', ['messages'])).toMatchObject({ team: 'shop', messages: [{ id: 'first', state: 'acknowledged' }, { state: 'held' }, { state: 'failed' }] });
  expect(await documentOf('messages', ['messages', '--last', '1'])).toMatchObject({ messages: [{ to: 'member/store/search' }] });
});

test('attach', async () => {
  expect(await documentOf('attach', ['attach', 'cart'])).toMatchObject({ address: 'member/store/cart', command: expect.arrayContaining(['tmux', team.socket]) });
});

test('down', async () => {
  expect(await documentOf('down', ['down', '--yes'])).toMatchObject({ outcome: { state: 'converged' }, plan: { summary: { remove: 3 } } });
});

test('init', async () => {
  expect(await documentOf('init', ['init', 'other.yaml', '--param', 'team=other'])).toMatchObject({ template: 'pair', params: { team: 'other' } });
  const { templates } = await documentOf<{ templates: { name: string }[] }>('templates', ['init', '--list']);
  expect(templates.map(({ name }) => name)).toEqual(['overnight', 'pair', 'solo', 'three-tier']);
});

test('adapter test', async () => {
  expect(await documentOf('adapter', ['adapter', 'test', 'demo'])).toMatchObject({ tool: 'demo', conforms: true });
});

test.each(['bash', 'zsh', 'fish'])('completion of %s', async (shell) => {
  expect(await documentOf('completion', ['completion', shell])).toMatchObject({ shell });
});

test('errors of each kind', async () => {
  expect(await documentOf('error', ['plan', '--nw'], 2)).toMatchObject({ error: { kind: 'usage', hint: 'Did you mean --now?' } });
  await team.write('projects: 3\n');
  expect(await documentOf('error', ['apply'], 2)).toMatchObject({ error: { kind: 'manifest', diagnostics: [{ code: 'wrong-type' }] } });
  await writeFile(join(team.directory, 'file'), '');
  await team.write(`projects: {}\norchestrator:\n`);
  const unwritable = await team.coders('plan', '--json', '--out', 'file/plan.json');
  expect(readDocument('error', unwritable.stdout)).toMatchObject({ error: { kind: 'host', exit: 1, host: { tool: 'files' } } });
});

/** Schemas of verbs that have a test file of their own. */
const testedElsewhere: readonly string[] = ['adapter', 'answer', 'ask', 'checkins', 'doctor', 'events', 'hold', 'import', 'kill', 'logs', 'messages', 'mission', 'mission-graph', 'mission-list', 'mission-show', 'mission-stats', 'notify', 'pause', 'release', 'restart', 'resume', 'send', 'service', 'spawn', 'supervisor', 'why', 'list', 'prune', 'radar', 'restore', 'results', 'snapshot', 'snapshots', 'context', 'inbox', 'learn', 'listen', 'message', 'message-read'];

test('every schema describes itself, and was seen here or is tested elsewhere', () => {
  expect(schemaNames().filter((name) => !seen.has(name) && !testedElsewhere.includes(name))).toEqual([]);
  for (const name of schemaNames()) expect(undescribed(schemaOf(name), name)).toEqual([]);
});

/** Paths of the properties that a schema leaves without a word. */
function undescribed(schema: object, path: string): string[] {
  const own = Object.entries((schema as { properties?: Record<string, object> }).properties ?? {});
  const bare = own.filter(([, property]) => !('description' in property || '$ref' in property || 'const' in property)).map(([name]) => `${path}.${name}`);
  const nested = Object.entries(schema).flatMap(([key, value]) => (typeof value === 'object' && value !== null ? undescribed(value as object, `${path}.${key}`) : []));
  return [...bare, ...nested];
}
