import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { keptTeam, startedAgain } from '../rig/kept-team.ts';
import type { TestTeam } from '../rig/team.ts';
import { toolClient } from '../rig/tool-client.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { personAt } from './cli/person.ts';

const manifest = `
defaults: {tool: demo}
orchestrator: {}
projects:
  store:
    repo: repo
    pm: {}
    engineers: {cart: {}, search: {}}
  other:
    repo: repo
    engineers: {docs: {}}
`;
let team: TestTeam;

beforeAll(async () => {
  team = await keptTeam(manifest);
});

async function stateOf(mission: string): Promise<string | undefined> {
  const { missions } = JSON.parse(await team.succeed('mission', 'list', '--all', '--json')) as { missions: readonly { address: string; state: string }[] };
  return missions.find(({ address }) => address === `mission/store/${mission}`)?.state;
}

function becomes(mission: string, wanted: string): Promise<true> {
  return waitUntil(async () => ((await stateOf(mission)) === wanted ? true : undefined), { what: `${mission} to be ${wanted}`, timeout: 30_000 });
}

describe('missions over MCP', () => {
  test('a PM adds one, another member is refused, its own member completes it, and the runner checks it', async () => {
    const [pm, cart, search] = [await toolClient(team, 'store/pm'), await toolClient(team, 'store/cart'), await toolClient(team, 'store/search')];
    expect(await pm.call('mission', { action: 'distribute', name: 'api', brief: 'Think of an endpoint.', to: 'cart', accept: ['ls'], retries: 0 })).toEqual({ text: 'Mission store/api is added, and goes to cart.', failed: false });
    await becomes('api', 'working');
    expect((await cart.call('context')).text).toContain('Think of an endpoint.');

    expect(await search.call('mission', { action: 'complete', name: 'api' })).toMatchObject({ failed: true, text: expect.stringContaining('store/cart') as string });
    expect(await search.call('mission', { action: 'complete' })).toMatchObject({ failed: true, text: expect.stringContaining('has no mission now') as string });
    expect(await stateOf('api')).toBe('working');

    expect(await cart.call('mission', { action: 'complete' })).toEqual({ text: 'Mission store/api is said to be done. The runner checks it: ls.', failed: false });
    await becomes('api', 'done');
    expect((await pm.call('mission', { action: 'status', name: 'api' })).text).toContain('done');
    expect((await pm.call('mission', { action: 'status', all: true })).text).toContain('api');
  });

  test('its member says that it has failed, and why', async () => {
    const [pm, cart] = [await toolClient(team, 'store/pm'), await toolClient(team, 'store/cart')];
    await pm.call('mission', { action: 'distribute', name: 'broken', brief: 'Mend it.', to: 'cart', retries: 0 });
    await becomes('broken', 'working');
    expect(await cart.call('mission', { action: 'fail' })).toEqual({ text: 'mission fail needs because. because: why it failed.', failed: true });
    expect(await cart.call('mission', { action: 'fail', because: 'The key is refused.' })).toMatchObject({ failed: false });
    expect((await pm.call('mission', { action: 'status', name: 'broken' })).text).toContain('The key is refused.');
  });

  test('an engineer adds none', async () => {
    const cart = await toolClient(team, 'store/cart');
    expect(await cart.call('mission', { action: 'distribute', name: 'own', brief: 'Rest.' })).toMatchObject({ failed: true, text: expect.stringContaining('may not add a mission of "store"') as string });
  });
});

describe('a member has the rights that it has at the command line', () => {
  const refused = (sentence: string) => ({ failed: true, text: expect.stringContaining(sentence) as string });

  test('an engineer looks, and ends and starts nobody', async () => {
    const cart = await toolClient(team, 'store/cart');
    expect(await cart.call('agent', { action: 'status' })).toMatchObject({ failed: false, text: expect.stringContaining('store/search') as string });
    expect(await cart.call('agent', { action: 'health_all' })).toMatchObject({ failed: false });
    expect(await cart.call('agent', { action: 'health', member: 'search' })).toMatchObject({ failed: false, text: expect.stringContaining('its title names the state') as string });
    expect(await cart.call('agent', { action: 'kill', member: 'orchestrator' })).toEqual(refused('"store/cart", an engineer, may not kill orchestrator.'));
    expect(await cart.call('agent', { action: 'kill', member: 'cart' })).toEqual(refused('may not kill store/cart.'));
    expect(await cart.call('agent', { action: 'restart', member: 'pm' })).toEqual(refused('Only store/pm, the orchestrator or a person may.'));
    expect(await cart.call('agent', { action: 'spawn', tool: 'demo', directory: team.repository.path })).toEqual(refused('"store/cart", an engineer, may not spawn a member.'));
    expect(await cart.call('agent', { action: 'spawn_pool', tool: 'demo', name: 'x', count: 2 })).toEqual(refused('may not spawn'));
    expect((await team.pane('orchestrator')).dead).toBe(false);
    const environment = { CODERS_TEAM: 'shop', CODERS_ADDRESS: 'member/store/cart', CODERS_EPOCH: '1' };
    expect(await team.run(['kill', 'orchestrator'], environment)).toMatchObject({ exit: 2, stderr: expect.stringContaining('may not kill orchestrator') as string });
    expect(await team.run(['spawn', 'demo'], environment)).toMatchObject({ exit: 2, stderr: expect.stringContaining('may not spawn') as string });
  });

  test('a PM restarts and ends members of its project, and of no other', async () => {
    const pm = await toolClient(team, 'store/pm');
    const before = await team.pane('store/search');
    expect(await pm.call('agent', { action: 'restart', member: 'search' })).toMatchObject({ failed: false, text: expect.stringContaining('store/search runs again, with its conversation.') as string });
    await startedAgain(team, 'store/search', before);
    expect(await pm.call('agent', { action: 'kill', member: 'docs' })).toEqual(refused('The PM of "store" may not kill other/docs.'));
    expect(await pm.call('agent', { action: 'kill', member: 'orchestrator' })).toMatchObject({ failed: true });
  });

  test('a PM spawns in its own repository, one or a pool, and ends them', async () => {
    const pm = await toolClient(team, 'store/pm');
    expect(await pm.call('agent', { action: 'spawn', tool: 'demo', directory: team.home })).toEqual(refused('outside of the repository of "store"'));
    expect(await pm.call('agent', { action: 'spawn', tool: 'demo', name: 'lone', directory: team.repository.path })).toMatchObject({ failed: false, text: expect.stringContaining('adhoc-lone') as string });
    expect(await pm.call('agent', { action: 'spawn_pool', tool: 'demo', name: 'many', count: 30 })).toEqual(refused('A pool can not be of 30.'));
    expect(await pm.call('message', { action: 'prompt', to: 'lone', team: 'adhoc-lone', text: 'say Hello.' })).toMatchObject({ failed: false, text: expect.stringContaining('acknowledged') as string });
    const engineer = await toolClient(team, 'store/cart');
    expect(await engineer.call('agent', { action: 'kill', member: 'lone', team: 'adhoc-lone' })).toEqual(refused('may not kill'));
    expect(await pm.call('agent', { action: 'kill', member: 'lone', team: 'adhoc-lone' })).toMatchObject({ failed: false, text: expect.stringContaining('is ended, and held') as string });
    await team.succeed('down', 'adhoc-lone', '--yes');
    const pool = await pm.call('agent', { action: 'spawn_pool', tool: 'demo', name: 'pear', count: 2 });
    expect(pool, pool.text).toMatchObject({ failed: false });
    for (const name of ['pear-1', 'pear-2']) {
      expect(await pm.call('agent', { action: 'status', team: `adhoc-${name}` })).toMatchObject({ failed: false, text: expect.stringContaining(name) as string });
      await team.succeed('down', `adhoc-${name}`, '--yes');
    }
    expect((await team.repository.git(['branch', '--list', 'pear-*', '--format=%(refname:short)'])).trim().split('\n')).toEqual(['pear-1', 'pear-2']);
  });

  test('the orchestrator does anything', async () => {
    const orchestrator = await toolClient(team, 'orchestrator');
    expect(await orchestrator.call('agent', { action: 'kill', member: 'docs' })).toMatchObject({ failed: false, text: expect.stringContaining('other/docs is ended, and held') as string });
    await waitUntil(async () => (await team.pane('other/docs')).dead, { what: 'docs to be dead' });
  });

  test('a launch that is over says nothing any more', async () => {
    const pm = await toolClient(team, 'store/pm');
    const cart = await toolClient(team, 'store/cart');
    await pm.call('mission', { action: 'distribute', name: 'late', brief: 'Be late.', to: 'cart' });
    await becomes('late', 'working');
    await pm.call('agent', { action: 'restart', member: 'cart' });
    expect(await cart.call('mission', { action: 'complete', name: 'late' })).toEqual(refused('which is over'));
  });
});

describe('what an agent asks beside', () => {
  test('context says who it is and whom it reports to; the command line says the same', async () => {
    const search = await toolClient(team, 'store/search');
    const { text } = await search.call('context');
    expect(text).toContain('You are member/store/search: an engineer of the project store in team shop');
    expect(text).toContain(`You work in ${team.worktree('search')}, on the branch shop/search.`);
    expect(text).toContain('You report to store/pm.');
    expect(text).toContain('You have no mission now.');
    expect((await (await toolClient(team, 'store/pm')).call('context')).text).toContain('You report to orchestrator.');
    expect((await (await toolClient(team, 'orchestrator')).call('context')).text).toContain('You report to the person who runs the team.');
    expect((await (await toolClient(team)).call('context')).text).toContain('You are a person');
  });

  test('a text arrives as a person would have typed it, byte for byte', async () => {
    const pm = await toolClient(team, 'store/pm');
    const text = '--dashes first: "quotes", $HOME and ünïcode 🍏\nsecond line';
    expect(await pm.call('message', { action: 'prompt', to: 'search', text })).toMatchObject({ failed: false, text: expect.stringContaining('acknowledged') as string });
    const prompts = (await team.conversation('store/search')).flatMap((row) => (row.type === 'user' ? [row.text] : []));
    expect(prompts.filter((prompt) => prompt === text)).toHaveLength(1);
    expect(await pm.call('message', { to: 'search', text: '-' })).toMatchObject({ failed: true, text: 'A text can not be a single dash. Say it in words.' });
    expect(await pm.call('message', { to: 'serach', text: 'Hello.' })).toMatchObject({ failed: true, text: expect.stringContaining('Did you mean store/search?') as string });
  });

  test('members write to each other and answer, each by its own name, within what they may', async () => {
    const [pm, search] = [await toolClient(team, 'store/pm'), await toolClient(team, 'store/search')];
    expect(await pm.call('message', { to: 'search', text: 'Which port?', type: 'question' })).toMatchObject({ failed: false, text: expect.stringMatching(/^\w{6} to store\/search: /) as string });
    expect(await search.call('message', { action: 'reply', text: '8080' })).toMatchObject({ failed: false });
    expect((await pm.call('message', { action: 'read' })).text).toMatch(/store\/search → store\/pm {2}answer \(answers \w{6}\).*\n {2}8080|nothing unread/);
    expect((await pm.call('message', { action: 'inbox', all: true })).text).toContain('8080');
    expect((await search.call('message', { action: 'inbox', sent: true })).text).toContain('8080');
    expect(await search.call('message', { to: 'orchestrator', text: 'Help.' })).toEqual({ failed: true, text: expect.stringContaining('Send it to store/pm, who may carry it.') as string });
  });

  test('what one keeps, others find', async () => {
    const [pm, search] = [await toolClient(team, 'store/pm'), await toolClient(team, 'store/search')];
    expect(await search.call('context', { action: 'set', key: 'api-port', value: '8080' })).toMatchObject({ failed: false });
    expect((await pm.call('context', { action: 'get', key: 'api-port' })).text).toContain('api-port: 8080  store, store/search');
    expect(await search.call('context', { action: 'learn', value: 'Tests need TZ=UTC.' })).toMatchObject({ failed: false, text: expect.stringContaining('coders/shop/learnings') as string });
    expect((await pm.call('context', { action: 'search', words: 'tz tests' })).text).toContain('Tests need TZ=UTC.');
    expect((await pm.call('context', { action: 'list' })).text).toContain('api-port');
  });

  test('somebody at a terminal is told that nobody serves people', async () => {
    const person = await personAt(team);
    expect((await person.runs('coders mcp')).screen).toContain('error: coders mcp speaks to a program, and this is a terminal.');
    expect((await person.runs('coders mcp contxt')).screen).toContain('"contxt" is nothing that coders mcp does.');
  });

  test('what is asked for at once is answered one after the other, and nothing stays when the input ends', async () => {
    const { client, pid, call } = await toolClient(team, 'store/cart');
    const answers = await Promise.all([call('context'), call('agent', { action: 'status' }), call('agent', { action: 'nap' }), call('sing')]);
    expect(answers.map(({ failed }) => failed)).toEqual([false, false, true, true]);
    expect(answers[2]!.text).toContain('agent knows no action "nap".');
    expect(existsSync(`/proc/${pid}`) || process.platform !== 'linux').toBe(true);
    await client.close();
    await waitUntil(async () => !(await team.processes()).some((one) => one.pid === pid), { what: 'the server to end' });
  });
});
