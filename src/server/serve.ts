import { once } from 'node:events';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { answerTo, type Answering } from './answer.ts';
import { described } from './schema.ts';
import { tools } from './tools/all.ts';

const instructions = [
  'You are a member of a team of agents that coders runs. context says who you are and what your mission is.',
  'When your mission is done, say so with mission complete: the runner then checks it. When it can not be done, say why with mission fail.',
  'Write to others with message send, answer with message reply. What the team knows is in context search; keep what others will need with context learn or context set.',
].join(' ');

/** Serves MCP over standard input and output until the input ends, and answers what was asked by then. */
export async function serve({ version, ...answering }: Answering & { readonly version: string }): Promise<void> {
  const server = new Server({ name: 'coders', version }, { capabilities: { tools: {} }, instructions });
  let last: Promise<unknown> = Promise.resolve();
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(described) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: written = {} } }) => {
    // One after another, as in a shell: what a model asks for at once may be about the same member.
    const answer = last.then(() => answerTo({ name, written }, answering));
    last = answer.catch(() => undefined);
    const { text, failed } = await answer;
    return { content: [{ type: 'text' as const, text }], isError: failed };
  });
  await server.connect(new StdioServerTransport());
  await once(process.stdin, 'close');
  await last;
}
