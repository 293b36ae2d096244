import { labelOf } from '../util/line-editor.ts';
import { questionIn } from '../demo/question.ts';
import { sessionFile } from '../demo/session-file.ts';
import { readSession } from '../demo/session-log.ts';
import { stateIn } from '../demo/title.ts';
import type { Evidence, Reading } from '../state/evidence.ts';
import { withoutFaint, withoutStyles } from '../util/styles.ts';
import type { Turn } from '../state/turn.ts';
import type { Adapter, LaunchRequest, SeenFile } from './adapter.ts';
import type { Dialog } from './dialog.ts';

/** The agent that ships with the package: an interactive program without a model, an account or a network. */
export const demo: Adapter = {
  tool: 'demo',
  program: 'node',
  models: {},
  resumes: true,
  inherits: ['CODERS_DEMO_HOME', 'XDG_STATE_HOME'],
  launch: (request) => ({ argv: argvFor(request), env: request.settings.env, unset: [] }),
  conversationFile: sessionFile,
  looksAt: ({ conversation, environment }) => ({ session: { path: sessionFile(conversation, environment), tailBytes: 2048 } }),
  readsScreen: 'when-unsure',
  evidence: ({ title, files, screen }) => [...inScreen(screen ?? []), ...inSession(files['session']), inTitle(title)],
  dialog: dialogOn,
  history: {
    files: ({ conversation, environment }) => [{ path: sessionFile(conversation, environment) }],
    turns: ([record]) => turnsIn(record?.text ?? ''),
  },
  delivery: {
    channel: { by: 'paste', submit: { key: 'Enter', afterMs: 20, againAfterMs: 1500 } },
    interrupt: 'Escape',
    asPrompt: (text) => text,
    draft,
    isDraftOf,
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

function inScreen(screen: readonly string[]): Evidence[] {
  const question = questionIn(screen);
  if (question === undefined) return [];
  return [{ source: 'screen', rule: 'a dialog stands in place of its prompt line', reading: { status: 'waiting', for: { kind: question.kind, text: question.about } } }];
}

/** A limit that anything followed is over. */
function inSession(file: SeenFile | undefined): Evidence[] {
  const last = readSession(file?.text ?? '').rows.findLast(({ type }) => type !== 'turn-end' && type !== 'session');
  if (file === undefined || last?.type !== 'limit') return [];
  const reading: Reading = { status: 'limited', ...(last.until === undefined ? {} : { until: Date.parse(last.until) }) };
  return [{ source: 'transcript', rule: 'its conversation ends with a usage limit', reading, at: file.writtenAt }];
}

function dialogOn(screen: readonly string[]): Dialog | undefined {
  const question = questionIn(screen);
  if (question === undefined) return undefined;
  const keys = { yes: '1', no: '2' };
  return {
    rule: 'a dialog stands in place of its prompt line',
    question: { kind: question.kind, text: question.about },
    keysFor: (answer) => (answer.say === 'text' ? undefined : [{ press: keys[answer.say] }]),
  };
}

function turnsIn(record: string): Turn[] {
  const { rows } = readSession(record);
  const starts = rows.flatMap(({ type }, index) => (type === 'user' ? [index] : []));
  return starts.map((start, turn) => {
    const own = rows.slice(start, starts[turn + 1]);
    const end = own.find(({ type }) => type === 'turn-end');
    const reply = own.flatMap((row) => (row.type === 'assistant' ? [row.text] : [])).join('\n'); // it ends each turn with "Done."
    return { prompt: own[0]!.text, at: Date.parse(own[0]!.at), ...(end === undefined ? {} : { endedAt: Date.parse(end.at) }), reply, usage: [] };
  });
}

/** It sets its title when it is ready to be typed to; until then tmux shows the machine's name. */
function inTitle(title: string): Evidence {
  const state = stateIn(title);
  if (state === undefined) return { source: 'title', rule: 'no title of its own yet', reading: { status: 'starting' } };
  const reading: Reading = state === 'waiting' ? { status: state, for: { kind: 'other' } } : { status: state };
  return { source: 'title', rule: 'its title names the state', reading };
}

const mark = '›';

/** The lines from the last prompt mark to the status line, which is always drawn below. A dialog stands there instead. */
function draft(styled: readonly string[]): string | undefined {
  const lines = styled.map(withoutStyles);
  const status = lines.findLastIndex((line) => /^ {2}[◌◆◇◈] (starting|working|idle|waiting) · /.test(line));
  const first = lines.slice(0, Math.max(0, status)).findLastIndex((line) => line.startsWith(mark));
  if (first < 0 || questionIn(lines) !== undefined) return undefined;
  // The mark itself is faint, too, and so is what the agent suggests.
  const rows = styled.slice(first, status).map((line) => withoutStyles(withoutFaint(line)).replace(/^ {2}/, ''));
  return rows.join('\n').replace(new RegExp(`^${mark} `), '').trimEnd();
}

/** A long paste stands there as one label. */
function isDraftOf(shown: string, prompt: string): boolean {
  return shown.replace(/\s/g, '') === (labelOf(prompt) ?? prompt).replace(/\s/g, '');
}
