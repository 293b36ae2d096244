import { sumByModel, sumOfAll, type Context, type ModelUsage, type Turn } from '../../state/turn.ts';
import { conversationFile } from './places.ts';
import { rowsIn, type ReplyRow, type Row } from './transcript.ts';
import type { History } from '../history.ts';

/** The record of a conversation, and those of the agents that it started itself. */
export const claudeHistory: History = {
  files: ({ conversation, environment }) => {
    const record = conversationFile(conversation, environment);
    return [{ path: record }, { path: `${record.replace(/\.jsonl$/, '')}/subagents/*` }];
  },
  turns: (records) => turnsOf(records.map(({ text }) => text)),
  context: ([own]) => contextIn(own?.text ?? ''),
};

/** What the latest request held, and its answer. How much the model's context holds, Claude Code does not say. */
function contextIn(record: string): Context | undefined {
  const last = answersIn(rowsIn(record)).at(-1);
  return last === undefined ? undefined : { used: sumOfAll(usageOf(last).tokens) };
}

function turnsOf(records: readonly string[]): Turn[] {
  const rows = records.map((record) => rowsIn(record));
  const [own = []] = rows;
  const starts = own.flatMap((row, index) => (row.row === 'prompt' ? [index] : []));
  const answers = answersIn(rows.flat());
  return starts.map((start, turn) => {
    const [here, next] = [own[start]!.at, own[starts[turn + 1] ?? own.length]?.at ?? Infinity];
    return turnOf(own.slice(start, starts[turn + 1]), answers.filter(({ at }) => at >= here && at < next));
  });
}

function turnOf(rows: readonly Row[], answers: readonly ReplyRow[]): Turn {
  const [prompt] = rows;
  const end = rows.findLast(({ row }) => row === 'turn-end');
  const reply = rows.findLast((row): row is ReplyRow => row.row === 'reply' && row.text !== '');
  if (prompt?.row !== 'prompt') throw new Error('a turn that does not begin with a prompt');
  return { prompt: prompt.text, at: prompt.at, ...(end === undefined ? {} : { endedAt: end.at }), reply: reply?.text ?? '', usage: sumByModel(answers.map(usageOf)) };
}

/** Each answer once: it has a row for each of its blocks, all with the usage of the whole, of which the last is complete. */
function answersIn(rows: readonly Row[]): ReplyRow[] {
  const answers = new Map<string, ReplyRow>();
  for (const row of rows) if (row.row === 'reply' && row.error === undefined) answers.set(row.message, row);
  return [...answers.values()];
}

function usageOf({ model, usage }: ReplyRow): ModelUsage {
  return {
    model,
    tokens: {
      input: usage.input_tokens ?? 0,
      output: usage.output_tokens ?? 0,
      cacheRead: usage.cache_read_input_tokens ?? 0,
      cacheWrite: usage.cache_creation_input_tokens ?? 0,
    },
  };
}
