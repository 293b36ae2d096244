import type { RecordedPrompt } from './delivery.ts';

/** A line of Gemini CLI's record of a conversation, as far as it tells something. */
interface Row {
  readonly id?: string;
  readonly type?: string;
  readonly timestamp?: string;
  readonly content?: string | readonly Part[];
  /** What the person saw, where the model was told more: the contents of the files that the prompt names. */
  readonly displayContent?: string | readonly Part[];
}

interface Part {
  readonly text?: string;
}

/**
 * The prompts in a record, as the person or the runner gave them. Tool results are told as if the person had said them;
 * after an interruption the whole conversation is told again, within one row.
 */
export function promptsIn(record: string): readonly RecordedPrompt[] {
  const said = rowsIn(record).filter(({ type }) => type === 'user');
  return said.flatMap(({ content, displayContent, timestamp }) => {
    const text = textOf(displayContent ?? content);
    return text === undefined ? [] : [{ text, at: Date.parse(timestamp ?? '') || 0 }];
  });
}

/** Undefined for what holds no text at all. */
function textOf(content: Row['content']): string | undefined {
  if (typeof content === 'string') return content;
  const texts = (content ?? []).flatMap(({ text }) => text ?? []);
  return texts.length === 0 ? undefined : texts.join('');
}

/** Lines that are no whole row are passed over: Gemini CLI may be writing the last one. */
function rowsIn(record: string): Row[] {
  return record.split('\n').flatMap((line) => {
    if (!line.startsWith('{"id":')) return [];
    try {
      return [JSON.parse(line) as Row];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}
