import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loneEngineer, type LoneEngineer } from '../rig/lone-engineer.ts';
import { opencodeInstall } from '../rig/opencode-install.ts';
import { opencodePerson } from '../rig/opencode-person.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

const installed = await opencodeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: the real OpenCode was not asked for permissions. ${missing}`);
const program = 'program' in installed ? installed.program : '';
const note = missing === undefined ? '' : ` (SKIPPED: ${missing})`;

const patience = 90_000;
const engineer = (permissionMode: string) => loneEngineer({ tool: 'opencode', program, permissionMode, patience, person: (model) => opencodePerson({ model }) });

/** Gives a prompt that makes one tool call; the model's words come when it is over. */
async function told({ team }: LoneEngineer, call: string): Promise<void> {
  await team.succeed('send', 'cart', `Please.\nFAKE:${call}\nFAKE:say It is over.`, '--timeout', `${patience / 1000}s`);
}

describe.skipIf(missing !== undefined)(`what a real OpenCode may do${note}`, { timeout: 3 * patience }, () => {
  const rig = engineer('ask');

  beforeAll(() => rig.apply('[{tool: Bash, match: "touch allowed*", answer: allow}, {match: "touch denied*", answer: deny}, {match: "*.env", answer: deny}, {tool: bash, match: "touch late*", answer: ask, after: 2s, then: deny}]'), 2 * patience);

  it('is allowed by the rules without a person', async () => {
    await told(rig, 'bash touch allowed.txt');
    await rig.result();
    expect(existsSync(rig.file('allowed.txt'))).toBe(true);
  });

  it('is denied by the rules, wherever in a command it stands, and told why', async () => {
    await told(rig, 'bash cd . && touch denied.txt');
    expect(await rig.result()).toContain('The team\'s rules deny this');
    await told(rig, 'write secret.env|x');
    expect(await rig.result()).toContain('The team\'s rules deny this');
    expect((await readdir(rig.file('.'))).filter((name) => /denied|secret/.test(name))).toEqual([]);
  });

  it('is asked for where no rule fits, and runs when a person says yes', async () => {
    await told(rig, 'bash touch asked.txt');
    const { id, kind, text } = await rig.question();
    expect({ kind, text }).toEqual({ kind: 'permission', text: 'touch asked.txt' });
    expect(existsSync(rig.file('asked.txt'))).toBe(false);
    expect(readDocument('answer', await rig.team.succeed('answer', id, 'yes', '--json'))).toMatchObject({ answered: true });
    await rig.result();
    expect(existsSync(rig.file('asked.txt'))).toBe(true);
    expect(await rig.asked()).toEqual([]);
    expect(await rig.team.coders('answer', id, 'yes')).toMatchObject({ exit: 2 });
  });

  it('does not run when a person says why not', async () => {
    await told(rig, 'bash touch refused.txt');
    await rig.team.succeed('answer', (await rig.question()).id, 'Use "another" \\ name.');
    expect(await rig.result()).toContain('Use "another" \\ name.');
    expect(existsSync(rig.file('refused.txt'))).toBe(false);
  });

  it('is denied after its time without an answer', async () => {
    await told(rig, 'bash touch late.txt'); // whose question stands for 2 s: a look at all questions may take as long
    expect(await rig.result()).toContain('Nobody answered in time');
    expect(await rig.asked()).toEqual([]);
    expect(existsSync(rig.file('late.txt'))).toBe(false);
  });

  it('is asked for in the words of every tool', async () => {
    await told(rig, `tool read ${JSON.stringify({ filePath: rig.file('allowed.txt') })}`);
    expect(await rig.question()).toMatchObject({ text: `Read: ${rig.file('allowed.txt')}` });
    await rig.team.succeed('answer', (await rig.question()).id, 'yes');
    expect(await rig.result()).not.toContain('denied');
  });

  it('is not given by a message, which waits for the answer', async () => {
    await told(rig, 'bash touch by-message.txt');
    await rig.question();
    for (const when of ['idle', 'now', 'next-turn']) {
      expect(await rig.team.coders('send', 'cart', 'And the pears?', '--when', when, '--timeout', '1s')).toMatchObject({ exit: 4, stdout: expect.stringContaining('held') });
    }
    expect(existsSync(rig.file('by-message.txt'))).toBe(false);
    await rig.team.succeed('answer', (await rig.question()).id, 'no');
    expect(await rig.result()).toContain('A person says no.');
  });

  it('is no question any more when a person answers in the window, and leaves no hook behind', async () => {
    await told(rig, 'bash touch by-hand.txt');
    await rig.question();
    await waitUntil(async () => { await rig.press('Enter'); return !(await rig.screen()).includes('Permission required'); }, { what: 'the dialog to be answered', timeout: patience });
    await rig.result();
    expect(existsSync(rig.file('by-hand.txt'))).toBe(true);
    expect(await rig.asked()).toEqual([]);
    await waitUntil(async () => !(await rig.team.processes()).some(({ command }) => command.includes('hook.sh')), { what: 'the hook to end' });
  });

  it('leaves nothing running after the end, also of a question that nobody answered', async () => {
    await told(rig, 'bash touch open.txt');
    await rig.question();
    await rig.team.succeed('down', '--yes');
    expect(await rig.team.processes()).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)(`a real OpenCode that asks for nothing${note}`, { timeout: 3 * patience }, () => {
  const rig = engineer('allow');

  it('still may not do what the rules deny', async () => {
    await rig.apply('[{tool: Bash, match: "touch denied*", answer: deny}, {match: "*.env", answer: deny}]', { brief: 'Begin.\nFAKE:bash ls; touch denied.txt\nFAKE:write secret.env|x\nFAKE:bash touch fine.txt\nFAKE:say Ready.' });
    await waitUntil(() => existsSync(rig.file('fine.txt')), { what: 'the last call', timeout: patience });
    await rig.becomes('idle');
    expect((await readdir(dirname(rig.file('fine.txt')))).filter((name) => /denied|secret/.test(name))).toEqual([]);
  });
});
