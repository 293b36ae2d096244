import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from './cli/documents.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';

interface Asked {
  readonly questions: readonly { readonly id: string; readonly member: string; readonly kind: string; readonly text?: string; readonly answerable: boolean }[];
}

let team: TestTeam;

beforeAll(async () => {
  team = await testTeam();
  await team.write('defaults: {tool: demo}\nprojects: {store: {repo: repo, engineers: {cart: , till: , loud: {tool: command, command: [sleep, "86400"]}}}}\n');
  await team.succeed('apply');
});

const asked = async () => readDocument<Asked>('ask', await team.succeed('ask', '--json')).questions;

describe('coders ask and coders answer', () => {
  it('say so when nobody waits', async () => {
    expect(await team.succeed('ask')).toBe('Nobody waits for an answer.\n');
    expect(await team.coders('answer', '4711', 'yes')).toMatchObject({ exit: 2, stderr: expect.stringContaining('There is no open question "4711".') });
    expect(await team.coders('answer', '4711')).toMatchObject({ exit: 2 });
  });

  it('show who asks for what, and give a yes and a no to the one it is for', async () => {
    await team.succeed('send', 'cart', 'demo: ask touch cart.txt\ndemo: say Went on.');
    await team.succeed('send', 'till', 'demo: ask touch till.txt');
    const questions = await waitUntil(async () => { const all = await asked(); return all.length === 2 ? all : undefined; }, { what: 'two questions' });
    expect(questions.map(({ id, kind, text, answerable }) => ({ id, kind, text, answerable })).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'store/cart', kind: 'permission', text: 'touch cart.txt', answerable: true },
      { id: 'store/till', kind: 'permission', text: 'touch till.txt', answerable: true },
    ]);
    expect(await team.succeed('ask')).toContain('store/cart asks: permission');
    const refused = await team.coders('answer', 'store/cart', 'Why?');
    expect(refused).toMatchObject({ exit: 4, stdout: 'store/cart was not answered: A permission like this takes no such answer from here.\n' });
    expect(readDocument('answer', await team.succeed('answer', 'store/cart', 'yes', '--json'))).toMatchObject({ id: 'store/cart', answered: true });
    expect(await team.succeed('answer', 'store/till', 'no')).toBe('store/till has its answer.\n');
    await team.saysItIs('store/cart', 'idle');
    await team.saysItIs('store/till', 'idle');
    expect(existsSync(join(team.worktree('cart'), 'cart.txt'))).toBe(true);
    expect(existsSync(join(team.worktree('till'), 'till.txt'))).toBe(false);
    expect(await asked()).toEqual([]);
  });
});

describe('coders why', () => {
  it('shows each piece of evidence, and which of them decided', async () => {
    const why = readDocument<{ status: string; because: string; evidence: { source: string; decided: boolean }[] }>('why', await team.succeed('why', 'cart', '--json'));
    expect(why).toMatchObject({ status: 'idle', because: 'the terminal\'s title says so', evidence: [{ source: 'title', says: 'idle', decided: true }] });
    expect(await team.succeed('why', 'cart')).toMatch(/^store\/cart has been idle for \d+s: the terminal's title says so\.\n {2}→ {2}title {2}idle {2}now {2}its title names the state\n$/);
  });

  it('says that nothing was seen, and that an agent has ended', async () => {
    expect(await team.succeed('why', 'loud')).toContain('store/loud is unknown: nothing that can be believed was seen.');
    process.kill((await team.pane('store/loud')).pid, 'SIGKILL');
    await waitUntil(async () => (await team.pane('store/loud')).dead, { what: 'it to be dead' });
    expect(readDocument('why', await team.succeed('why', 'loud', '--json'))).toMatchObject({ status: 'exited', evidence: [] });
    expect(await team.succeed('why', 'loud')).toMatch(/store\/loud (?:is exited|has been exited for \d+s) \(.*\): that is what tmux tells of its window\./);
  });

  it('refuses a member that the team does not have', async () => {
    expect(await team.coders('why', 'carl')).toMatchObject({ exit: 2, stderr: expect.stringContaining('Did you mean') });
    expect(await team.coders('why')).toMatchObject({ exit: 2 });
  });
});

describe('coders logs', () => {
  it('shows the window, also of an agent that has ended', async () => {
    expect(await team.succeed('logs', 'cart')).toContain('Went on.');
    expect(readDocument<{ window: string[] }>('logs', await team.succeed('logs', 'cart', '--json')).window.join('\n')).toContain('Went on.');
    await waitUntil(async () => (await team.succeed('logs', 'loud')).includes('Pane is dead'), { what: 'tmux to draw the end' });
  });

  it('shows the turns, each with its prompt, its reply and its times', async () => {
    const { turns } = readDocument<{ turns: { prompt: string; reply: string; endedAt?: string }[] }>('logs', await team.succeed('logs', 'cart', '--turns', '--json'));
    expect(turns.at(-1)).toMatchObject({ prompt: 'demo: ask touch cart.txt\ndemo: say Went on.', reply: expect.stringContaining('Went on.'), endedAt: expect.any(String) });
    expect(await team.succeed('logs', 'cart', '--turns')).toContain('  demo: say Went on.\n    ');
  });

  it('follows the turns as they end', async () => {
    const child = team.start('coders', ['logs', 'till', '-f', '--turns']);
    const printed: string[] = [];
    child.stdout!.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    await waitUntil(() => printed.join('').includes('demo: ask touch till.txt'), { what: 'the turns so far' });
    await team.succeed('send', 'till', 'demo: say Something new.');
    await waitUntil(() => printed.join('').includes('    Something new.'), { what: 'the new turn' });
    child.kill('SIGINT');
    await waitUntil(() => child.exitCode !== null || child.signalCode !== null, { what: 'it to end' });
  });

  it('refuses what it can not show', async () => {
    expect(await team.coders('logs', 'cart', '--json', '--follow')).toMatchObject({ exit: 2 });
    expect(await team.coders('logs', 'loud', '--turns')).toMatchObject({ exit: 2 });
  });
});
