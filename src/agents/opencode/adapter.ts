import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { timeOf } from '../../util/time-uuid.ts';
import type { Adapter, Launch, LaunchRequest } from '../adapter.ts';
import { hookScript } from '../hooks/script.ts';
import { opencodeDelivery } from './delivery.ts';
import { promptsOf, sessionOf } from './places.ts';
import type { BriefTarget } from './plugin.ts';
import { dialogOn, inScreen } from './screen.ts';
import { opencodeWords } from './tools.ts';
import { opencodeHistory } from './turns.ts';
import { promptArgument } from '../prompt-argument.ts';
import { serverName, toolServer } from '../tool-server.ts';
import { inWords } from '../tool-words.ts';

/** OpenCode, as of version 1.18: the interactive program, in its own terminal, with the person's own settings and logins. */
export const opencode: Adapter = {
  tool: 'opencode',
  program: 'opencode',
  // OpenCode speaks to many makers' models, and which of them the person has is theirs to say: a tier leaves the choice to
  // their settings. A name with the maker in it, such as anthropic/claude-opus-5-5, is passed on.
  models: {},
  resumes: true,
  inherits: ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'OPENCODE_DB', 'OPENCODE_CONFIG', 'OPENCODE_CONFIG_DIR'],
  launch: (request) => ({ argv: argv(request), ...variables(request), files: hookProgram(request) }),
  // A conversation without a prompt is one whose agent was ended before it was told anything.
  conversationLook: promptsOf,
  looksAt: () => ({}),
  readsScreen: 'always',
  evidence: ({ screen = [] }) => inScreen(screen),
  dialog: dialogOn,
  history: opencodeHistory,
  delivery: opencodeDelivery,
};

/**
 * OpenCode names its conversations itself, but takes one with another name from a file, as it would from another machine.
 * An empty one is given to it first, so that the runner knows the name from the start, whenever it is killed.
 */
const begin = 'printf %s "$2" | CODERS_BRIEF= "$1" import /dev/stdin && program=$1 && shift 2 && exec "$program" "$@"';

function argv({ settings, conversation, start }: LaunchRequest): string[] {
  const program = settings.binary ?? opencode.program;
  const model = modelOf(settings);
  const options = ['--session', sessionOf(conversation), ...(model === undefined ? [] : ['--model', `${model.providerID}/${model.modelID}`]), ...settings.args];
  if (start.mode === 'resume') return [program, ...options];
  return ['/bin/sh', '-c', begin, 'sh', program, emptySession(conversation, settings.directory), ...options];
}

function emptySession(conversation: string, directory: string): string {
  const at = timeOf(conversation) ?? 0;
  const name = basename(directory);
  const info = { id: sessionOf(conversation), slug: name, projectID: 'global', directory, title: name, version: '1.18.33', time: { created: at, updated: at } };
  return JSON.stringify({ info, messages: [] });
}

// A program that replaces itself in the night is a surprise.
const ownEnvironment = { OPENCODE_DISABLE_AUTOUPDATE: 'true' };

// What OpenCode hands to the programs it starts: an agent that is started from within a session is no part of that one, and
// may do no more because that one may. A test reads this list off the real program.
const signsOfNesting = ['AGENT', 'OPENCODE', 'OPENCODE_PID', 'OPENCODE_CONFIG_CONTENT', 'OPENCODE_PERMISSION', 'CODERS_BRIEF', 'CODERS_BRIEF_FOR', 'CODERS_HOOK'];

/** The program by which the plugin keeps the team's rules, and asks, by its path. */
function hookProgram({ settings: { permissions = [] }, spool }: LaunchRequest): Readonly<Record<string, string>> {
  return spool === undefined ? {} : { [`${spool}/hook.sh`]: hookScript(inWords(permissions, opencodeWords)) };
}

function variables(request: LaunchRequest): Pick<Launch, 'env' | 'unset'> {
  const { settings, conversation, start, packageDirectory } = request;
  const [script] = Object.keys(hookProgram(request));
  const brief = (start.mode === 'new' ? settings.brief : start.brief) ?? '';
  const model = modelOf(settings);
  const server = toolServer(request);
  const target: BriefTarget = { session: sessionOf(conversation), ...(model === undefined ? {} : { model }) };
  const config = {
    ...(brief === '' && script === undefined ? {} : { plugin: [pathToFileURL(join(packageDirectory, 'opencode-plugin.js')).href] }),
    ...(settings.baseUrl === undefined ? {} : { provider: { [model?.providerID ?? 'openai']: serverAt(settings.baseUrl, settings.ollama === true, model?.modelID) } }),
    ...(server === undefined ? {} : { mcp: { [serverName]: { type: 'local', command: [server.command, ...server.args], enabled: true } } }),
  };
  const env = {
    ...ownEnvironment,
    ...(settings.permissionMode === undefined ? {} : { OPENCODE_PERMISSION: JSON.stringify({ '*': settings.permissionMode, ...(server === undefined ? {} : { [`${serverName}_*`]: 'allow' }) }) }),
    ...(brief === '' ? {} : { CODERS_BRIEF: promptArgument(brief), CODERS_BRIEF_FOR: JSON.stringify(target) }),
    // It unpacks 19 MB of libraries at each start and leaves them: here they go with the launch.
    ...(script === undefined ? {} : { CODERS_HOOK: script, BUN_TMPDIR: dirname(script) }),
    ...settings.env,
    ...withConfig(config, settings.env[configName]),
  };
  return { env, unset: signsOfNesting.filter((name) => !Object.hasOwn(env, name)) };
}

const configName = 'OPENCODE_CONFIG_CONTENT';

interface Config {
  readonly plugin?: readonly string[];
  readonly provider?: object;
  readonly mcp?: object;
}

/** Settings for this launch alone, on top of those in the person's files; what the person sets in the same way stands. */
function withConfig(config: Config, own = '{}'): Readonly<Record<string, string>> {
  const theirs = parsed(own);
  if (Object.keys(config).length === 0 || theirs === undefined) return {};
  const plugin = [...(config.plugin ?? []), ...(theirs.plugin ?? [])];
  const mcp = { ...config.mcp, ...theirs.mcp };
  return { [configName]: JSON.stringify({ ...config, ...theirs, ...(plugin.length === 0 ? {} : { plugin }), ...(Object.keys(mcp).length === 0 ? {} : { mcp }) }) };
}

/** Undefined for what is no JSON: OpenCode itself shall speak of it. */
function parsed(text: string): Config | undefined {
  try {
    return JSON.parse(text) as Config;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A model that OpenCode has not heard of has to be named there, too. */
function serverAt(baseUrl: string, isOllama: boolean, model: string | undefined): object {
  const models = model === undefined ? {} : { models: { [model]: {} } };
  // OpenCode has not heard of an Ollama either: it is told that it speaks as OpenAI does.
  return isOllama ? { npm: '@ai-sdk/openai-compatible', name: 'Ollama', options: { baseURL: `${baseUrl}/v1` }, ...models } : { options: { baseURL: baseUrl }, ...models };
}

/** Undefined for a tier, and for what else names no maker. */
function modelOf({ model: name, ollama }: LaunchRequest['settings']): BriefTarget['model'] {
  if (ollama === true) return { providerID: 'ollama', modelID: name };
  const slash = name.indexOf('/');
  return slash < 1 ? undefined : { providerID: name.slice(0, slash), modelID: name.slice(slash + 1) };
}
