import type { ServerResponse } from 'node:http';
import type { Reply } from './script.ts';

/** OpenAI's error, with what a usage limit says of its end where the script says it. */
export function refuseAsOpenAi({ status, limit }: Extract<Reply, { kind: 'refuse' }>, response: ServerResponse): void {
  const type = limit !== undefined ? 'usage_limit_reached' : status === 429 ? 'rate_limit_exceeded' : 'server_error';
  const error = { type, message: `The script refuses with ${status}.`, ...(limit?.until === undefined ? {} : { resets_at: limit.until }) };
  response.writeHead(status, { 'content-type': 'application/json', ...(limit?.until === undefined ? {} : usedUp(limit.until)) });
  response.end(JSON.stringify({ error }));
}

/** As the server of OpenAI's own says how much of a limit of five hours is used. */
function usedUp(until: number): Readonly<Record<string, string>> {
  return { 'x-codex-primary-used-percent': '100', 'x-codex-primary-window-minutes': '300', 'x-codex-primary-reset-at': String(until) };
}

/** The models that a list of models names. */
export const openaiModels = { object: 'list', data: [{ id: 'fake-1', object: 'model', created: 0, owned_by: 'nobody' }] };

/** JSON that fits the schema of what an agent asks on the side: each text in it reads "A title". */
export function titleFor(schema: unknown): string {
  return JSON.stringify(fitting(schema as Schema));
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

function fitting(schema: Schema): unknown {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (schema.enum !== undefined) return schema.enum[0];
  if (type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, fitting(property)]));
  if (type === 'array') return [];
  if (type === 'boolean') return false;
  return type === 'number' || type === 'integer' ? 0 : 'A title';
}
