import type { Evidence, Reading } from '../../state/evidence.ts';
import { claudeHome, conversationFile } from './places.ts';
import { dialogOn, isLimited } from './screen.ts';
import { rowsIn, type Row } from './transcript.ts';
import { inHooks } from '../hooks/evidence.ts';
import type { FileLook, LiveAgent, Seen, SeenFile } from '../look.ts';

/** Where Claude Code tells what it does, by name. */
export function evidenceFiles({ pid, conversation, environment, spool }: LiveAgent): Readonly<Record<string, FileLook>> {
  return {
    session: { path: `${claudeHome(environment)}/sessions/${pid}.json` },
    record: { path: conversationFile(conversation, environment), tailBytes },
    ...(spool === undefined ? {} : { hooks: { path: `${spool}/events`, tailBytes: 16 * 1024 } }),
  };
}

/** Enough for the last rows that tell something: between them stand the prompts that Claude Code gives the model itself. */
const tailBytes = 256 * 1024;

/** All that was seen of a Claude Code, as evidence. */
export function claudeEvidence({ title, files, screen }: Seen): Evidence[] {
  const rows = standing(rowsIn(files['record']?.text ?? ''));
  return [...onScreen(screen), ...inSessionFile(files['session'], rows.at(-1)), ...inTitle(title), ...inHooks(files['hooks']), ...inRecord(rows)];
}

function onScreen(screen: readonly string[] | undefined): Evidence[] {
  if (screen === undefined) return [];
  if (isLimited(screen)) return [{ source: 'screen', rule: 'it asks what to do about a usage limit', reading: { status: 'limited' } }];
  const dialog = dialogOn(screen);
  return dialog === undefined ? [] : [{ source: 'screen', rule: dialog.rule, reading: { status: 'waiting', for: dialog.question } }];
}

const readings: Readonly<Record<string, (waitingFor: string | undefined) => Reading>> = {
  idle: () => ({ status: 'idle' }),
  busy: () => ({ status: 'working' }),
  waiting: (waitingFor) => ({ status: 'waiting', for: questions[waitingFor ?? ''] ?? { kind: 'other', ...(waitingFor === undefined ? {} : { text: waitingFor }) } }),
};

const questions: Readonly<Record<string, { readonly kind: 'permission' | 'question' }>> = {
  'permission prompt': { kind: 'permission' },
  'input needed': { kind: 'question' },
};

// The file is an undocumented internal of Claude Code: where it reads differently, the title is the next best source.
function inSessionFile(file: SeenFile | undefined, last: Row | undefined): Evidence[] {
  const session = sessionIn(file?.text ?? '');
  const reading = typeof session.status === 'string' ? readings[session.status]?.(session.waitingFor) : undefined;
  if (file === undefined || reading === undefined) return [];
  const said: Evidence = { source: 'session-file', rule: `its status is "${String(session.status)}"`, reading, at: file.writtenAt };
  // Claude Code calls itself idle while its hooks look at the end of a turn, and for a moment after a prompt.
  const isGiven = (last?.row === 'prompt' || last?.row === 'queued') && last.at > file.writtenAt;
  return isGiven && reading.status === 'idle' ? [said, { source: 'prompt', rule: 'a prompt came after it had called itself idle', reading: { status: 'working' }, at: last.at }] : [said];
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

/** Without what stands in the queue no more: its own turn has begun, or the person took it back. */
function standing(rows: readonly Row[]): readonly Row[] {
  const taken = rows.findLastIndex(({ row }) => row === 'unqueued');
  return rows.filter(({ row }, index) => row !== 'unqueued' && (row !== 'queued' || index > taken));
}

/** What the last row tells; where that only ends the turn, the reply before it may tell of an error. */
function inRecord(rows: readonly Row[]): Evidence[] {
  const end = rows.at(-1);
  if (end === undefined) return [];
  const before = rows.findLast(({ row }) => row !== 'turn-end');
  const told = before?.row === 'reply' && before.error !== undefined ? before : end;
  return [{ source: 'transcript', at: told.at, ...readRow(told) }];
}

function readRow(row: Row): Pick<Evidence, 'rule' | 'reading'> {
  if (row.row === 'turn-end') return { rule: 'its last turn has ended', reading: { status: 'idle' } };
  if (row.row === 'command') return { rule: 'its last row is a command of the person', reading: { status: 'idle' } };
  if (row.row !== 'reply') return { rule: `its last row is a ${row.row}`, reading: { status: 'working' } };
  const { error } = row;
  if (error === undefined) return { rule: 'its last row is a reply', reading: { status: row.endsTurn ? 'idle' : 'working' } };
  if (error.isUsageLimit) return { rule: `its last reply is the error "${error.name}", a usage limit`, reading: { status: 'limited', ...(error.resetsAt === undefined ? {} : { until: error.resetsAt }) } };
  if (error.name === 'authentication_failed') return { rule: `its last reply is the error "${error.name}"`, reading: { status: 'waiting', for: { kind: 'login', text: row.text } } };
  return { rule: `its last turn ended with the error "${error.name}"`, reading: { status: 'idle' } };
}
