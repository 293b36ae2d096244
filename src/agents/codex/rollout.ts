import type { Evidence, Reading } from '../../state/evidence.ts';
import type { RecordedPrompt } from '../delivery.ts';
import type { SeenFile } from '../look.ts';

/** A line of a rollout. */
export interface RolloutRow {
  readonly at: number;
  readonly kind: RowKind;
  readonly payload: Payload;
}

/** What happened; what an answer cost; what a turn is done with. All else is for the model or for Codex itself. */
const rowKinds = ['event_msg', 'token_usage_record', 'turn_context'] as const;
type RowKind = (typeof rowKinds)[number];

/** What is read of a row; each kind has its own fields. */
interface Payload {
  readonly type?: string;
  readonly model?: string;
  readonly response_id?: string;
  readonly usage?: RolloutTokens;
  readonly info?: { readonly last_token_usage?: { readonly total_tokens?: number }; readonly model_context_window?: number | null } | null;
  readonly error?: { readonly message?: string; readonly codex_error_info?: unknown } | null;
  readonly item?: { readonly type?: string; readonly content?: readonly { readonly type?: string; readonly text?: string }[] };
  readonly rate_limits?: Readonly<Record<string, unknown>> | null;
}

/** As the model's server counts: what was cached is a part of the input, and what was thought one of the output. */
export interface RolloutTokens {
  readonly input_tokens?: number;
  readonly cached_input_tokens?: number;
  readonly cache_write_input_tokens?: number;
  readonly output_tokens?: number;
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
  return eventsIn(record).flatMap((row) => {
    const text = promptOf(row);
    return text === undefined ? [] : [{ text, at: row.at }];
  });
}

/** What somebody said. */
export function promptOf(row: RolloutRow): string | undefined {
  return itemText(row, 'UserMessage');
}

/** What the agent said. */
export function replyOf(row: RolloutRow): string | undefined {
  return itemText(row, 'AgentMessage');
}

function itemText({ payload: { type, item } }: RolloutRow, wanted: string): string | undefined {
  if (type !== 'item_completed' || item?.type !== wanted) return undefined;
  return (item.content ?? []).flatMap((part) => (/^text$/i.test(part.type ?? '') ? [part.text ?? ''] : [])).join('');
}

/** Whether a row ends a turn, however it went. */
export function endsTurn({ payload: { type } }: RolloutRow): boolean {
  return type === 'turn_aborted' || type === 'task_complete';
}

const turns: Readonly<Record<string, (row: RolloutRow, rows: readonly RolloutRow[]) => Reading>> = {
  task_started: () => ({ status: 'working' }),
  turn_aborted: () => ({ status: 'idle' }),
  task_complete: (row, rows) => (row.payload.error?.codex_error_info === 'usage_limit_exceeded' ? limited(row, rows) : { status: 'idle' }),
};

function limited(row: RolloutRow, rows: readonly RolloutRow[]): Reading {
  const until = resetIn(rows) ?? resetInWords(row.payload.error?.message ?? '', row.at);
  return { status: 'limited', ...(until === undefined ? {} : { until }) };
}

/** The latest end among the limits that are used up. */
function resetIn(rows: readonly RolloutRow[]): number | undefined {
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

function eventsIn(text: string): RolloutRow[] {
  return rowsIn(text, ['event_msg']);
}

/** Lines that are no whole row are passed over: Codex may be writing the last one. */
export function rowsIn(text: string, kinds: readonly RowKind[] = rowKinds): RolloutRow[] {
  return text.split('\n').flatMap((line): RolloutRow[] => {
    if (!kinds.some((kind) => line.includes(`"type":"${kind}"`))) return [];
    const row = rowOf(line);
    const kind = kinds.find((one) => one === row?.type);
    return kind === undefined || row?.payload === undefined ? [] : [{ at: Date.parse(row.timestamp ?? ''), kind, payload: row.payload }];
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
