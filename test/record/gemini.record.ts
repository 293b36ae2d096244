import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gemini } from '../../src/agents/gemini/adapter.ts';
import { geminiInstall, geminiVersion } from '../rig/gemini-install.ts';
import { geminiPerson } from '../rig/gemini-person.ts';
import { entered, recordScenes, typed } from '../rig/record-scenes.ts';

const installed = await geminiInstall();
if ('missing' in installed) throw new Error(installed.missing);

const asks = { permissionMode: 'default' };
const held = 'Build the cart.\nFAKE:hold never';
const questions = [{ question: 'Which colour shall the cart have?', header: 'Colour', type: 'choice', options: [{ label: 'Green', description: 'As grass.' }, { label: 'Dark red', description: 'As wine.' }] }];
const until = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000).toISOString();

recordScenes({
  adapter: gemini,
  folder: `gemini-${geminiVersion}`,
  program: installed.program,
  patience: 30_000,
  packageDirectory: '/nowhere',
  permissionMode: 'yolo',
  ready: /^(◇ {2}Ready|✦ {2}Working)[^]* branch /,
  async person({ model, directory, isStranger }) {
    await writeFile(join(directory, 'cart.txt'), 'one apple\n');
    return geminiPerson({ model, trusts: [directory], isLoggedIn: !isStranger });
  },
}, [
  { name: 'idle', shows: /Ready[^]* branch / },
  { name: 'idle-in-few-colours', environment: { COLORTERM: undefined }, shows: /Ready[^]* branch / },
  { name: 'working', brief: held, shows: /Thinking\.\.\. \(esc to cancel/ },
  { name: 'queued', brief: held, once: /Thinking/, act: entered('And the pears?'), shows: /Queued \(press/ },
  { name: 'done', brief: 'Build the cart.\nFAKE:bash echo one\nFAKE:say The cart stands.', shows: /Ready[^]*The cart stands\.\n[^]* branch / },
  { name: 'interrupted', brief: held, once: /Thinking\.\.\. \(esc to cancel, [1-9]s/, act: (terminal) => terminal.press('Escape'), shows: /Ready[^]*Request cancelled/ },
  { name: 'retrying', brief: 'Build the cart.\nFAKE:status 500', shows: /Trying to reach|Thinking\.\.\. \(esc to cancel, [5-9]s/ },
  { name: 'limited', brief: 'Build the cart.\nFAKE:limit', shows: /Usage limit reached/ },
  { name: 'limited-until', brief: `Build the cart.\nFAKE:limit ${until}`, shows: /Access resets at/ },
  { name: 'limited-and-stopped', brief: 'Build the cart.\nFAKE:limit', once: /2\. Stop/, act: async (terminal) => terminal.press('2'), shows: /Ready[^]*exhausted your daily quota/ },
  { name: 'permission', brief: 'Go on.\nFAKE:bash touch asked.txt', settings: asks, shows: /Allow execution of[^]*No, suggest changes/ },
  { name: 'permission-of-lines', brief: `Go on.\nFAKE:tool run_shell_command ${JSON.stringify({ command: 'for name in a b; do\n\n  echo "$name"\ndone', description: 'Count' })}`, settings: asks, shows: /Allow execution of[^]*No, suggest changes/ },
  { name: 'permission-to-write', brief: 'Go on.\nFAKE:write pears.txt|one pear', settings: asks, shows: /Apply this change[^]*No, suggest changes/ },
  { name: 'question', brief: `Go on.\nFAKE:tool ask_user ${JSON.stringify({ questions })}`, shows: /Enter to select/ },
  { name: 'trust', settings: { directory: '/usr/share' }, shows: /Do you trust the files[^]*Don't trust/ },
  { name: 'login', isStranger: true, shows: /How would you like to authenticate/ },
  { name: 'menu', act: entered('/model '), shows: /Select Model/ },
  { name: 'draft', act: typed('Weigh the pears'), shows: /\* Weigh the pears/ },
  { name: 'draft-of-lines', act: typed(`one\n\n  three, which is ${'long and '.repeat(20)}indented`), shows: /\* one/ },
  { name: 'draft-of-a-page', act: typed('🍏 x\n'.repeat(300)), shows: /Pasted Text/ },
  { name: 'draft-of-a-command', act: typed('/mod'), shows: /\* \/mod/ },
  { name: 'draft-of-a-file', act: typed('see @car'), shows: /\* see @car[^]*cart\.txt/ },
  { name: 'draft-in-shell-mode', act: async (terminal) => terminal.press('!', 'l', 's'), shows: /! ls/ },
]);
