import { sessionFile } from '../demo/session-file.ts';
import { readSession } from '../demo/session-log.ts';
import { stateIn } from '../demo/title.ts';
import type { Evidence } from '../state/evidence.ts';
import { withoutStyles } from '../util/styles.ts';
import type { Adapter, LaunchRequest } from './adapter.ts';

/** The agent that ships with the package: an interactive program without a model, an account or a network. */
export const demo: Adapter = {
  tool: 'demo',
  program: 'node',
  models: {},
  resumes: true,
  inherits: ['CODERS_DEMO_HOME', 'XDG_STATE_HOME'],
  launch: (request) => ({ argv: argvFor(request), env: request.settings.env, unset: [] }),
  conversationFile: sessionFile,
  looksAt: () => ({}),
  readsScreen: 'never',
  evidence: ({ title }) => [{ source: 'title', ...readTitle(title) }],
  delivery: {
    channel: { by: 'paste', submit: { key: 'Enter', afterMs: 20, againAfterMs: 1500 } },
    interrupt: 'Escape',
    asPrompt: (text) => text,
    draft,
    record: ({ conversation, environment }) => ({ path: sessionFile(conversation, environment) }),
    promptsIn: (record) => readSession(record).rows.flatMap((row) => (row.type === 'user' ? [{ text: row.text, at: Date.parse(row.at) }] : [])),
  },
};

function argvFor({ settings, conversation, start, packageDirectory }: LaunchRequest): readonly string[] {
  const brief = start.mode === 'new' ? settings.brief : start.brief;
  return [
    settings.binary ?? demo.program,
    `${packageDirectory}/demo.js`,
    start.mode === 'new' ? '--session-id' : '--resume',
    conversation,
    '--model',
    settings.model,
    ...settings.args,
    // A brief may begin with a dash.
    ...(brief === undefined || brief === '' ? [] : ['--', brief]),
  ];
}

/** It sets its title when it is ready to be typed to; until then tmux shows the machine's name. */
function readTitle(title: string): Pick<Evidence, 'rule' | 'reading'> {
  const state = stateIn(title);
  if (state === undefined) return { rule: 'no title of its own yet', reading: { status: 'starting' } };
  return { rule: 'its title names the state', reading: state === 'waiting' ? { status: state, for: { kind: 'other' } } : { status: state } };
}

const mark = '› ';

/** The lines from the last prompt mark to the status line, which is always drawn below. */
function draft(styled: readonly string[]): string | undefined {
  const lines = styled.map(withoutStyles);
  const status = lines.findLastIndex((line) => /^ {2}[◌◆◇◈] (starting|working|idle|waiting) · /.test(line));
  const first = lines.slice(0, Math.max(0, status)).findLastIndex((line) => line.startsWith(mark.trimEnd()));
  if (first < 0) return undefined;
  return lines.slice(first, status).map((line) => line.slice(mark.length)).join('\n').trimEnd();
}
