import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { claudeInstall } from '../rig/claude-install.ts';
import { claudeTeam } from '../rig/claude-team.ts';
import { anthropicUsage } from '../../src/fake-model/anthropic.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: the real Claude Code was not watched. ${missing}`);
const program = 'program' in installed ? installed.program : '';
const note = missing === undefined ? '' : ` (SKIPPED: ${missing})`;

describe.skipIf(missing !== undefined)(`what a real Claude Code uses${note}`, () => {
  const rig = claudeTeam(program);

  beforeAll(async () => {
    await rig.write({ cart: 'Begin.\nFAKE:bash pwd\nFAKE:bash ls\nFAKE:say Ready.' });
    await rig.team.succeed('apply', '--timeout', '60s');
  });

  it('is what the model said, each answer once, in total and of the latest turn', async () => {
    await rig.becomes('cart', 'idle');
    expect(rig.model.asked, 'nobody is idle before the first turn').toHaveLength(3);
    await rig.team.succeed('send', 'cart', 'More.\nFAKE:say One answer.');
    await waitUntil(() => rig.model.asked.length === 4, { what: 'the model to be asked again' });
    await rig.becomes('cart', 'idle');
    const requests = rig.model.asked.length;
    expect(requests).toBe(4);
    const { usage, context, turn, since } = await waitUntil(async () => { const now = await rig.status('cart'); return now.usage?.turns === 2 && now.usage.tokens['output'] === tokens(requests).output ? now : undefined; }, { what: 'both turns to be in the record, to their ends' });
    expect(usage).toMatchObject({ turns: 2, tokens: tokens(requests), lastTurn: tokens(1), byModel: [{ model: rig.model.asked[0]!.model, tokens: tokens(requests) }] });
    expect(context).toEqual({ used: 26 });
    expect(turn).toMatchObject({ number: 2, prompt: 'More.' });
    expect(Date.parse(since!)).toBeGreaterThanOrEqual(Date.parse(turn!.at));
    expect(usage).not.toHaveProperty('cost'); // nobody has told the price of this model
    expect(await rig.team.succeed('status')).toContain(`${requests * 26} tokens`);
  });

  it('is found where the agent keeps it, also by who keeps their own elsewhere', async () => {
    const { stdout } = await rig.team.run(['status', '--json'], { CLAUDE_CONFIG_DIR: join(rig.team.directory, 'another-claude') });
    const { members: [member] } = JSON.parse(stdout) as { members: { status: string; turn?: unknown }[] };
    expect(member).toMatchObject({ status: 'idle', turn: { number: 2 }, usage: { turns: 2 } });
    expect(await rig.team.run(['why', 'cart'], { CLAUDE_CONFIG_DIR: '/nowhere' })).toMatchObject({ stdout: expect.stringContaining('session-file') });
  });

  it('costs what the person\'s own table of prices says', async () => {
    const prices = join(rig.team.directory, 'prices.json');
    const price = { input: 1e6, output: 1e6, cache_read: 0, cache_write: 0 };
    await writeFile(prices, JSON.stringify({ date: '2030-01-01', currency: 'EUR', models: { [rig.model.asked[0]!.model]: price } }));
    const { stdout } = await rig.team.run(['status', '--json'], { CODERS_PRICES: prices });
    const { members: [member] } = JSON.parse(stdout) as { members: { usage: { cost: unknown } }[] };
    expect(member!.usage.cost).toEqual({ amount: 4 * 12, currency: 'EUR', pricesOf: '2030-01-01' });
  });

  function tokens(answers: number) {
    const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } = anthropicUsage;
    return { input: answers * input_tokens, output: answers * output_tokens, cacheRead: answers * cache_read_input_tokens, cacheWrite: answers * cache_creation_input_tokens };
  }
});

describe.skipIf(missing !== undefined)(`a real Claude Code with a subscription${note}`, () => {
  // A token that opens nothing makes it one that has limits; the model is on this machine as ever.
  const rig = claudeTeam(program, { CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat01-fake', ANTHROPIC_AUTH_TOKEN: undefined });
  const until = new Date(Math.ceil(Date.now() / 3_600_000 + 2) * 3_600_000);

  beforeAll(async () => {
    await rig.write({ cart: `Begin.\nFAKE:limit ${until.toISOString()}`, till: 'Begin.\nFAKE:limit' });
    await rig.team.succeed('apply', '--timeout', '60s');
  });

  it('is limited until the time that it was told', async () => {
    expect(await rig.becomes('cart', 'limited')).toMatchObject({ detail: `until ${until.toISOString()}` });
  });

  it('is limited until an unknown time where it was told none', async () => {
    expect(await rig.becomes('till', 'limited')).toMatchObject({ detail: 'until: unknown' });
  });

  it('is not typed to meanwhile', async () => {
    const { exit, stdout } = await rig.team.coders('send', 'cart', '--timeout', '1s', 'Go on.');
    expect({ exit, stdout }).toMatchObject({ exit: 4, stdout: expect.stringContaining('the end of its usage limit') });
  });
});

describe.skipIf(missing !== undefined)(`a real Claude Code that nobody logged in${note}`, () => {
  const rig = claudeTeam(program, { ANTHROPIC_AUTH_TOKEN: undefined });

  it('waits for a login', async () => {
    await rig.write({ cart: 'Begin.' });
    await rig.team.coders('apply', '--timeout', '20s');
    expect(await rig.becomes('cart', 'waiting')).toMatchObject({ detail: expect.stringMatching(/^login: not logged in/i) });
    expect(rig.model.asked).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)(`a real Claude Code in a repository that nobody trusts yet${note}`, () => {
  const rig = claudeTeam(program);

  it('waits for the person\'s trust', async () => {
    const settings = join(rig.person.home, '.claude', '.claude.json');
    await writeFile(settings, JSON.stringify({ ...(JSON.parse(await readFile(settings, 'utf8')) as object), projects: {} }));
    await rig.write({ cart: 'Begin.' });
    await rig.team.coders('apply', '--timeout', '20s');
    expect(await rig.becomes('cart', 'waiting')).toMatchObject({ detail: `trust: ${rig.team.worktree('cart')}` });
  });
});
