/** The rows of Claude Code's record of a conversation that tell something; each is a line of JSON, as of version 2.1. */
export type Row = PromptRow | QueueRow | ReplyRow | PlainRow;

interface Common {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** A prompt that the model was given. */
export interface PromptRow extends Common {
  readonly row: 'prompt';
  readonly text: string;
  /** It stood in the queue before, and a row of its own tells so. */
  readonly wasQueued: boolean;
}

/** A prompt that was given while a turn was under way. */
export interface QueueRow extends Common {
  readonly row: 'queued';
  readonly text: string;
}

/** One block of what the model said, or what Claude Code says in its place where the model gave none. */
export interface ReplyRow extends Common {
  readonly row: 'reply';
  /** The same for all blocks of one answer, which all carry the usage of the whole. */
  readonly message: string;
  readonly model: string;
  readonly text: string;
  readonly endsTurn: boolean;
  readonly usage: WrittenUsage;
  readonly error?: { readonly name: string; readonly isUsageLimit: boolean; /** Milliseconds since the Unix epoch. */ readonly resetsAt?: number };
}

/** What a tool gave back; the end of a turn; a command of Claude Code's own that the person gave, such as /login; a prompt that left the queue. */
export interface PlainRow extends Common {
  readonly row: 'tool-result' | 'turn-end' | 'command' | 'unqueued';
}

/** Tokens as the model's server counts them. */
export interface WrittenUsage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly cache_read_input_tokens?: number;
  readonly cache_creation_input_tokens?: number;
}

/** The rows in a record or in its tail, oldest first. Lines of other kinds, and one that is half written, are passed over. */
export function rowsIn(record: string): Row[] {
  return record.split('\n').flatMap((line) => {
    if (!/"type":"(user|assistant|system|queue-operation)"/.test(line)) return [];
    const row = parsed(line);
    return row === undefined ? [] : (readers[row.type]?.(row) ?? []);
  });
}

interface Written {
  readonly type: string;
  readonly subtype?: string;
  readonly operation?: string;
  readonly timestamp?: string;
  readonly isMeta?: boolean;
  readonly content?: unknown;
  readonly promptSource?: string;
  readonly message?: { readonly id?: string; readonly model?: string; readonly content?: unknown; readonly stop_reason?: string | null; readonly usage?: WrittenUsage };
  readonly isApiErrorMessage?: boolean;
  readonly error?: string;
  readonly apiError?: string;
  readonly quotaLimits?: { readonly status?: string; readonly resetsAt?: number };
}

const readers: Readonly<Record<string, (row: Written) => Row[]>> = {
  'queue-operation': (row) => {
    if (row.operation !== 'enqueue') return [{ row: 'unqueued', at: timeOf(row) }];
    return typeof row.content === 'string' ? [{ row: 'queued', at: timeOf(row), text: row.content }] : [];
  },
  user: (row) => {
    const [at, text] = [timeOf(row), textOf(row.message?.content)];
    if (row.promptSource !== undefined) return [{ row: 'prompt', at, text, wasQueued: row.promptSource === 'queued' }];
    if (text.startsWith('<command-name>')) return [{ row: 'command', at }];
    // An interruption is told like a prompt, as if the person had said it.
    if (text.startsWith('[Request interrupted by user')) return [{ row: 'turn-end', at }];
    return blocksOf(row.message?.content).some(({ type }) => type === 'tool_result') ? [{ row: 'tool-result', at }] : [];
  },
  assistant: (row) => [{
    row: 'reply',
    at: timeOf(row),
    message: row.message?.id ?? '',
    model: row.message?.model ?? '',
    text: textOf(row.message?.content),
    endsTurn: row.message?.stop_reason !== 'tool_use' && row.message?.stop_reason !== null,
    usage: row.message?.usage ?? {},
    ...(row.isApiErrorMessage === true ? { error: errorOf(row) } : {}),
  }],
  system: (row) => (row.subtype === 'turn_duration' ? [{ row: 'turn-end', at: timeOf(row) }] : []),
};

function errorOf({ error, apiError, quotaLimits }: Written): NonNullable<ReplyRow['error']> {
  const isUsageLimit = apiError === 'usage_limit_reached' || quotaLimits?.status === 'rejected';
  const resetsAt = quotaLimits?.resetsAt;
  return { name: error ?? 'unknown', isUsageLimit, ...(resetsAt === undefined ? {} : { resetsAt: resetsAt * 1000 }) };
}

function timeOf({ timestamp }: Written): number {
  return Date.parse(timestamp ?? '') || 0;
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : blocksOf(content).map(({ text }) => text ?? '').join('');
}

function blocksOf(content: unknown): readonly { readonly type?: string; readonly text?: string }[] {
  return Array.isArray(content) ? (content as { type?: string; text?: string }[]) : [];
}

function parsed(line: string): Written | undefined {
  try {
    return JSON.parse(line) as Written;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // read while Claude Code wrote it
    throw error;
  }
}
