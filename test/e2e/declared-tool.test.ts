import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readSession, type WrittenRow } from '../../src/demo/session-log.ts';
import type { CheckResult } from '../../src/conformance/subject.ts';
import { declaredDemo } from '../rig/declared-demo.ts';
import { testTeam, type TestTeam } from '../rig/team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

let team: TestTeam;
let keep: string;

beforeEach(async () => {
  team = await testTeam();
  keep = join(team.home, 'keep');
});

type Tool = Partial<Omit<ReturnType<typeof declaredDemo>, 'states'>> & { readonly states?: object; readonly [field: string]: unknown };

/** A team with one engineer, whose tool coders knows from the manifest alone. */
async function writeTeam(change: (tool: Tool) => Tool = (tool) => tool, member = ''): Promise<void> {
  const own = change(declaredDemo({ package: team.package, home: keep }));
  await team.write(`tools: ${JSON.stringify({ own })}\nprojects: {store: {repo: repo, engineers: {cart: {tool: own, brief: Build the cart.${member}}}}}\n`);
}

const withoutRecord = ({ record: _, resume: __, ...tool }: Tool): Tool => tool;

async function conversation(): Promise<readonly WrittenRow[]> {
  const { tag } = await team.pane('store/cart');
  return readSession(await readFile(join(keep, 'coders', 'demo', `${tag!.conversation}.jsonl`), 'utf8')).rows;
}

async function prompts(): Promise<readonly string[]> {
  return (await conversation()).flatMap((row) => (row.type === 'user' ? [row.text] : []));
}

async function status(): Promise<string> {
  const { members } = readDocument<{ members: { status: string }[] }>('status', await team.succeed('status', '--json'));
  return members[0]!.status;
}

/** Nothing that the manifest says fits it while it starts, so nobody waits for that but here. */
async function applied(): Promise<void> {
  await team.succeed('apply');
  await waitUntil(async () => (await status()) === 'idle', { what: 'the agent to be idle' });
}

interface Document {
  readonly conforms: boolean;
  readonly checks: readonly CheckResult[];
}

describe('a tool that is described wholly in the manifest', () => {
  it('meets every check of the conformance suite', async () => {
    await writeTeam();
    const { exit, stdout, stderr } = await team.coders('adapter', 'test', 'team.yaml', '--yes', '--json');
    const { checks } = readDocument<Document>('adapter', stdout);
    expect(checks.filter(({ state }) => state !== 'passed'), stderr).toEqual([]);
    expect(exit).toBe(0);
    expect(await team.processes()).toEqual([]);
  });

  it('meets every check that applies where it keeps no record', async () => {
    await writeTeam(withoutRecord);
    const { exit, stdout, stderr } = await team.coders('adapter', 'test', 'team.yaml', '--yes', '--json');
    const { checks } = readDocument<Document>('adapter', stdout);
    expect(checks.filter(({ state }) => state === 'failed'), stderr).toEqual([]);
    expect(checks.filter(({ state }) => state === 'skipped').map(({ name }) => name)).toEqual(['the brief is its first prompt']);
    expect(exit).toBe(0);
  });

  it('is validated, applied, told its brief, talked to, resumed and taken down', async () => {
    await writeTeam();
    await team.succeed('validate');
    readDocument('plan', await team.succeed('plan', '--json'));
    expect(await team.succeed('plan')).toContain('start own (sonnet), a new conversation');
    await applied();
    expect(await team.succeed('apply')).toBe('');
    expect((await prompts())[0]).toContain('Build the cart.');
    expect(await team.succeed('why', 'cart')).toContain('its title looks as the manifest says for idle');
    expect(await team.succeed('send', 'cart', 'And the pears?')).toContain('acknowledged');
    expect((await prompts()).at(-1)).toBe('And the pears?');

    const { pid, tag } = await team.pane('store/cart');
    process.kill(pid, 'SIGKILL');
    await waitUntil(async () => (await team.pane('store/cart')).dead, { what: 'the agent to be dead' });
    expect(await team.succeed('plan')).toContain('its conversation resumed');
    await applied();
    expect((await team.pane('store/cart')).tag).toMatchObject({ conversation: tag!.conversation, epoch: tag!.epoch + 1 });
    expect(await prompts()).toHaveLength(2);
    await team.succeed('down', '--yes');
    expect(await team.processes()).toEqual([]);
  });

  it('waits for an answer with the question that its screen shows, and nothing is typed into it', async () => {
    await writeTeam();
    await applied();
    await team.succeed('send', 'cart', 'demo: ask touch pears');
    await waitUntil(async () => (await status()) === 'waiting', { what: 'the dialog' });
    expect(await team.succeed('status')).toContain('Do you want to run touch pears?');
    expect(await team.coders('send', 'cart', 'yes', '--timeout', '1s')).toMatchObject({ exit: 4, stdout: expect.stringContaining('an answer to the question on its screen') });
  });

  it('says of a delivery that only the screen proves that this is weaker', async () => {
    await writeTeam(withoutRecord);
    await applied();
    await team.succeed('send', 'cart', 'And the pears?');
    expect(await team.succeed('messages', '--json')).toContain('the tool keeps no record that could prove it');
    expect(await prompts()).toEqual([expect.stringContaining('Build the cart.'), 'And the pears?']);
  });

  it('is looked at in another way without being started again, and started again for another command line', async () => {
    await writeTeam();
    await applied();
    const { pid, tag } = await team.pane('store/cart');
    await writeTeam((tool) => ({ ...tool, states: { ...tool.states, limited: { screen: 'no more today' } } }));
    expect(await team.succeed('plan')).toMatch(/look at it as the manifest says now\n.*impact: live\n.*declared\.states\.limited\.screen: \(none\) → no more today/);
    await team.succeed('apply');
    expect(await team.succeed('apply')).toBe('');
    expect((await team.pane('store/cart')).pid).toBe(pid);

    await writeTeam((tool) => ({ ...tool, resume: [...tool.resume!.slice(0, -1), '--name', 'Cart', ['--', '{brief}']] }));
    expect(await team.succeed('plan')).toMatch(/its conversation resumed\n.*impact: restart/);
    await team.succeed('apply');
    expect((await team.pane('store/cart')).tag).toMatchObject({ conversation: tag!.conversation, epoch: tag!.epoch + 1 });
  });

  it('has the binary, the arguments and the variables that its members have', async () => {
    await writeTeam((tool) => ({ ...tool, binary: process.execPath, args: ['--name', 'Somebody'] }), ', env: {COLOUR: green}');
    await applied();
    expect((await team.pane('store/cart')).title).toContain('Somebody');
    expect((await readFile(`/proc/${(await team.pane('store/cart')).pid}/environ`, 'utf8')).split('\0')).toContain('COLOUR=green');
  });
});
