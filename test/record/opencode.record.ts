import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { opencode } from '../../src/agents/opencode/adapter.ts';
import type { AgentTerminal } from '../rig/agent-terminal.ts';
import { opencodeInstall, opencodeVersion } from '../rig/opencode-install.ts';
import { opencodePerson } from '../rig/opencode-person.ts';
import { entered, recordScenes, typed } from '../rig/record-scenes.ts';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await opencodeInstall();
if ('missing' in installed) throw new Error(installed.missing);

const packageDirectory = await temporaryDirectory('package-');
const plugin = fileURLToPath(new URL('../../src/agents/opencode/plugin.ts', import.meta.url));
await build({ entryPoints: [plugin], outdir: packageDirectory, format: 'esm', bundle: true, platform: 'node' });

const asks = { permissionMode: 'ask' };
const wide = { columns: 200, rows: 50 };
const held = 'Build the cart.\nFAKE:hold never';
const works = /esc interrupt/;
const questions = [{ question: 'Which colour shall the cart have?', header: 'Colour', options: [{ label: 'Green', description: 'As grass.' }, { label: 'Dark red', description: 'As wine.' }] }];

/** The second key counts once it has asked for it. */
async function escapedTwice(terminal: AgentTerminal): Promise<void> {
  await terminal.press('Escape');
  await waitUntil(async () => (await terminal.screen()).includes('esc again to interrupt'), { what: 'its asking for a second key' });
  await terminal.press('Escape');
}

recordScenes({
  adapter: opencode,
  folder: `opencode-${opencodeVersion}`,
  program: installed.program,
  patience: 120_000,
  packageDirectory,
  permissionMode: 'allow',
  ready: /Build · Fake One/,
  person: ({ model }) => opencodePerson({ model }),
}, [
  { name: 'idle', shows: /Build · Fake One[^]*ctrl\+p commands/ },
  { name: 'working', brief: held, shows: works },
  { name: 'queued', brief: held, once: works, act: entered('And the pears?'), shows: /QUEUED/ },
  { name: 'done', brief: 'Build the cart.\nFAKE:bash echo one\nFAKE:say The cart stands.', shows: /The cart stands\.\n[^]*Build · Fake One · [^]*▀\n(?![^]*esc)/ },
  { name: 'asked-to-interrupt-again', brief: held, once: works, act: (terminal) => terminal.press('Escape'), shows: /esc again to interrupt/ },
  { name: 'interrupted', brief: held, once: works, act: escapedTwice, shows: /interrupted\n[^]*▀\n(?![^]*esc)/ },
  { name: 'retrying', brief: 'Build the cart.\nFAKE:status 429', shows: /retrying in \d+s attempt/ },
  { name: 'refused', brief: 'Build the cart.\nFAKE:status 401', shows: /The script refuses with 401[^]*▀\n(?![^]*esc)/ },
  { name: 'permission', brief: 'Go on.\nFAKE:bash touch asked.txt', settings: asks, shows: /Permission required[^]*enter confirm/ },
  { name: 'permission-of-lines', brief: `Go on.\nFAKE:tool bash ${JSON.stringify({ command: 'for name in a b; do\n\n  echo "$name"\ndone', description: 'Count' })}`, settings: asks, shows: /Permission required[^]*enter confirm/ },
  { name: 'permission-to-write', brief: 'Go on.\nFAKE:write pears.txt|one pear', settings: asks, shows: /Permission required[^]*enter confirm/ },
  { name: 'permission-for-always', brief: 'Go on.\nFAKE:bash touch asked.txt', settings: asks, once: /enter confirm/, act: (terminal) => terminal.press('Right', 'Enter'), shows: /Always allow[^]*(Confirm|confirm)/ },
  { name: 'permission-refused', brief: 'Go on.\nFAKE:bash touch asked.txt', settings: asks, once: /enter confirm/, act: (terminal) => terminal.press('Escape'), shows: /^(?![^]*(enter confirm|esc interrupt))[^]*ctrl\+p commands/ },
  { name: 'question', brief: `Go on.\nFAKE:tool question ${JSON.stringify({ questions })}`, shows: /Type your own answer/ },
  { name: 'menu', act: entered('/models'), shows: /Select model/ },
  // Where the terminal is wide, other things stand beside the conversation.
  { name: 'wide', size: wide, brief: 'Build the cart.\nFAKE:bash echo one\nFAKE:say The cart stands.', shows: /The cart stands\.[^]*Build · Fake One · [^]*▀\n(?![^]*esc)/ },
  { name: 'wide-working', size: wide, brief: held, shows: works },
  { name: 'wide-retrying', size: wide, brief: 'Build the cart.\nFAKE:status 429', shows: /retrying in \d+s attempt/ },
  { name: 'wide-permission', size: wide, brief: 'Go on.\nFAKE:bash touch asked.txt', settings: asks, shows: /Permission required[^]*enter confirm/ },
  { name: 'wide-question', size: wide, brief: `Go on.\nFAKE:tool question ${JSON.stringify({ questions })}`, shows: /Type your own answer/ },
  { name: 'wide-menu', size: wide, act: entered('/models'), shows: /Select model/ },
  { name: 'wide-draft', size: wide, act: typed('Weigh the pears'), shows: /┃ {2}Weigh the pears/ },
  { name: 'draft', act: typed('Weigh the pears'), shows: /┃ {2}Weigh the pears/ },
  { name: 'draft-of-two-lines', act: typed(`one, which is ${'long '.repeat(20)}\nand two`), shows: /and two/ },
  { name: 'draft-of-a-page', act: typed('🍏 x\n'.repeat(300)), shows: /Pasted ~/ },
  { name: 'draft-of-a-command', act: typed('/mod'), shows: /┃ {2}\/mod[^]*▀/ },
  { name: 'draft-in-shell-mode', act: async (terminal) => terminal.press('!', 'l', 's'), shows: /Shell/ },
]);
