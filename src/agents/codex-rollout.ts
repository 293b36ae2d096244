import type { Evidence, Reading } from '../state/evidence.ts';
import type { RecordedPrompt } from './delivery.ts';
import type { SeenFile } from './look.ts';

interface Row {
  readonly at: number;
  readonly payload: Payload;
}

/** What is read of an event; each kind has its own fields. */
interface Payload {
  readonly type?: string;
  readonly error?: { readonly message?: string; readonly codex_error_info?: unknown } | null;
  readonly item?: { readonly type?: string; readonly content?: readonly { readonly type?: string; readonly text?: string }[] };
  readonly rate_limits?: Readonly<Record<string, unknown>> | null;
}

/** What the latest turn in a rollout has come to. */
export function inRollout(file: SeenFile | undefined): Evidence[] {
  const rows = eventsIn(file?.text ?? '');
  const last = rows.findLast(({ payload }) => Object.hasOwn(turns, payload.type ?? ''));
  const reading = last === undefined ? undefined : turns[last.payload.type!]!(last, rows);
  if (last === undefined || reading === undefined) return [];
  return [{ source: 'transcript', rule: `its conversation ends with ${last.payload.type}`, reading, at: last.at }];
}

/** The prompts in a rollout, as the person or the runner gave them. */
export function promptsIn(record: string): readonly RecordedPrompt[] {
  return eventsIn(record).flatMap(({ at, payload: { type, item } }) => {
    if (type !== 'item_completed' || item?.type !== 'UserMessage') return [];
    const text = (item.content ?? []).flatMap((part) => (part.type === 'text' ? [part.text ?? ''] : [])).join('');
    return [{ text, at }];
  });
}

const turns: Readonly<Record<string, (row: Row, rows: readonly Row[]) => Reading>> = {
  task_started: () => ({ status: 'working' }),
  turn_aborted: () => ({ status: 'idle' }),
  task_complete: (row, rows) => (row.payload.error?.codex_error_info === 'usage_limit_exceeded' ? limited(row, rows) : { status: 'idle' }),
};

function limited(row: Row, rows: readonly Row[]): Reading {
  const until = resetIn(rows) ?? resetInWords(row.payload.error?.message ?? '', row.at);
  return { status: 'limited', ...(until === undefined ? {} : { until }) };
}

/** The latest end among the limits that are used up. */
function resetIn(rows: readonly Row[]): number | undefined {
  const limits = rows.findLast(({ payload }) => payload.type === 'token_count')?.payload.rate_limits ?? {};
  const used = [limits['primary'], limits['secondary']] as ({ readonly used_percent?: number; readonly resets_at?: number } | null | undefined)[];
  const ends = used.flatMap((limit) => ((limit?.used_percent ?? 0) >= 100 && limit?.resets_at !== undefined ? [limit.resets_at * 1000] : []));
  return ends.length === 0 ? undefined : Math.max(...ends);
}

const inWords = /Try again at (?:(\w+ \d+)\w\w, (\d{4}) )?(\d+:\d\d [AP]M)/;

/** By the clock on the wall, to the minute: `Try again at 5:23 AM.` today or tomorrow, `at May 6th, 2031 7:08 AM.` later. */
function resetInWords(message: string, at: number): number | undefined {
  const [, day, year, time] = inWords.exec(message.replaceAll('\u202f', ' ')) ?? [];
  if (time === undefined) return undefined;
  const date = new Date(at);
  const said = Date.parse(day === undefined ? `${date.toDateString()} ${time}` : `${day} ${year} ${time}`);
  if (Number.isNaN(said)) return undefined;
  return day === undefined && said + 60_000 <= at ? date.setDate(date.getDate() + 1) - at + said : said;
}

/** Lines that are no whole event are passed over: Codex may be writing the last one. */
function eventsIn(text: string): Row[] {
  return text.split('\n').flatMap((line): Row[] => {
    if (!line.includes('"type":"event_msg"')) return [];
    const row = rowOf(line);
    return row?.type === 'event_msg' && row.payload !== undefined ? [{ at: Date.parse(row.timestamp ?? ''), payload: row.payload }] : [];
  });
}

function rowOf(line: string): { readonly timestamp?: string; readonly type?: string; readonly payload?: Payload } | undefined {
  try {
    return JSON.parse(line) as { type?: string };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
