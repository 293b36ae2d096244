import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claude } from '../../src/agents/claude/adapter.ts';
import type { AgentTerminal } from '../rig/agent-terminal.ts';
import { claudeInstall, claudeVersion } from '../rig/claude-install.ts';
import { claudePerson } from '../rig/claude-person.ts';
import { entered, recordScenes, typed } from '../rig/record-scenes.ts';

const installed = await claudeInstall();
if ('missing' in installed) throw new Error(installed.missing);

const held = 'Build the cart.\nFAKE:hold never';
const tool = (name: string, input: object) => `Go on.\nFAKE:tool ${name} ${JSON.stringify(input)}`;
const fruit = { question: 'Which fruit shall it be?', header: 'Fruit', multiSelect: false, options: [{ label: 'Apple', description: 'Red.' }, { label: 'Dark pear', description: 'Green.' }] };
const day = { question: 'Which days?', header: 'Days', multiSelect: true, options: [{ label: 'Monday', description: 'The first.' }, { label: 'Sunday', description: 'The last.' }] };
// A token that opens nothing, and makes it one that has limits.
const subscription = { ANTHROPIC_AUTH_TOKEN: undefined, CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat01-fake' };
const keys = (...names: readonly string[]) => (terminal: AgentTerminal) => terminal.press(...names);
const soon = new Date(Math.ceil(Date.now() / 3_600_000 + 1) * 3_600_000).toISOString();
const footer = '(⏵⏵|⏸) .+ on';

recordScenes({
  adapter: claude,
  folder: `claude-${claudeVersion}`,
  program: installed.program,
  patience: 20_000,
  packageDirectory: '/nowhere',
  permissionMode: 'manual',
  ready: new RegExp(`^[✳◐◑] [^]*\\n❯[^]*${footer}`),
  async person({ model, directory, isStranger }) {
    const person = await claudePerson({ model, trusts: isStranger ? [] : [directory] });
    const file = join(person.home, '.claude', '.claude.json');
    await writeFile(file, JSON.stringify({ ...(JSON.parse(await readFile(file, 'utf8')) as object), numStartups: 20 }));
    return person;
  },
}, [
  { name: 'idle', shows: new RegExp(`^✳ [^]*\\n❯[^]*${footer}`) },
  { name: 'working', brief: held, shows: /… \(\d+s/ },
  { name: 'queued', brief: held, act: entered('And the pears?'), shows: /Queued · [^]*Press up to edit queued messages/ },
  { name: 'done', brief: 'Build the cart.\nFAKE:bash ls\nFAKE:say The cart stands.', shows: /^✳ [^]*The cart stands\.\n[^]* for \d+s/ },
  { name: 'interrupted', brief: 'Build the cart.\nFAKE:bash ls\nFAKE:hold never', once: /Ran 1 shell command|⎿ {2}\$ ls/, act: keys('Escape'), shows: /Interrupted · / },
  { name: 'retrying', brief: 'Build the cart.\nFAKE:status 500', shows: /attempt \d+/i },
  { name: 'limited', brief: 'Build the cart.\nFAKE:limit', environment: subscription, shows: /hit your 5-hour limit/ },
  { name: 'limited-until', brief: `Build the cart.\nFAKE:limit ${soon}`, environment: subscription, shows: /Usage limit reached · / },
  { name: 'limited-and-asked', brief: 'Build the cart.\nFAKE:limit 2031-05-06T07:08:09Z', environment: subscription, shows: /Stop and wait for limit to reset/ },
  { name: 'login', environment: { ANTHROPIC_AUTH_TOKEN: undefined }, shows: /Not logged in · run \/login/ },
  { name: 'login-after-a-prompt', brief: 'Hello.', environment: { ANTHROPIC_AUTH_TOKEN: undefined }, shows: /Please run \/login[^]*Once fixed/ },
  { name: 'login-method', environment: { ANTHROPIC_AUTH_TOKEN: undefined }, act: entered('/login'), shows: /Select login method/ },
  { name: 'trust', isStranger: true, shows: /Yes, I trust this folder/ },
  { name: 'bypass', settings: { permissionMode: 'bypassPermissions', env: { IS_SANDBOX: '1' } }, shows: /Yes, I accept/ },
  { name: 'permission', brief: 'Go on.\nFAKE:bash touch asked.txt', shows: /Do you want to proceed\?[^]*Esc to cancel/ },
  { name: 'permission-of-lines', brief: tool('Bash', { command: 'cat > x.txt <<EOF\none "two"\n\n1. three\nEOF\nls | wc -l', description: 'Write a file' }), shows: /Do you want to proceed\?[^]*Esc to cancel/ },
  { name: 'permission-to-write', brief: 'Go on.\nFAKE:write pears.txt|one pear', shows: /Do you want to create pears\.txt\?[^]*Esc to cancel/ },
  { name: 'permission-to-fetch', brief: tool('WebFetch', { url: 'https://example.com/a', prompt: 'What?' }), shows: /allow Claude to fetch[^]*3\. No/ },
  { name: 'permission-to-leave-plan', brief: tool('ExitPlanMode', { plan: '# Plan\n1. Do it.' }), settings: { permissionMode: 'plan' }, shows: /exit plan mode[^]*2\. No/ },
  { name: 'question', brief: tool('AskUserQuestion', { questions: [fruit] }), shows: /Enter to select · / },
  { name: 'questions', brief: tool('AskUserQuestion', { questions: [fruit, day] }), shows: /Enter to select · / },
  { name: 'menu', act: entered('/model'), shows: /Esc to (cancel|exit|close)/ },
  { name: 'help', act: entered('/help'), shows: /Esc to close/ },
  { name: 'draft', act: typed('Weigh the pears'), shows: /❯\sWeigh the pears/ },
  { name: 'draft-of-lines', act: keys('one', 'C-j', 'C-j', '  three, which is ', ...Array.from({ length: 20 }, () => 'long and '), 'indented'), shows: /❯\sone[^]*indented/ },
  { name: 'draft-of-a-page', act: typed('x\n'.repeat(300)), shows: /Pasted text/ },
  { name: 'draft-longer-than-its-box', act: keys(...Array.from({ length: 40 }, (_, line) => [`line ${line}`, 'C-j']).flat()), shows: /↑ \d+ more[^]*line 39/ },
  { name: 'draft-with-the-cursor-in-front', act: keys('Weigh the pears', 'C-a'), shows: /❯\sWeigh the pears/ },
  { name: 'draft-of-a-command', act: typed('/mod'), shows: /❯\s\/mod/ },
  { name: 'draft-in-shell-mode', act: keys('!', 'l', 's'), shows: /!\sls/ },
]);
