import type { LaunchRequest } from './adapter.ts';

/** The program that gives an agent the runner's own tools over MCP. It knows its agent by the variables of the launch. */
export interface ToolServer {
  readonly command: string;
  readonly args: readonly string[];
}

/** What every tool calls the server. */
export const serverName = 'coders';

/**
 * Undefined where none is offered: to a launch without a folder of its own, which only looks, and to a member whose `env`
 * says `CODERS_MCP: off`.
 */
export function toolServer({ settings: { env }, packageDirectory, spool }: LaunchRequest): ToolServer | undefined {
  return spool === undefined || env['CODERS_MCP'] === 'off' ? undefined : { command: `${packageDirectory}/bin/coders`, args: ['mcp'] };
}

/**
 * By which the server finds its agent, its team and the team's tmux, and the agents that it starts find their files and log
 * in: for a tool that passes on only what is named.
 */
export const serverVariables: readonly string[] = [
  'CODERS_TEAM', 'CODERS_ADDRESS', 'CODERS_EPOCH', 'CODERS_SOCKET', 'CODERS_STATE_DIR', 'CODERS_SUPERVISOR', 'TMUX_TMPDIR',
  'XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR',
  'CODEX_HOME', 'CLAUDE_CONFIG_DIR', 'GEMINI_CLI_HOME', 'OPENCODE_CONFIG', 'OPENCODE_CONFIG_DIR', 'SSH_AUTH_SOCK',
  'ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_BASE_URL', 'OPENAI_API_KEY', 'GEMINI_API_KEY',
];
