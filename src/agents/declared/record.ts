import type { DeclaredRecord } from '../../manifest/declared-tool.ts';
import { filledText } from '../../manifest/placeholders.ts';
import type { RecordedPrompt } from '../delivery.ts';

/** Where the record of a conversation is. */
export function recordPath({ path }: DeclaredRecord, values: { readonly conversation: string; readonly directory: string }): string {
  return filledText(path, values);
}

/** The prompts in a record, oldest first. A line that is no JSON, as one that is still being written, holds none. */
export function promptsIn(record: string, { text, where }: DeclaredRecord): readonly RecordedPrompt[] {
  return record.split('\n').flatMap((line) => {
    const row = parsed(line);
    const prompt = valueAt(row, text);
    const isPrompt = Object.entries(where).every(([path, value]) => valueAt(row, path) === value);
    return typeof prompt === 'string' && isPrompt ? [{ text: prompt }] : [];
  });
}

function parsed(line: string): unknown {
  try {
    return line.trim() === '' ? undefined : (JSON.parse(line) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `message.content.0.text`: names of fields, and positions in lists. */
function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined), value);
}
