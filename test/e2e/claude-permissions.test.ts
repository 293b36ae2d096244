import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { claudeInstall } from '../rig/claude-install.ts';
import { claudeTeam } from '../rig/claude-team.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { readDocument } from './cli/documents.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: the real Claude Code was not asked for permissions. ${missing}`);
const program = 'program' in installed ? installed.program : '';
const note = missing === undefined ? '' : ` (SKIPPED: ${missing})`;

interface Question {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
}

describe.skipIf(missing !== undefined)(`what a real Claude Code may do${note}`, () => {
  const rig = claudeTeam(program);
  const file = (name: string) => join(rig.team.worktree('cart'), name);
  const asked = async () => readDocument<{ questions: Question[] }>('ask', await rig.team.succeed('ask', '--json')).questions;

  /** Gives a prompt that makes one tool call; the model's words come when it is over. */
  async function told(command: string): Promise<void> {
    await rig.team.succeed('send', 'cart', `Please.\nFAKE:bash ${command}\nFAKE:say It is over.`);
  }

  /** Once its hook waits with it: the dialog is drawn before, and is a question of its screen till then, by another id. */
  async function question(): Promise<Question> {
    return waitUntil(async () => (await asked()).find(({ id }) => /^\d+$/.test(id)), { what: 'a question' });
  }

  /** What the tool call's result was, by the model's last request. */
  async function result(): Promise<string> {
    await rig.becomes('cart', 'idle');
    return rig.model.asked.at(-1)!.turns.findLast(({ from }) => from === 'tool')!.text;
  }

  /** Like a person who presses again where nothing came of it: a dialog that was just drawn ignores keys. */
  async function pressWhileItStands(key: string): Promise<void> {
    const stands = async () => (await rig.screen('cart')).includes('Do you want to proceed?');
    await waitUntil(stands, { what: 'the dialog to be drawn' });
    const { id } = await rig.team.pane('store/cart');
    await waitUntil(async () => { await rig.team.tmux('send-keys', '-t', id, key); return !(await stands()); }, { what: 'the dialog to be answered' });
    await rig.team.tmux('send-keys', '-t', id, 'C-u'); // the key that came too late
  }

  beforeAll(async () => {
    const own = JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command: `touch ${join(rig.team?.directory ?? '', 'own-hook')}` }] }] }, env: { OWN: 'setting' } });
    const rules = '[{tool: Bash, match: "touch allowed*", answer: allow}, {match: "touch denied*", answer: deny}, {tool: Bash, match: "touch late*", answer: ask, after: 2s, then: deny}]';
    await rig.write({ cart: 'Begin.\nFAKE:say Ready.' }, { args: ['--settings', own], rest: `defaults: {permissions: ${rules}}\n` });
    await rig.team.succeed('apply', '--timeout', '60s');
    await rig.becomes('cart', 'idle');
  });

  it('is allowed by the rules without a person', async () => {
    await told('touch allowed.txt');
    expect(await result()).not.toContain('denied');
    expect(existsSync(file('allowed.txt'))).toBe(true);
  });

  it('is denied by the rules, wherever in a command it stands, and told why', async () => {
    await told('cd . && touch denied.txt');
    expect(await result()).toContain('The team\'s rules deny this');
    expect(existsSync(file('denied.txt'))).toBe(false);
  });

  it('is asked for where no rule fits, and runs when a person says yes', async () => {
    await told('touch asked.txt');
    const { id, kind, text } = await question();
    expect({ kind, text }).toEqual({ kind: 'permission', text: 'touch asked.txt' });
    expect(existsSync(file('asked.txt'))).toBe(false);
    expect((await rig.status('cart')).detail).toBe('a permission: touch asked.txt');
    expect(readDocument('answer', await rig.team.succeed('answer', id, 'yes', '--json'))).toMatchObject({ answered: true });
    await result();
    expect(existsSync(file('asked.txt'))).toBe(true);
    expect(await asked()).toEqual([]);
    expect(await rig.team.coders('answer', id, 'yes')).toMatchObject({ exit: 2 });
  });

  it('does not run when a person says no, or says why not', async () => {
    await told('touch refused.txt');
    await rig.team.succeed('answer', (await question()).id, 'no');
    expect(await result()).toContain('A person says no.');
    await told('touch refused.txt');
    await rig.team.succeed('answer', (await question()).id, 'Use "another" \\ name.');
    expect(await result()).toContain(JSON.stringify('Use "another" \\ name.').slice(1, -1));
    expect(existsSync(file('refused.txt'))).toBe(false);
  });

  it('is denied after its time without an answer', async () => {
    await told('touch late.txt'); // whose question stands for 2 s: a look at all questions may take as long
    expect(await result()).toContain('Nobody answered in time');
    expect(await asked()).toEqual([]);
    expect(existsSync(file('late.txt'))).toBe(false);
  });

  it('is no question any more when a person answers in the window, and leaves no hook behind', async () => {
    await told('touch by-hand.txt');
    await question();
    await pressWhileItStands('1');
    await result();
    expect(existsSync(file('by-hand.txt'))).toBe(true);
    expect(await asked()).toEqual([]);
    await waitUntil(async () => !(await rig.team.processes()).some(({ command }) => command.includes('hook.sh')), { what: 'the hook to end' });
  });

  it('is asked for by the question desk in its own words, too: a choice is made from there', async () => {
    await rig.team.succeed('send', 'cart', 'Please.\nFAKE:tool AskUserQuestion {"questions":[{"question":"Which fruit shall it be?","header":"Fruit","multiSelect":false,"options":[{"label":"Apple","description":"red"},{"label":"Pear","description":"green"}]}]}\nFAKE:say It is over.');
    const { id, kind, text } = await waitUntil(async () => (await asked()).find(({ text: words = '' }) => words !== ''), { what: 'the question to stand on the screen' });
    expect({ id, kind, text }).toEqual({ id: 'store/cart', kind: 'question', text: 'Which fruit shall it be? (Apple / Pear)' });
    await rig.team.succeed('answer', id, 'Pear');
    expect(await result()).toContain('"Which fruit shall it be?\\"=\\"Pear\\"');
  });

  it('keeps the person\'s own settings beside the team\'s hooks', async () => {
    expect(existsSync(join(rig.team.directory, 'own-hook'))).toBe(true);
    const before = await rig.person.settings();
    expect(before).toEqual(await rig.person.settings());
  });

  it('is told by hooks, as `coders why` shows', async () => {
    const why = readDocument<{ evidence: { source: string }[] }>('why', await rig.team.succeed('why', 'cart', '--json'));
    expect(new Set(why.evidence.map(({ source }) => source))).toEqual(new Set(['session-file', 'hook', 'transcript']));
    const turns = async () => readDocument<{ turns: { prompt: string; reply: string }[] }>('logs', await rig.team.succeed('logs', 'cart', '--turns', '--json')).turns;
    // Claude Code rests before its last reply is on the disk.
    const last = await waitUntil(async () => { const turn = (await turns()).at(-1); return turn?.reply === 'It is over.' ? turn : undefined; }, { what: 'the last reply to be in the record' });
    expect(last).toMatchObject({ usage: [{ tokens: { input: 14 } }] });
  });

  it('leaves nothing running after the end, also of a question that nobody answered', async () => {
    await told('touch open.txt');
    await question();
    await rig.team.succeed('down', '--yes');
    expect(await rig.team.processes()).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)(`a real Claude Code that asks for nothing${note}`, () => {
  const rig = claudeTeam(program, { IS_SANDBOX: '1' });

  it('still may not do what the rules deny, and keeps its settings file', async () => {
    const settings = join(rig.team.directory, 'own settings.json');
    await writeFile(settings, '{"skipDangerousModePermissionPrompt":true}');
    await rig.write({ cart: 'Begin.\nFAKE:bash ls; touch denied.txt\nFAKE:write secret.env|x\nFAKE:bash touch fine.txt\nFAKE:say Ready.' }, {
      permissionMode: 'bypassPermissions',
      args: ['--settings', settings],
      rest: 'defaults: {permissions: [{tool: Bash, match: "touch denied*", answer: deny}, {match: "*.env", answer: deny}]}\n',
    });
    await rig.team.succeed('apply', '--timeout', '60s');
    await rig.model.waitFor('Begin.');
    await waitUntil(() => existsSync(join(rig.team.worktree('cart'), 'fine.txt')), { what: 'the last call', timeout: 30_000 });
    await rig.becomes('cart', 'idle');
    expect((await readdir(rig.team.worktree('cart'))).filter((name) => /denied|secret/.test(name))).toEqual([]);
    expect(await readFile(settings, 'utf8')).toBe('{"skipDangerousModePermissionPrompt":true}');
  });
});
