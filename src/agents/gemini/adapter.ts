import type { Evidence } from '../../state/evidence.ts';
import type { Adapter, Launch, LaunchRequest, Seen } from '../adapter.ts';
import { asPrompt, geminiDelivery } from './delivery.ts';
import { limitEnd } from './limit.ts';
import { chatOf } from './places.ts';
import { policyFile } from './policy.ts';
import { dialogOn, inputBox, isBare, knowsNoBranch, limitOn } from './screen.ts';
import { inTitle } from './title.ts';
import { geminiHistory } from './turns.ts';
import { promptArgument } from '../prompt-argument.ts';

/** Gemini CLI, as of version 0.61: the interactive program, in its own terminal, with the person's own settings, trust and login. */
export const gemini: Adapter = {
  tool: 'gemini',
  program: 'gemini',
  // Gemini CLI itself resolves these to its latest model of each tier.
  models: { opus: 'pro', sonnet: 'flash', haiku: 'flash-lite' },
  resumes: true,
  inherits: ['GEMINI_CLI_HOME'],
  launch(request) {
    const policy = policyOf(request);
    return { argv: argv(request, policy.args), ...variables(request.settings), files: policy.files };
  },
  conversationLook: chatOf,
  looksAt: ({ directory, conversation, environment }) => ({
    chat: { ...chatOf(conversation, environment), tailBytes: 0 },
    worktree: { path: `${directory}/.git`, tailBytes: 0 },
    repository: { path: `${directory}/.git/HEAD`, tailBytes: 0 },
  }),
  // Its title says that it is ready, or works, while a dialog stands there.
  readsScreen: 'always',
  evidence,
  dialog: dialogOn,
  history: geminiHistory,
  delivery: geminiDelivery,
};

function evidence({ title, screen = [], files }: Seen): Evidence[] {
  const limit = limitOn(screen);
  if (limit !== undefined) {
    const until = limitEnd(limit.resets, files['chat']?.writtenAt);
    return [{ source: 'screen', rule: 'it says that a usage limit is reached', reading: { status: 'limited', ...(until === undefined ? {} : { until }) } }];
  }
  const dialog = dialogOn(screen);
  const asked: Evidence[] = dialog === undefined ? [] : [{ source: 'screen', rule: dialog.rule, reading: { status: 'waiting', for: dialog.question } }];
  const hasBranch = files['worktree'] !== undefined || files['repository'] !== undefined;
  const isDrawn = inputBox(screen) !== undefined && !(hasBranch && knowsNoBranch(screen)) && !(files['chat'] !== undefined && isBare(screen));
  return [...asked, ...inTitle(title, isDrawn)];
}

// An option's value that begins with a dash is taken for an option unless it is one word with it.
function argv({ settings, conversation, start }: LaunchRequest, policyArgs: readonly string[]): string[] {
  const prompt = start.mode === 'new' ? settings.brief : start.brief;
  return [
    settings.binary ?? gemini.program,
    ...(start.mode === 'new' ? ['--session-id', conversation] : ['--resume', conversation]),
    ...['--model', gemini.models[settings.model] ?? settings.model],
    ...(settings.permissionMode === undefined ? [] : ['--approval-mode', settings.permissionMode]),
    ...policyArgs,
    ...settings.args,
    ...(prompt === undefined || prompt === '' ? [] : [`--prompt-interactive=${asPrompt(promptArgument(prompt))}`]),
  ];
}

/** A policy for this launch alone. Where one is named, Gemini CLI does not look for the person's own, so theirs are named, too. */
function policyOf({ settings: { permissions = [], args }, spool }: LaunchRequest): { readonly args: readonly string[]; readonly files: Readonly<Record<string, string>> } {
  const policy = spool === undefined ? undefined : policyFile(permissions);
  if (policy === undefined) return { args: [], files: {} };
  const namesOwn = args.some((arg) => /^--policy(=|$)/.test(arg));
  return { args: [`--policy=${spool}/policy.toml`, ...(namesOwn ? [] : ['--policy=~/.gemini/policies'])], files: { [`${spool}/policy.toml`]: policy } };
}

// Without it, what runs in the pane is a parent that survives its window and starts the real program again as it likes.
const ownEnvironment = { GEMINI_CLI_NO_RELAUNCH: 'true' };

// What Gemini CLI hands to the programs it starts: an agent that is started from within a session is no part of that one. A
// test reads this list off the real program.
const signsOfNesting = ['GEMINI_CLI', 'GEMINI_SESSION_ID'];

/** What the person sets for a member stands, whatever it is. */
function variables({ env: own, baseUrl }: LaunchRequest['settings']): Pick<Launch, 'env' | 'unset'> {
  const server = baseUrl === undefined ? {} : { GOOGLE_GEMINI_BASE_URL: baseUrl };
  return { env: { ...ownEnvironment, ...server, ...own }, unset: signsOfNesting.filter((name) => !Object.hasOwn(own, name)) };
}
