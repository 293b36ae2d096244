import type { ServerResponse } from 'node:http';
import type { Reply, Standing } from './script.ts';

/** One message of a conversation, whatever protocol carried it. */
export interface Turn {
  readonly from: 'user' | 'model' | 'tool';
  readonly text: string;
}

/** What an agent asks of the model, whatever protocol carried it. */
export interface Question {
  readonly model: string;
  readonly turns: readonly Turn[];
  readonly tools: readonly string[];
  /** The system prompt, as text. */
  readonly system: string;
}

/** One provider's API. A further provider is a further file with one of these in it. */
export interface Protocol {
  /** Whether a POST to this path asks for the model's next words. */
  readonly asks: RegExp;
  /** Anything else that is asked by POST and has a fixed answer. */
  readonly answers: readonly { readonly path: RegExp; readonly body: unknown }[];
  /** `path` as it was asked at: some APIs name the model there. */
  question(body: unknown, path: string): Question;
  send(reply: Reply, body: unknown, response: ServerResponse): void;
}

/** Where a conversation stands: the last thing the user said, and the tool results since. */
export function standingOf(question: Question): Standing {
  const latest = question.turns.findLastIndex((turn) => turn.from === 'user');
  const after = question.turns.slice(latest + 1);
  return {
    prompt: question.turns[latest]?.text ?? '',
    results: after.filter((turn) => turn.from === 'tool').length,
    tools: question.tools,
  };
}
