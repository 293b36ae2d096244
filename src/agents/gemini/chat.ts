import type { RecordedPrompt } from '../delivery.ts';

/** A line of Gemini CLI's record of a conversation, as far as it tells something. */
export interface ChatRow {
  readonly id?: string;
  readonly type?: string;
  readonly timestamp?: string;
  readonly content?: string | readonly Part[];
  /** What the person saw, where the model was told more: the contents of the files that the prompt names. */
  readonly displayContent?: string | readonly Part[];
  readonly model?: string;
  /** Of an answer; `input` holds `cached`. */
  readonly tokens?: { readonly input?: number; readonly output?: number; readonly cached?: number; readonly thoughts?: number };
  readonly toolCalls?: readonly unknown[];
}

interface Part {
  readonly text?: string;
}

/** The prompts in a record, as the person or the runner gave them. */
export function promptsIn(record: string): readonly RecordedPrompt[] {
  return rowsIn(record).flatMap((row) => {
    const text = promptOf(row);
    return text === undefined ? [] : [{ text, at: timeOf(row) }];
  });
}

/** Undefined for what is no prompt: tool results, too, are told as if the person had said them. */
export function promptOf({ type, content, displayContent }: ChatRow): string | undefined {
  return type === 'user' ? textOf(displayContent ?? content) : undefined;
}

/** Undefined for what holds no text at all. */
export function textOf(content: ChatRow['content']): string | undefined {
  if (typeof content === 'string') return content;
  const texts = (content ?? []).flatMap(({ text }) => text ?? []);
  return texts.length === 0 ? undefined : texts.join('');
}

/** In milliseconds since the Unix epoch. */
export function timeOf({ timestamp }: ChatRow): number {
  return Date.parse(timestamp ?? '') || 0;
}

/**
 * The rows of a record or of its tail. After an interruption the whole conversation is told again within one row, which is
 * passed over, and so are lines that are no whole row: Gemini CLI may be writing the last one.
 */
export function rowsIn(record: string): ChatRow[] {
  return record.split('\n').flatMap((line) => {
    if (!line.startsWith('{"id":')) return [];
    try {
      return [JSON.parse(line) as ChatRow];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}
