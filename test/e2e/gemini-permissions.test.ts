import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { geminiInstall } from '../rig/gemini-install.ts';
import { geminiPerson } from '../rig/gemini-person.ts';
import { loneEngineer, type LoneEngineer } from '../rig/lone-engineer.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

const installed = await geminiInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: the real Gemini CLI was not asked for permissions. ${missing}`);
const program = 'program' in installed ? installed.program : '';
const note = missing === undefined ? '' : ` (SKIPPED: ${missing})`;

const patience = 60_000;
const ownPolicy = '[[rule]]\ntoolName = "run_shell_command"\ncommandPrefix = "touch mine.txt"\ndecision = "allow"\npriority = 100\n\n[[rule]]\ntoolName = "run_shell_command"\ncommandPrefix = "touch allowed-not.txt"\ndecision = "deny"\npriority = 100\n';

function engineer(permissionMode: string): LoneEngineer {
  return loneEngineer({
    tool: 'gemini',
    program,
    permissionMode,
    patience,
    person: async (model, team) => {
      const person = await geminiPerson({ model, trusts: [team.repository.path] });
      await mkdir(join(person.home, '.gemini/policies'));
      await writeFile(join(person.home, '.gemini/policies/own.toml'), ownPolicy);
      return person;
    },
  });
}

/** Gives a prompt that makes one tool call; the model's words come when it is over. */
async function told({ team }: LoneEngineer, call: string): Promise<void> {
  await team.succeed('send', 'cart', `Please.\nFAKE:${call}\nFAKE:say It is over.`, '--timeout', `${patience / 1000}s`);
}

describe.skipIf(missing !== undefined)(`what a real Gemini CLI may do${note}`, { timeout: 3 * patience }, () => {
  const rig = engineer('default');

  beforeAll(() => rig.apply('[{tool: Bash, match: "touch allowed*", answer: allow}, {match: "touch denied*", answer: deny}, {match: "*.env", answer: deny}, {tool: Write, match: "*.md", answer: allow}]'), 2 * patience);

  it('is allowed by the rules without a person', async () => {
    await told(rig, 'bash touch allowed.txt');
    await rig.result();
    expect(existsSync(rig.file('allowed.txt'))).toBe(true);
    await told(rig, 'write notes.md|one');
    await rig.result();
    expect(await readFile(rig.file('notes.md'), 'utf8')).toBe('one');
  });

  it('is denied by the rules, wherever in a command it stands, and told why', async () => {
    await told(rig, 'bash cd . && touch  denied.txt');
    expect(await rig.result()).toContain('The team\'s rules deny this');
    await told(rig, 'write secret.env|x');
    expect(await rig.result()).toContain('The team\'s rules deny this');
    expect((await readdir(rig.file('.'))).filter((name) => /denied|secret/.test(name))).toEqual([]);
  });

  it('is asked for where no rule fits, as beside what one allows, and runs when a person says yes', async () => {
    await told(rig, 'bash touch allowed.txt && touch asked.txt');
    const { id, kind, text } = await rig.question();
    expect({ kind, text }).toEqual({ kind: 'permission', text: 'touch allowed.txt && touch asked.txt' });
    expect(existsSync(rig.file('asked.txt'))).toBe(false);
    expect(readDocument('answer', await rig.team.succeed('answer', id, 'yes', '--json'))).toMatchObject({ answered: true });
    await rig.result();
    expect(existsSync(rig.file('asked.txt'))).toBe(true);
    expect(await rig.asked()).toEqual([]);
  });

  it('is not given by a message, which waits for the answer', async () => {
    await told(rig, 'bash touch by-message.txt');
    const { id } = await rig.question();
    for (const when of ['idle', 'now', 'next-turn']) {
      expect(await rig.team.coders('send', 'cart', 'And the pears?', '--when', when, '--timeout', '1s')).toMatchObject({ exit: 4, stdout: expect.stringContaining('held') });
    }
    await rig.team.succeed('answer', id, 'no');
    await rig.becomes('idle');
    expect(existsSync(rig.file('by-message.txt'))).toBe(false);
  });

  it('is what the person\'s own policies say, where the rules deny nothing', async () => {
    await told(rig, 'bash touch mine.txt');
    await rig.result();
    expect(existsSync(rig.file('mine.txt'))).toBe(true);
    await told(rig, 'bash touch allowed-not.txt');
    expect(await rig.result()).toContain('denied by policy');
    expect(existsSync(rig.file('allowed-not.txt'))).toBe(false);
    expect(await readFile(join(rig.team.environment['HOME']!, '.gemini/policies/own.toml'), 'utf8')).toBe(ownPolicy);
  });

  it('leaves nothing running after the end, also of a question that nobody answered', async () => {
    await told(rig, 'bash touch open.txt');
    await rig.question();
    await rig.team.succeed('down', '--yes');
    expect(await rig.team.processes()).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)(`a real Gemini CLI that asks for nothing${note}`, { timeout: 3 * patience }, () => {
  const rig = engineer('yolo');

  it('still may not do what the rules deny', async () => {
    await rig.apply('[{tool: Bash, match: "touch denied*", answer: deny}, {match: "*.env", answer: deny}]', { brief: 'Begin.\nFAKE:bash ls; touch denied.txt\nFAKE:write secret.env|x\nFAKE:bash touch fine.txt\nFAKE:say Ready.' });
    await waitUntil(() => existsSync(rig.file('fine.txt')), { what: 'the last call', timeout: patience });
    await rig.becomes('idle');
    expect((await readdir(dirname(rig.file('fine.txt')))).filter((name) => /denied|secret/.test(name))).toEqual([]);
  });
});
