import type { Adapter, Launch, LaunchRequest } from '../adapter.ts';
import { codexDelivery } from './delivery.ts';
import { hooksFor, waitingInHook } from './hooks.ts';
import { rolloutName, rolloutsOf } from './places.ts';
import { inRollout } from './rollout.ts';
import { dialogOn, inScreen } from './screen.ts';
import { inTitle, titleSetting } from './title.ts';
import { codexHistory } from './turns.ts';
import { promptArgument } from '../prompt-argument.ts';
import { serverName, serverVariables, toolServer } from '../tool-server.ts';

/** Codex, as of version 0.169: the interactive program, in its own terminal, with the person's own settings, trust and login. */
export const codex: Adapter = {
  tool: 'codex',
  program: 'codex',
  // Codex speaks of no tiers: which of its models is the strongest changes with the account and the month, so a tier
  // leaves the choice to the person's own settings. A model's id is passed on.
  models: {},
  resumes: true,
  inherits: ['CODEX_HOME'],
  launch(request) {
    const hooks = hooksFor(request.settings.permissions ?? [], request.spool);
    return { argv: argv(request, hooks.args), ...variables(request.settings.env), files: hooks.files };
  },
  discovery: { look: rolloutsOf, nameIn: rolloutName },
  looksAt: (agent) => ({
    rollout: { ...rolloutsOf(agent), tailBytes: 64 * 1024 },
    ...(agent.spool === undefined ? {} : { hooks: { path: `${agent.spool}/events`, tailBytes: 16 * 1024 } }),
  }),
  // A person's menu, and the note that the conversation is open elsewhere, stand under a title that says that it is ready.
  readsScreen: 'always',
  evidence: ({ title, files, screen = [] }) => [...inScreen(screen), ...waitingInHook(screen, files['hooks']), ...inRollout(files['rollout']), inTitle(title)],
  dialog: dialogOn,
  history: codexHistory,
  delivery: codexDelivery,
};

// The arguments stand behind `--`, else an option among the person's own that takes many values would swallow them.
function argv(request: LaunchRequest, hooks: readonly string[]): string[] {
  const { settings, conversation, start } = request;
  const prompt = start.mode === 'new' ? settings.brief : start.brief;
  const words = [...(start.mode === 'new' ? [] : [conversation]), ...(prompt === undefined || prompt === '' ? [] : [promptArgument(noShellLine(prompt))])];
  return [
    settings.binary ?? codex.program,
    ...(start.mode === 'new' ? [] : ['resume']),
    // Without it, a server of Codex's own would live on when its window is closed.
    '--no-daemon',
    // Said, though it is where it starts: Codex notes it just as it is said, and is found again by it.
    ...['-C', settings.directory],
    ...unasked.flatMap(setting),
    ...modelServer(settings),
    ...ownTools(request),
    ...(tiers.includes(settings.model) ? [] : ['-m', settings.model]),
    ...permissions(settings.permissionMode),
    ...settings.args,
    ...setting(titleSetting),
    ...hooks,
    ...(words.length === 0 ? [] : ['--', ...words]),
  ];
}

/** What stops an agent to offer it another version or model, and tips whose count Codex keeps in the person's own settings. Their arguments may want them. */
const unasked = ['check_for_update_on_startup=false', 'notice.hide_rate_limit_model_nudge=true', 'tui.show_tooltips=false'];

/** Of all that means something at the start of a line, only this does so in an argument, too. */
function noShellLine(prompt: string): string {
  return prompt.startsWith('!') ? ` ${prompt}` : prompt;
}

function setting(assignment: string): string[] {
  return ['-c', assignment];
}

/** The runner's own tools, which are asked about no more than the same words in a shell of the agent's. Codex passes on only the variables named. */
function ownTools(request: LaunchRequest): string[] {
  const server = toolServer(request);
  if (server === undefined) return [];
  const fields = { command: server.command, args: server.args, env_vars: serverVariables, default_tools_approval_mode: 'approve' };
  return setting(`mcp_servers.${serverName}={${Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}}`);
}

const tiers = ['opus', 'sonnet', 'haiku'];

const keyVariable = 'OPENAI_API_KEY';

/** A server of its own name beside those in the person's settings. Many local ones, such as an Ollama, want no key. */
function modelServer({ baseUrl, ollama, env }: LaunchRequest['settings']): string[] {
  if (baseUrl === undefined) return [];
  const address = ollama === true ? `${baseUrl}/v1` : baseUrl;
  const hasKey = Object.hasOwn(env, keyVariable);
  const server = [`name="coders"`, `base_url=${JSON.stringify(address)}`, 'wire_api="responses"', ...(hasKey ? [`env_key="${keyVariable}"`] : [])];
  return [...setting(`model_providers.coders={${server.join(',')}}`), ...setting('model_provider="coders"')];
}

/**
 * A permission mode is Codex's sandbox (`read-only`, `workspace-write` or `danger-full-access`), alone or with when it asks
 * (`on-request` or `never`) behind a blank; or one of these words. None leaves both to the person's settings. Note that
 * `workspace-write` keeps an agent from committing: git's own files are outside of what it may write.
 */
const namedPermissions: Readonly<Record<string, readonly string[]>> = {
  'approve-for-me': ['--approve-for-me'],
  bypass: ['--dangerously-bypass-approvals-and-sandbox'],
};

function permissions(mode: string | undefined): readonly string[] {
  if (mode === undefined) return [];
  const [sandbox = '', approval] = mode.split(' ');
  return namedPermissions[mode] ?? ['-s', sandbox, ...(approval === undefined ? [] : ['-a', approval])];
}

// What Codex hands to the programs it starts: an agent that is started from within a session is no part of that one. A
// test reads this list off the real program.
const signsOfNesting = [
  'CODEX_APPLY_PATCH_PRESERVE_LINE_ENDINGS',
  'CODEX_CI',
  'CODEX_MANAGED_BY_NPM',
  'CODEX_MANAGED_PACKAGE_ROOT',
  'CODEX_SANDBOX',
  'CODEX_SANDBOX_NETWORK_DISABLED',
  'CODEX_SESSION_ID',
  'CODEX_THREAD_ID',
  'CODEX_TOOL_CALL_ID',
  'CODEX_VERSION',
];

/** What the person sets for a member stands, whatever it is. */
function variables(own: Readonly<Record<string, string>>): Pick<Launch, 'env' | 'unset'> {
  return { env: own, unset: signsOfNesting.filter((name) => !Object.hasOwn(own, name)) };
}
