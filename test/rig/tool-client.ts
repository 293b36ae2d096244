import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { onTestFinished } from 'vitest';
import type { TestTeam } from './team.ts';

/** What a tool answered. */
export interface ToolAnswer {
  readonly text: string;
  readonly failed: boolean;
}

/** A client of MCP that has started `coders mcp` as an agent's tool does. */
export interface ToolClient {
  readonly client: Client;
  /** The server's process. */
  readonly pid: number;
  call(tool: string, written?: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
}

/** As a member, in its present launch and directory; or as a person, in the team's folder, for none. Ended with the test. */
export async function toolClient(team: TestTeam, seat?: string): Promise<ToolClient> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(team.package, 'dist', 'coders.js'), 'mcp'],
    ...(await placeOf(team, seat)),
    stderr: 'inherit',
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    client,
    pid: transport.pid!,
    async call(tool, written = {}) {
      const { content, isError } = await client.callTool({ name: tool, arguments: { ...written } }, undefined, { timeout: 60_000 });
      return { text: (content as readonly { readonly text: string }[]).map(({ text }) => text).join('\n'), failed: isError === true };
    },
  };
}

/** Where a program in a member's pane is, and the variables that tell it whose it is. */
async function placeOf(team: TestTeam, seat: string | undefined): Promise<{ readonly cwd: string; readonly env: Record<string, string> }> {
  if (seat === undefined) return { cwd: team.directory, env: { ...team.environment } };
  const { id, tag } = await team.pane(seat);
  const cwd = await team.tmux('display-message', '-p', '-t', id, '#{pane_current_path}');
  return { cwd, env: { ...team.environment, CODERS_TEAM: tag!.team, CODERS_ADDRESS: tag!.address, CODERS_EPOCH: String(tag!.epoch) } };
}
