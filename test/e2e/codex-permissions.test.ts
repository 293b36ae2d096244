import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { codexInstall } from '../rig/codex-install.ts';
import { codexPerson, type CodexPerson } from '../rig/codex-person.ts';
import { loneEngineer, type LoneEngineer } from '../rig/lone-engineer.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

const installed = await codexInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: the real Codex was not asked for permissions. ${missing}`);
const program = 'program' in installed ? installed.program : '';
const note = missing === undefined ? '' : ` (SKIPPED: ${missing})`;

const patience = 30_000;
const people: CodexPerson[] = [];

function engineer(permissionMode: string): LoneEngineer {
  return loneEngineer({
    tool: 'codex',
    program,
    permissionMode,
    patience,
    person: async (model, team) => {
      const person = await codexPerson({ model, trusts: [team.repository.path] });
      people.push(person);
      return person;
    },
  });
}

/** A command that Codex needs leave for. */
function command(cmd: string): string {
  return `tool exec_command ${JSON.stringify({ cmd, sandbox_permissions: 'require_escalated', justification: 'May I?' })}`;
}

/** Gives a prompt that makes one tool call; the model's words come when it is over. */
async function told({ team }: LoneEngineer, call: string): Promise<void> {
  await team.succeed('send', 'cart', `Please.\nFAKE:${call}\nFAKE:say It is over.`);
}

describe.skipIf(missing !== undefined)(`what a real Codex may do${note}`, () => {
  const rig = engineer('workspace-write on-request');
  let before: Awaited<ReturnType<CodexPerson['settings']>>;

  beforeAll(async () => {
    before = await people[0]!.settings();
    await rig.apply('[{tool: Bash, match: "touch allowed*", answer: allow}, {tool: Bash, match: "touch denied*", answer: deny}, {tool: Edit, match: "*.env", answer: deny}, {tool: Bash, match: "touch late*", answer: ask, after: 1s, then: deny}]');
  }, 2 * patience);

  it('is allowed by the rules without a person', async () => {
    await told(rig, command('touch allowed.txt'));
    await rig.result();
    expect(existsSync(rig.file('allowed.txt'))).toBe(true);
  });

  it('is denied by the rules, wherever in a command it stands and whatever its sandbox would let it do, and told why', async () => {
    await told(rig, 'bash cd . && touch  denied.txt');
    expect(await rig.result()).toContain('The team\'s rules deny this: Bash \\"touch denied*\\".');
    await told(rig, `tool exec_command ${JSON.stringify({ cmd: `apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: fine.txt\n+x\n*** Add File: deep/secret.env\n+x\n*** End Patch\nEOF` })}`);
    expect(await rig.result()).toContain('The team\'s rules deny this: Edit \\"*.env\\".');
    expect((await readdir(rig.file('.'))).filter((name) => /denied|fine|deep/.test(name))).toEqual([]);
  });

  it('is asked for where no rule fits, and runs when a person says yes', async () => {
    await told(rig, command('touch allowed.txt && touch asked.txt'));
    const { id, kind, text } = await rig.question();
    expect({ kind, text }).toEqual({ kind: 'permission', text: 'touch allowed.txt && touch asked.txt' });
    await rig.becomes('waiting');
    expect(await rig.screen()).toContain('This waits for an answer: coders ask');
    expect(existsSync(rig.file('asked.txt'))).toBe(false);
    expect(readDocument('answer', await rig.team.succeed('answer', id, 'yes', '--json'))).toMatchObject({ answered: true });
    await rig.result();
    expect(existsSync(rig.file('asked.txt'))).toBe(true);
    expect(await rig.asked()).toEqual([]);
  });

  it('does not run when a person says why not, and the model is told', async () => {
    await told(rig, command('touch refused.txt'));
    await rig.team.succeed('answer', (await rig.question()).id, 'Use another name: größer.txt');
    expect(await rig.result()).toContain('Use another name: größer.txt');
    expect(existsSync(rig.file('refused.txt'))).toBe(false);
  });

  it('is denied after its time without an answer', async () => {
    await told(rig, command('touch late.txt'));
    expect(await rig.result()).toContain('Nobody answered in time');
    expect(existsSync(rig.file('late.txt'))).toBe(false);
  });

  it('is not given by a message, which waits for the answer', async () => {
    await told(rig, command('touch by-message.txt'));
    const { id } = await rig.question();
    await rig.becomes('waiting');
    for (const when of ['idle', 'now', 'next-turn']) {
      expect(await rig.team.coders('send', 'cart', 'And the pears?', '--when', when, '--timeout', '1s')).toMatchObject({ exit: 4, stdout: expect.stringContaining('held') });
    }
    await rig.team.succeed('answer', id, 'no');
    await rig.becomes('idle');
    expect(existsSync(rig.file('by-message.txt'))).toBe(false);
  });

  it('is no question any more when a person interrupts it in the window, and leaves no hook behind', async () => {
    await told(rig, command('touch by-hand.txt'));
    await rig.question();
    await rig.press('Escape');
    await rig.becomes('idle');
    expect(await rig.asked()).toEqual([]);
    await waitUntil(async () => !(await rig.team.processes()).some(({ command: line }) => line.startsWith('/bin/sh') && line.includes('hook.sh')), { what: 'the hook to end' });
    expect(existsSync(rig.file('by-hand.txt'))).toBe(false);
  });

  it('leaves nothing running after the end, also of a question that nobody answered, and no file of the person\'s changed', async () => {
    await told(rig, command('touch open.txt'));
    await rig.question();
    await rig.team.succeed('down', '--yes');
    expect(await rig.team.processes()).toEqual([]);
    expect(await people[0]!.settings()).toEqual(before);
  });
});

describe.skipIf(missing !== undefined)(`a real Codex that asks for nothing${note}`, () => {
  const rig = engineer('bypass');

  it('still may not do what the rules deny', async () => {
    await rig.apply('[{tool: Bash, match: "touch denied*", answer: deny}]', { brief: 'Begin.\nFAKE:bash ls; touch denied.txt\nFAKE:bash touch fine.txt\nFAKE:say Ready.' });
    await waitUntil(() => existsSync(rig.file('fine.txt')), { what: 'the last call', timeout: patience });
    await rig.becomes('idle');
    expect(existsSync(rig.file('denied.txt'))).toBe(false);
  });
});
