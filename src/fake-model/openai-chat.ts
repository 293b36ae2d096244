import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { openaiModels, refuseAsOpenAi, titleFor } from './openai.ts';
import type { Protocol, Question, Turn } from './protocol.ts';
import type { Reply } from './script.ts';

interface ChatRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly Message[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly response_format?: { readonly json_schema?: { readonly schema: unknown } };
}

interface Message {
  readonly role: string;
  readonly content?: string | null | readonly { readonly text?: string }[];
}

/** What one request costs by this model's own account: tests compare it with what the agent says. */
export const chatUsage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };

/** OpenAI's Chat Completions API, streamed or whole, and its list of models: what most other servers speak too. */
export const openaiChat: Protocol = {
  asks: /^\/v1\/chat\/completions$/,
  answers: [{ path: /^\/v1\/models$/, body: openaiModels }],
  question: (body) => question(body as ChatRequest),
  send(reply, body, response) {
    if (reply.kind === 'refuse') return refuseAsOpenAi(reply, response);
    const { model, stream, response_format: format } = body as ChatRequest;
    const schema = format?.json_schema?.schema;
    const answer = answerOf(schema === undefined ? reply : { kind: 'say', text: titleFor(schema) });
    const whole = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model };
    if (stream) return sendChunks(answer, whole, response);
    const choices = [{ index: 0, message: { role: 'assistant', content: null, ...answer.message }, finish_reason: answer.end }];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ...whole, object: 'chat.completion', choices, usage: chatUsage }));
  },
};

function question({ model, messages, tools = [], response_format: format }: ChatRequest): Question {
  return {
    model,
    tools: format?.json_schema === undefined ? tools.map((tool) => tool.function.name) : [],
    system: messages.filter(({ role }) => role === 'system' || role === 'developer').map(({ content }) => textOf(content)).join('\n'),
    turns: messages.flatMap(turnsOf),
  };
}

const speakers: Readonly<Record<string, Turn['from']>> = { user: 'user', assistant: 'model', tool: 'tool' };

function turnsOf({ role, content }: Message): Turn[] {
  const from = speakers[role];
  return from === undefined ? [] : [{ from, text: textOf(content) }];
}

function textOf(content: Message['content']): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('');
}

function answerOf(reply: Exclude<Reply, { kind: 'refuse' }>) {
  if (reply.kind === 'say') return { message: { content: reply.text }, end: 'stop' };
  const call = { index: 0, id: `call_${randomUUID()}`, type: 'function', function: { name: reply.name, arguments: JSON.stringify(reply.input) } };
  return { message: { tool_calls: [call] }, end: 'tool_calls' };
}

function sendChunks({ message, end }: ReturnType<typeof answerOf>, whole: object, response: ServerResponse): void {
  const choice = (delta: object, finish: string | null) => ({ ...whole, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] });
  const usage = { ...whole, object: 'chat.completion.chunk', choices: [], usage: chatUsage };
  const chunks = [choice({ role: 'assistant', ...message }, null), choice({}, end), usage].map((chunk) => JSON.stringify(chunk));
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.end([...chunks, '[DONE]'].map((chunk) => `data: ${chunk}\n\n`).join(''));
}
