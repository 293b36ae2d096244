import type { Adapter, Launch, LaunchRequest } from '../adapter.ts';
import { claudeDelivery } from './delivery.ts';
import { claudeEvidence, evidenceFiles } from './evidence.ts';
import { conversationFile } from './places.ts';
import { dialogOn } from './screen.ts';
import { hookSettings, isInline, mergedSettings, withoutSettings } from './settings.ts';
import { claudeHistory } from './turns.ts';
import { hookScript } from '../hooks/script.ts';
import { promptArgument } from '../prompt-argument.ts';
import { serverName, toolServer } from '../tool-server.ts';

/** Claude Code, as of version 2.1: the interactive program, in its own terminal, with the person's own settings and login. */
export const claude: Adapter = {
  tool: 'claude',
  program: 'claude',
  // Claude Code itself resolves these to the latest model of each tier.
  models: { opus: 'opus', sonnet: 'sonnet', haiku: 'haiku' },
  resumes: true,
  inherits: ['CLAUDE_CONFIG_DIR'],
  needs: settingsFile,
  launch(request) {
    const { args, files } = withHooks(request);
    return { argv: argv(request, args), ...variables(request.settings), files };
  },
  conversationFile,
  looksAt: evidenceFiles,
  readsScreen: 'when-unsure',
  evidence: claudeEvidence,
  dialog: dialogOn,
  history: claudeHistory,
  delivery: claudeDelivery,
};

// A program that replaces itself in the night is a surprise, and an agent that starts next would run another version than
// its neighbours. Everything else that could be switched off here is the person's to choose, in their settings or `env`.
const ownEnvironment = { DISABLE_AUTOUPDATER: '1' };

// What Claude Code hands to the programs it starts. Where a person applies a team from within a session, its agents would
// take themselves for children of that session. A test reads this list off the real program.
const signsOfNesting = [
  'AI_AGENT',
  'CLAUDECODE',
  'CLAUDE_AGENT_SDK_VERSION',
  'CLAUDE_CODE_CHILD_NOTES_DIR',
  'CLAUDE_CODE_CHILD_SESSION',
  'CLAUDE_CODE_ENTRYPOINT',
  'CLAUDE_CODE_EXECPATH',
  'CLAUDE_CODE_MESSAGING_SOCKET',
  'CLAUDE_CODE_MESSAGING_TOKEN',
  'CLAUDE_CODE_SESSION_ATTENDED',
  'CLAUDE_CODE_SESSION_ID',
  'CLAUDE_CODE_SSE_PORT',
  'CLAUDE_EFFORT',
  'CLAUDE_PID',
];

/** What the person sets for a member stands, whatever it is. */
function variables(settings: LaunchRequest['settings']): Pick<Launch, 'env' | 'unset'> {
  const { env: own, ollama } = settings;
  const env = { ...ownEnvironment, ...serverVariables(settings), ...own };
  return { env, unset: [...signsOfNesting, ...(ollama === true ? otherServers : [])].filter((name) => !Object.hasOwn(own, name)) };
}

/**
 * Ollama speaks Anthropic's API, too. It looks at no key, but Claude Code wants one, and would ask about a login without.
 * It asks models of every tier for help, of which an Ollama knows none.
 */
function serverVariables({ baseUrl, ollama, model }: LaunchRequest['settings']): Readonly<Record<string, string>> {
  if (baseUrl === undefined) return {};
  if (ollama !== true) return { ANTHROPIC_BASE_URL: baseUrl };
  const tiers = ['OPUS', 'SONNET', 'HAIKU'].map((tier) => [`ANTHROPIC_DEFAULT_${tier}_MODEL`, model]);
  return { ANTHROPIC_BASE_URL: baseUrl, ANTHROPIC_AUTH_TOKEN: 'ollama', ...Object.fromEntries(tiers) };
}

// They would send the person's own key to the Ollama, or lead past it.
const otherServers = ['ANTHROPIC_API_KEY', 'CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX'];

// The prompt stands behind `--`, else an option among the person's own that takes many values would swallow it.
function argv({ settings, conversation, start }: LaunchRequest, own: readonly string[]): string[] {
  const prompt = start.mode === 'new' ? settings.brief : start.brief;
  return [
    settings.binary ?? claude.program,
    ...(start.mode === 'new' ? ['--session-id', conversation] : ['--resume', conversation]),
    ...['--model', claude.models[settings.model] ?? settings.model],
    ...(settings.permissionMode === undefined ? [] : ['--permission-mode', settings.permissionMode]),
    ...own,
    ...(prompt === undefined || prompt === '' ? [] : ['--', promptArgument(prompt)]),
  ];
}

/** The person's own arguments, with the hooks beside their own settings and the runner's own tools, and what is written for that. */
function withHooks(request: LaunchRequest): { readonly args: readonly string[]; readonly files: Readonly<Record<string, string>> } {
  const { settings, spool, texts = {} } = request;
  const own = withoutSettings(settings.args);
  if (spool === undefined) return { args: settings.args, files: {} };
  const rules = settings.permissions ?? [];
  const theirs = own.settings === undefined ? '{}' : isInline(own.settings) ? own.settings : texts[pathIn(settings.directory, own.settings)];
  const server = toolServer(request);
  const ours = { ...hookSettings(`${spool}/hook.sh`, rules), ...(server === undefined ? {} : { permissions: { allow: [`mcp__${serverName}`] } }) };
  const merged = mergedSettings(ours, theirs ?? '');
  if (merged === undefined) return { args: settings.args, files: {} };
  return {
    // Both options for servers count, the person's own and this one.
    args: [...own.args, ...(server === undefined ? [] : ['--mcp-config', `${spool}/mcp.json`]), '--settings', `${spool}/settings.json`],
    files: {
      [`${spool}/hook.sh`]: hookScript(rules),
      [`${spool}/settings.json`]: JSON.stringify(merged),
      ...(server === undefined ? {} : { [`${spool}/mcp.json`]: JSON.stringify({ mcpServers: { [serverName]: server } }) }),
    },
  };
}

function settingsFile({ args, directory }: LaunchRequest['settings']): readonly string[] {
  const { settings } = withoutSettings(args);
  return settings === undefined || isInline(settings) ? [] : [pathIn(directory, settings)];
}

function pathIn(directory: string, path: string): string {
  return path.startsWith('/') ? path : `${directory}/${path}`;
}
