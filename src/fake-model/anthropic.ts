import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Protocol, Question, Turn } from './protocol.ts';
import type { Reply } from './script.ts';

interface MessagesRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly system?: string | readonly Block[];
  readonly messages: readonly { readonly role: 'user' | 'assistant' | 'system'; readonly content: string | readonly Block[] }[];
  readonly tools?: readonly { readonly name: string }[];
}

interface Block {
  readonly type: string;
  readonly text?: string;
}

/** What each answer says that it used. */
export const anthropicUsage = { input_tokens: 7, output_tokens: 5, cache_creation_input_tokens: 3, cache_read_input_tokens: 11 };

/** The Anthropic Messages API, streamed or whole. */
export const anthropic: Protocol = {
  asks: /^\/v1\/messages$/,
  answers: [{ path: /^\/v1\/messages\/count_tokens$/, body: { input_tokens: 7 } }],
  question: (body) => question(body as MessagesRequest),
  send(reply, body, response) {
    if (reply.kind === 'refuse') return refuse(reply, response);
    const message = messageOf(reply, (body as MessagesRequest).model);
    if ((body as MessagesRequest).stream) stream(message, response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(message));
  },
};

function question(body: MessagesRequest): Question {
  return {
    model: body.model,
    tools: (body.tools ?? []).map((tool) => tool.name),
    system: textOf(body.system ?? ''),
    turns: body.messages.flatMap(({ role, content }) => turnsOf(role, typeof content === 'string' ? [{ type: 'text', text: content }] : content)),
  };
}

// The agent's own remarks travel beside a prompt, or beside a tool result; neither makes them something the user said.
// A prompt that follows an interrupted turn travels beside that turn's last tool result.
const remark = /^(<system-reminder>|\[Request interrupted by user)/;

function turnsOf(role: string, blocks: readonly Block[]): Turn[] {
  if (role === 'assistant') return [{ from: 'model', text: textOf(blocks) }];
  const results = blocks.filter((block) => block.type === 'tool_result').map((result): Turn => ({ from: 'tool', text: JSON.stringify(result) }));
  const said = textOf(blocks.filter((block) => block.type !== 'tool_result' && !remark.test(block.text ?? '')));
  return role === 'user' && said !== '' ? [...results, { from: 'user', text: said }] : results;
}

function textOf(content: string | readonly Block[]): string {
  return typeof content === 'string' ? content : content.map((block) => block.text ?? '').join('');
}

type Answer = Exclude<Reply, { kind: 'refuse' }>;

function messageOf(reply: Answer, model: string) {
  const block =
    reply.kind === 'say'
      ? { type: 'text', text: reply.text }
      : { type: 'tool_use', id: `toolu_${randomUUID().replaceAll('-', '')}`, name: reply.name, input: reply.input };
  return {
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [block],
    stop_reason: reply.kind === 'say' ? 'end_turn' : 'tool_use',
    stop_sequence: null,
    usage: anthropicUsage,
  };
}

function stream(message: ReturnType<typeof messageOf>, response: ServerResponse): void {
  const [block] = message.content;
  const [empty, delta] =
    'text' in block!
      ? [{ ...block, text: '' }, { type: 'text_delta', text: block.text }]
      : [{ ...block, input: {} }, { type: 'input_json_delta', partial_json: JSON.stringify(block!.input) }];
  const events = [
    { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
    { type: 'content_block_start', index: 0, content_block: empty },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: message.stop_reason, stop_sequence: null }, usage: { output_tokens: anthropicUsage.output_tokens } },
    { type: 'message_stop' },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
}

// A usage limit is told in headers, and nowhere else.
function refuse({ status, limit }: Extract<Reply, { kind: 'refuse' }>, response: ServerResponse): void {
  const type = status === 429 ? 'rate_limit_error' : 'api_error';
  const told = limit === undefined ? {} : {
    'anthropic-ratelimit-unified-status': 'rejected',
    'anthropic-ratelimit-unified-representative-claim': 'five_hour',
    ...(limit.until === undefined ? {} : { 'anthropic-ratelimit-unified-reset': String(limit.until) }),
  };
  response.writeHead(status, { 'content-type': 'application/json', ...told });
  response.end(JSON.stringify({ type: 'error', error: { type, message: `The script refuses with ${status}.` } }));
}
