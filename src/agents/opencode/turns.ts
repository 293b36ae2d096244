import { sumByModel, sumOfAll, type Context, type ModelUsage, type Turn } from '../../state/turn.ts';
import type { History } from '../history.ts';
import type { SeenFile } from '../look.ts';
import { messagesOf } from './places.ts';

/** The messages of a conversation, in OpenCode's own database. */
export const opencodeHistory: History = {
  files: ({ conversation, environment }) => [messagesOf(conversation, environment)],
  turns: (records) => turnsOf(messagesIn(records)),
  context: (records) => contextIn(messagesIn(records)),
  // The database is one file for all conversations.
  lastSignAt: (records) => messagesIn(records).reduce<number | undefined>((last, { at, written }) => Math.max(last ?? 0, at, written ?? 0), undefined),
};

function messagesIn(records: readonly SeenFile[]): Message[] {
  return records.flatMap(({ text }) => text.split('\n')).filter((line) => line !== '').map((line) => JSON.parse(line) as Message);
}

/** What the latest request held, and its answer: OpenCode shows the same. How much the model's context holds, its database does not say. */
function contextIn(messages: readonly Message[]): Context | undefined {
  const last = messages.flatMap(usageOf).findLast(({ tokens }) => tokens.output > 0);
  return last === undefined ? undefined : { used: sumOfAll(last.tokens) };
}

/** A row of `messagesOf`: a message, or an answer. */
interface Message {
  readonly role: string;
  readonly at: number;
  /** When the latest part of it was. */
  readonly written?: number | null;
  readonly completed: number | null;
  readonly finish: string | null;
  readonly model: string | null;
  /** As JSON. */
  readonly tokens: string | null;
  readonly text: string | null;
}

interface WrittenTokens {
  readonly input?: number;
  readonly output?: number;
  readonly reasoning?: number;
  readonly cache?: { readonly read?: number; readonly write?: number };
}

function turnsOf(messages: readonly Message[]): Turn[] {
  const starts = messages.flatMap(({ role }, index) => (role === 'user' ? [index] : []));
  return starts.map((start, turn) => turnOf(messages.slice(start, starts[turn + 1])));
}

function turnOf([prompt, ...answers]: readonly Message[]): Turn {
  const last = answers.at(-1);
  const hasEnded = last !== undefined && last.completed !== null && last.finish !== 'tool-calls';
  return {
    prompt: prompt?.text ?? '',
    at: prompt?.at ?? 0,
    ...(hasEnded ? { endedAt: last.completed! } : {}),
    reply: answers.findLast(({ text }) => (text ?? '') !== '')?.text ?? '',
    usage: sumByModel(answers.flatMap(usageOf)),
  };
}

function usageOf({ model, tokens }: Message): ModelUsage[] {
  if (model === null || tokens === null) return [];
  const { input = 0, output = 0, reasoning = 0, cache = {} } = JSON.parse(tokens) as WrittenTokens;
  return [{ model, tokens: { input, output: output + reasoning, cacheRead: cache.read ?? 0, cacheWrite: cache.write ?? 0 } }];
}
