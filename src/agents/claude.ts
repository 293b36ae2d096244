import { userInfo } from 'node:os';
import { excerpt } from '../state/brief.ts';
import type { Evidence, Reading } from '../state/evidence.ts';
import type { Adapter, Environment, Launch, LaunchRequest, SeenFile } from './adapter.ts';

/** Claude Code, as of version 2.1: the interactive program, in its own terminal, with the person's own settings and login. */
export const claude: Adapter = {
  tool: 'claude',
  program: 'claude',
  // Claude Code itself resolves these to the latest model of each tier.
  models: { opus: 'opus', sonnet: 'sonnet', haiku: 'haiku' },
  resumes: true,
  inherits: ['CLAUDE_CONFIG_DIR'],
  launch: (request) => ({ argv: argv(request), ...variables(request.settings) }),
  conversationFile: (conversation, environment) => `${home(environment)}/projects/*/${conversation}.jsonl`,
  looksAt: ({ pid, environment }) => ({ session: { path: `${home(environment)}/sessions/${pid}.json` } }),
  readsScreen: 'never',
  evidence: ({ title, files }) => [...inSessionFile(files['session']), ...inTitle(title)],
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
function variables({ env: own, baseUrl }: LaunchRequest['settings']): Pick<Launch, 'env' | 'unset'> {
  const server = baseUrl === undefined ? {} : { ANTHROPIC_BASE_URL: baseUrl };
  return { env: { ...ownEnvironment, ...server, ...own }, unset: signsOfNesting.filter((name) => !Object.hasOwn(own, name)) };
}

// The prompt stands behind `--`, else an option among the person's own that takes many values would swallow it.
function argv({ settings, conversation, start }: LaunchRequest): string[] {
  const prompt = start.mode === 'new' ? settings.brief : start.brief;
  return [
    settings.binary ?? claude.program,
    ...(start.mode === 'new' ? ['--session-id', conversation] : ['--resume', conversation]),
    ...['--model', claude.models[settings.model] ?? settings.model],
    ...(settings.permissionMode === undefined ? [] : ['--permission-mode', settings.permissionMode]),
    ...settings.args,
    ...(prompt === undefined || prompt === '' ? [] : ['--', passable(prompt)]),
  ];
}

// Linux takes no single argument over 128 KiB.
const promptBytes = 120_000;

function passable(prompt: string): string {
  const { text, leftOut } = excerpt(prompt, promptBytes);
  return leftOut === 0 ? prompt : `${text}\n(${leftOut} bytes more do not fit into a prompt: read the files named above.)`;
}

function home(environment: Environment): string {
  // Without a HOME, as under cron, the system knows whose home it is.
  return environment['CLAUDE_CONFIG_DIR'] || `${environment['HOME'] || userInfo().homedir}/.claude`;
}

const readings: Readonly<Record<string, (waitingFor: string | undefined) => Reading>> = {
  idle: () => ({ status: 'idle' }),
  busy: () => ({ status: 'working' }),
  waiting: (waitingFor) => ({ status: 'waiting', for: waitingFor === 'permission prompt' ? { kind: 'permission' } : { kind: 'other', ...(waitingFor === undefined ? {} : { text: waitingFor }) } }),
};

// The file is an undocumented internal of Claude Code: where it reads differently, the title is the next best source.
function inSessionFile(file: SeenFile | undefined): Evidence[] {
  const session = sessionIn(file?.text ?? '');
  const reading = typeof session.status === 'string' ? readings[session.status]?.(session.waitingFor) : undefined;
  if (file === undefined || reading === undefined) return [];
  return [{ source: 'session-file', rule: `its status is "${String(session.status)}"`, reading, at: file.writtenAt }];
}

function sessionIn(file: string): { readonly status?: unknown; readonly waitingFor?: string } {
  try {
    return (JSON.parse(file) as { status?: unknown } | null) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {}; // read while Claude Code wrote it: half a file tells nothing
    throw error;
  }
}

// Until Claude Code sets a title of its own it starts, or asks whether the directory is trusted.
// `✳` stands for idle and for an open permission dialog alike: calling it idle would type into that dialog.
function inTitle(title: string): Evidence[] {
  if (/^[◐◑] /.test(title)) return [{ source: 'title', rule: 'a turning half circle', reading: { status: 'working' } }];
  if (title.startsWith('✳ ')) return [];
  return [{ source: 'title', rule: 'no title of its own yet', reading: { status: 'starting' } }];
}
