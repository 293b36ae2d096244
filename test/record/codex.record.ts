import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, it } from 'vitest';
import { codex } from '../../src/agents/codex/adapter.ts';
import { lookAt } from '../../src/host/files.ts';
import type { MemberSettings } from '../../src/state/desired.ts';
import { timeUuid } from '../../src/util/time-uuid.ts';
import { agentTerminal, type AgentTerminal } from '../rig/agent-terminal.ts';
import { codexInstall, codexVersion } from '../rig/codex-install.ts';
import { codexPerson, type CodexPerson } from '../rig/codex-person.ts';
import { fakeModel, type FakeModel } from '../rig/fake-model.ts';
import { gitRepository } from '../rig/git-repository.ts';
import { recordScreen } from '../rig/recorded-screens.ts';
import { waitUntil } from '../rig/wait-until.ts';

const installed = await codexInstall();
if ('missing' in installed) throw new Error(installed.missing);
const { program } = installed;

/** One thing that Codex shows: how it is brought about, and what tells that it is there. */
interface Scene {
  readonly name: string;
  readonly brief?: string;
  readonly settings?: Partial<MemberSettings>;
  /** Changes the person before the start. */
  readonly before?: () => Promise<void>;
  /** Once Codex is ready. */
  readonly act?: (agent: AgentTerminal) => Promise<void>;
  /** Of the title and the screen below it. */
  readonly shows: RegExp;
}

const ready = /^codex \| Ready\n[^]*← for agents/;
const asks = { permissionMode: 'workspace-write on-request' };
const tool = (input: object) => `Go on.\nFAKE:tool exec_command ${JSON.stringify(input)}`;
const question = { id: 'colour', header: 'Colour', question: 'Which colour shall the cart have?', options: [{ label: 'Green', description: 'As grass.' }, { label: 'Dark red', description: 'As wine.' }] };

const typed = (text: string) => async (agent: AgentTerminal) => agent.paste(text);
const entered = (text: string) => async (agent: AgentTerminal) => {
  await agent.paste(text);
  await waitUntil(async () => (await agent.screen()).includes(text.split('\n')[0]!), { what: 'the text in the box' });
  await agent.press('Enter');
};

let model: FakeModel;
let person: CodexPerson;
let directory: string;
let agents: AgentTerminal[] = [];

const scenes: readonly Scene[] = [
  { name: 'starting', shows: /^(?!codex).*\n[^]*Ask Codex to do anything/ },
  { name: 'idle', shows: ready },
  { name: 'working', brief: 'Build the cart.\nFAKE:hold never', shows: /Working \(\d+s • esc to interrupt\)/ },
  { name: 'queued', brief: 'Build the cart.\nFAKE:hold never', act: entered('And the pears?'), shows: /Messages to be submitted/ },
  { name: 'done', brief: 'Build the cart.\nFAKE:bash echo one\nFAKE:say The cart stands.', shows: /^codex \| Ready\n[^]*The cart stands\.\n[^]*Worked for/ },
  { name: 'interrupted', brief: 'Build the cart.\nFAKE:hold never', act: (agent) => agent.press('Escape'), shows: /Conversation interrupted/ },
  { name: 'reconnecting', brief: 'Build the cart.\nFAKE:status 500', shows: /Reconnecting\.\.\. [1-5]\/5/ },
  { name: 'limited', brief: 'Build the cart.\nFAKE:limit 2031-05-06T07:08:09Z', shows: /^codex \| Ready\n[^]*hit your usage limit/ },
  { name: 'offers-another-model', brief: 'Build the cart.\nFAKE:limit 2031-05-06T07:08:09Z', settings: { args: ['-c', 'notice.hide_rate_limit_model_nudge=false'] }, shows: /Approaching rate limits[^]*Keep current model/ },
  { name: 'permission', brief: tool({ cmd: 'touch asked.txt', sandbox_permissions: 'require_escalated', justification: 'May I touch it?' }), settings: asks, shows: /Press enter to confirm/ },
  { name: 'permission-of-lines', brief: tool({ cmd: 'for name in a b; do\n\n  echo "$name"\ndone', sandbox_permissions: 'require_escalated', justification: 'May I?' }), settings: asks, shows: /Press enter to confirm/ },
  { name: 'permission-to-edit', brief: tool({ cmd: 'apply_patch <<"EOF"\n*** Begin Patch\n*** Add File: pears.txt\n+one pear\n*** End Patch\nEOF' }), settings: { permissionMode: 'read-only on-request' }, shows: /Press enter to confirm/ },
  { name: 'question', act: async (agent) => {
    await entered('/plan')(agent);
    await waitUntil(async () => /Plan mode/.test(await agent.screen()), { what: 'plan mode' });
    await entered(`Go on.\nFAKE:tool request_user_input ${JSON.stringify({ questions: [question] })}`)(agent);
  }, shows: /enter to submit answer/ },
  { name: 'trust', before: async () => { directory = (await gitRepository()).path; }, brief: 'Hello.', shows: /Trust this folder/ },
  { name: 'hooks', before: () => configured('\n[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ntype = "command"\ncommand = "/bin/true"\n'), brief: 'Hello.', shows: /Hooks need review/ },
  { name: 'login', before: async () => { person = await codexPerson({ model: model.url, trusts: [directory], usesModel: false }); }, brief: 'Hello.', shows: /Press enter to continue/ },
  { name: 'open-elsewhere', brief: 'Hello.', act: openAgain, shows: /open in another app/ },
  { name: 'menu', act: entered('/model'), shows: /Select Model and Effort/ },
  { name: 'draft', act: typed('Weigh the pears'), shows: /› Weigh the pears/ },
  { name: 'draft-of-lines', act: typed(`one\n\n  three, which is ${'long and '.repeat(20)}indented`), shows: /› one/ },
  { name: 'draft-of-a-page', act: typed('🍏 x\n'.repeat(300)), shows: /Pasted Content/ },
  { name: 'draft-of-a-command', act: typed('/mod'), shows: /› \/mod/ },
  { name: 'draft-in-shell-mode', act: async (agent) => agent.press('!', 'l', 's'), shows: /Shell mode/ },
];

beforeAll(async () => {
  model = await fakeModel();
});
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.close();
});
afterAll(() => model.close());

it.each(scenes)('$name', async ({ name, brief = '', settings = {}, before, act, shows }) => {
  directory = (await gitRepository()).path;
  person = await codexPerson({ model: model.url, trusts: [directory] });
  await before?.();
  await start({ settings: { ...defaults(brief), ...settings }, conversation: timeUuid(Date.now()), start: { mode: 'new' } });
  if (act !== undefined) {
    await waitUntil(async () => ready.test(await shown()) || /esc to interrupt/.test(await shown()), { what: 'Codex to be ready', timeout: 20_000 });
    await act(agents.at(-1)!);
  }
  await waitUntil(async () => shows.test(await shown()), { what: String(shows), timeout: 30_000 }).catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await shown()}`);
  });
  await recordScreen(`codex-${codexVersion}`, name, { title: await agents.at(-1)!.title(), styled: await agents.at(-1)!.styledScreen() });
});

function defaults(brief: string): MemberSettings {
  return { tool: 'codex', model: 'sonnet', role: 'coder', brief, directory, binary: program, args: [], permissionMode: 'bypass', env: {} };
}

async function start(part: Omit<Parameters<typeof codex.launch>[0], 'packageDirectory'>): Promise<void> {
  agents.push(await agentTerminal(codex.launch({ ...part, packageDirectory: '/nowhere' }), { directory, environment: person.environment }));
}

async function shown(): Promise<string> {
  return `${await agents.at(-1)!.title()}\n${await agents.at(-1)!.screen()}`;
}

/** The same conversation a second time, while the first still runs. */
async function openAgain(): Promise<void> {
  const look = () => lookAt(codex.discovery!.look({ conversation: timeUuid(0), directory, environment: person.environment }));
  const found = await waitUntil(look, { what: 'the rollout' });
  await start({ settings: defaults(''), conversation: codex.discovery!.nameIn(found.end.path)!, start: { mode: 'resume' } });
}

async function configured(more: string): Promise<void> {
  await appendFile(join(person.environment['CODEX_HOME']!, 'config.toml'), more);
}
