import { sumByModel, sumOfAll, type Context, type ModelUsage, type Turn } from '../../state/turn.ts';
import { promptOf, rowsIn, textOf, timeOf, type ChatRow } from './chat.ts';
import { chatOf } from './places.ts';
import type { History } from '../history.ts';

/** The record of a conversation. */
export const geminiHistory: History = {
  files: ({ conversation, environment }) => [chatOf(conversation, environment)],
  turns: (records) => turnsOf(records.map(({ text }) => text).join('\n')),
  context: (records) => contextIn(records.map(({ text }) => text).join('\n')),
};

/** What the latest request held, and its answer. How much the model's context holds, Gemini CLI does not say. */
function contextIn(record: string): Context | undefined {
  const last = rowsIn(record).flatMap(usageOf).at(-1);
  return last === undefined ? undefined : { used: sumOfAll(last.tokens) };
}

function turnsOf(record: string): Turn[] {
  const rows = rowsIn(record);
  const starts = rows.flatMap((row, index) => (promptOf(row) === undefined ? [] : [index]));
  return starts.map((start, turn) => turnOf(rows.slice(start, starts[turn + 1])));
}

/** An answer is told again once its tools have run. */
function turnOf(rows: readonly ChatRow[]): Turn {
  const answers = [...new Map(rows.filter(({ type }) => type === 'gemini').map((row) => [row.id, row])).values()];
  const reply = answers.findLast(({ content }) => (textOf(content) ?? '') !== '');
  const last = rows.at(-1)!;
  // It ends with an answer that calls no tool, or with a note that it was stopped or failed.
  const hasEnded = last.type === 'info' || last.type === 'error' || (last.type === 'gemini' && last.toolCalls === undefined && textOf(last.content) !== '');
  return {
    prompt: promptOf(rows[0]!) ?? '',
    at: timeOf(rows[0]!),
    ...(hasEnded ? { endedAt: timeOf(last) } : {}),
    reply: textOf(reply?.content) ?? '',
    usage: sumByModel(answers.flatMap(usageOf)),
  };
}

function usageOf({ model, tokens }: ChatRow): ModelUsage[] {
  if (model === undefined || tokens === undefined) return [];
  const { input = 0, output = 0, cached = 0, thoughts = 0 } = tokens;
  return [{ model, tokens: { input: input - cached, output: output + thoughts, cacheRead: cached, cacheWrite: 0 } }];
}
