import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { claude } from '../../src/agents/claude/adapter.ts';
import { claudeInstall } from '../rig/claude-install.ts';
import { claudeTeam } from '../rig/claude-team.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await claudeInstall();
const missing = 'missing' in installed ? installed.missing : undefined;
if (missing !== undefined) console.warn(`SKIPPED: nothing was said to the real Claude Code. ${missing}`);
const title = missing === undefined ? 'what is said to the real Claude Code' : `what is said to the real Claude Code (SKIPPED: ${missing})`;

describe.skipIf(missing !== undefined)(title, () => {
  const rig = claudeTeam('program' in installed ? installed.program : '');
  const send = (...argv: readonly string[]) => rig.team.coders('send', 'cart', ...argv);

  beforeAll(async () => {
    await rig.write({ cart: 'Begin.\nFAKE:say Ready.' });
    await rig.team.succeed('apply', '--timeout', '60s');
    await rig.becomes('cart', 'idle');
  });

  it.each([
    ['one line', 'Look at the cart.'],
    ['some lines, with blanks in front and between', '  First.\n\n    Second: "quoted", $HOME, `id`, #{pane_id}; $(id)\nThird.'],
    ['unicode', 'Ünïcode 🍏 한글 👩‍👩‍👧 é, right-to-left שלום.'],
    ['a letter with its accent apart', 'The caf\u0065\u0301 opens.'],
    ['a shell line', '!touch never.txt'],
    ['a command of its own', '/compact now'],
    ['a command that it does not have', '/nosuch thing'],
    ['a path', '/tmp/a/b is a path'],
    ['a hash', '#remember the milk'],
    ['a file', '@README.md says what?'],
    ['the end of a file\'s name that it could complete', 'Look at @READ'],
    ['a question mark', '?'],
    ['a word that ends it', 'exit'],
    ['a tab', 'all:\n\tmake'],
    ['a backslash at the end', 'C:\\'],
    ['a dash in front', '-p --help'],
    ['3 kB in many lines', Array.from({ length: 60 }, (_, line) => `Line ${line}: eine Zeile, 一行, une ligne, and some more.`).join('\n')],
    ['3 kB in one line', 'word '.repeat(600).trim()],
  ])('takes %s as text, byte for byte', async (_name, text) => {
    const before = rig.model.asked.length;
    const { exit, stdout, stderr } = await send('--timeout', '30s', '--', text);
    expect({ exit, said: stdout + stderr }).toMatchObject({ exit: 0 });
    const prompt = claude.delivery!.asPrompt(text);
    expect((await rig.model.waitFor(prompt.trimEnd(), before)).prompt).toBe(prompt.trimEnd());
    await rig.becomes('cart', 'idle');
  });

  it('is queued by itself while it works, and comes next', async () => {
    await send('Hold on.\nFAKE:hold busy\nFAKE:say Held.');
    await rig.becomes('cart', 'working');
    const sent = await send('--when', 'next-turn', 'And then the pears.\n\nSecond line.');
    expect(sent).toMatchObject({ exit: 0 });
    expect(rig.model.asked.at(-1)!.prompt).not.toContain('pears');
    rig.model.release('busy');
    expect((await rig.model.waitFor('pears')).prompt).toBe('And then the pears.\n\nSecond line.');
    await rig.becomes('cart', 'idle');
    expect(rig.model.asked.filter(({ prompt }) => prompt.includes('pears')).length).toBe(1);
  });

  it('ends its turn for what can not wait', async () => {
    const before = rig.model.asked.length;
    await send('Hold on again.\nFAKE:bash pwd\nFAKE:hold never');
    // Escape before anything was said would put this back into the box.
    await waitUntil(() => rig.model.asked.slice(before).filter(({ prompt }) => prompt.includes('Hold on again.')).length === 2, { what: 'its call to be over' });
    await rig.becomes('cart', 'working');
    expect(await send('--when', 'now', 'Stop that.')).toMatchObject({ exit: 0 });
    expect((await rig.model.waitFor('Stop that.')).prompt).toContain('Stop that.');
    await rig.becomes('cart', 'idle');
  });

  it('is not typed into a permission dialog, and is given after it', async () => {
    const file = join(rig.team.worktree('cart'), 'asked.txt');
    await send('Make it.\nFAKE:bash touch asked.txt\nFAKE:say Made.');
    await waitUntil(async () => (await rig.status('cart')).detail === 'a permission: touch asked.txt', { what: 'the dialog to stand on the screen' });
    for (const when of ['idle', 'next-turn', 'now']) {
      const { exit, stdout } = await send('--when', when, '--timeout', '2s', 'y');
      expect({ exit, stdout }).toMatchObject({ exit: 4, stdout: expect.stringContaining('an answer to the question on its screen') });
    }
    expect(existsSync(file)).toBe(false);
    expect(await rig.screen('cart')).toContain('Do you want to proceed?');
    await rig.team.tmux('send-keys', '-t', (await rig.team.pane('store/cart')).id, '1');
    await rig.becomes('cart', 'idle');
    expect(existsSync(file)).toBe(true);
    expect(await send('Thank you.')).toMatchObject({ exit: 0 });
  });

  it('is not mixed with what a person has begun to type', async () => {
    const { id } = await rig.team.pane('store/cart');
    await rig.team.tmux('send-keys', '-t', id, '-l', 'I was about to');
    await waitUntil(async () => (await rig.screen('cart')).includes('I was about to'), { what: 'the draft to be drawn' });
    const { exit, stdout, stderr } = await send('--timeout', '2s', 'Hello.');
    expect({ exit, stdout, stderr }).toMatchObject({ exit: 4, stdout: expect.stringContaining('the draft in its input box') });
    await rig.team.tmux('send-keys', '-t', id, 'C-u');
    expect(await send('Hello.')).toMatchObject({ exit: 0 });
  });
});
