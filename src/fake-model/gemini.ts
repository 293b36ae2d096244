import type { ServerResponse } from 'node:http';
import type { Protocol, Question, Turn } from './protocol.ts';
import type { Reply } from './script.ts';

interface GenerateContentRequest {
  readonly contents?: readonly Content[];
  readonly systemInstruction?: Content;
  readonly tools?: readonly { readonly functionDeclarations?: readonly { readonly name: string }[] }[];
}

interface Content {
  readonly role?: string;
  readonly parts?: readonly Part[];
}

interface Part {
  readonly text?: string;
  readonly functionResponse?: unknown;
}

/** What one request costs by this model's own account: tests compare it with what the agent says. */
export const geminiUsage = { promptTokenCount: 7, candidatesTokenCount: 5, totalTokenCount: 12 };

/** Google's Gemini API: the two paths that generate, and the one that counts. */
export const gemini: Protocol = {
  asks: /^\/v1beta\/models\/[^/]+:(generateContent|streamGenerateContent)$/,
  answers: [{ path: /^\/v1beta\/models\/[^/]+:countTokens$/, body: { totalTokens: 7 } }],
  question: (body, path) => question(body as GenerateContentRequest, path),
  send(reply, _, response) {
    if (reply.kind === 'refuse') return refuse(reply, response);
    const path = response.req.url ?? '';
    const text = JSON.stringify(answerOf(reply, modelIn(path)));
    const isStream = path.includes(':streamGenerateContent');
    response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
    response.end(isStream ? `data: ${text}\n\n` : text);
  },
};

function question({ contents = [], systemInstruction = {}, tools = [] }: GenerateContentRequest, path: string): Question {
  return {
    model: modelIn(path),
    tools: tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name)),
    system: textOf(systemInstruction.parts),
    turns: contents.flatMap(turnsOf),
  };
}

// What the agent tells of its surroundings stands in a turn of the user's, before all that the user said; what the user
// said without an answer stands together in one turn; the contents of files stand behind the prompt that names them.
function turnsOf({ role, parts = [] }: Content): Turn[] {
  if (role === 'model') return [{ from: 'model', text: textOf(parts) }];
  const results = parts.filter(({ functionResponse }) => functionResponse !== undefined);
  if (results.length > 0) return results.map((result) => ({ from: 'tool', text: JSON.stringify(result) }));
  const contents = parts.findIndex(({ text }) => text === '\n--- Content from referenced files ---');
  const said = parts.slice(0, contents < 0 ? undefined : contents).map(({ text }) => text ?? '');
  return said.filter((text) => text !== '' && !text.startsWith('<session_context>')).map((text) => ({ from: 'user', text }));
}

function textOf(parts: readonly Part[] = []): string {
  return parts.map(({ text }) => text ?? '').join('');
}

function modelIn(path: string): string {
  return /models\/([^/:]+):/.exec(path)?.[1] ?? '';
}

type Answer = Exclude<Reply, { kind: 'refuse' }>;

function answerOf(reply: Answer, model: string) {
  const part = reply.kind === 'say' ? { text: reply.text } : { functionCall: { name: reply.name, args: reply.input } };
  return { candidates: [{ index: 0, content: { role: 'model', parts: [part] }, finishReason: 'STOP' }], usageMetadata: geminiUsage, modelVersion: model };
}

/** Google's error. A used-up quota of the day says so in its details, and in how many seconds there is a new one, where the script says it. */
function refuse({ status, limit }: Extract<Reply, { kind: 'refuse' }>, response: ServerResponse): void {
  const name = status === 429 ? 'RESOURCE_EXHAUSTED' : 'INTERNAL';
  const error = { code: status, message: `The script refuses with ${status}.`, status: name, ...(limit === undefined ? {} : { details: detailsOf(limit) }) };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error }));
}

function detailsOf({ until }: { readonly until?: number }): readonly object[] {
  const type = (name: string) => ({ '@type': `type.googleapis.com/google.rpc.${name}` });
  if (until === undefined) return [{ ...type('QuotaFailure'), violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel' }] }];
  const exhausted = { ...type('ErrorInfo'), reason: 'QUOTA_EXHAUSTED', domain: 'cloudcode-pa.googleapis.com', metadata: {} };
  return [exhausted, { ...type('RetryInfo'), retryDelay: `${Math.round(until - Date.now() / 1000)}s` }];
}
