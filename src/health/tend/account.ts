import type { MemberSettings } from '../../state/desired.ts';
import type { Environment } from '../../state/whereabouts.ts';

/** Variables that choose the login of a tool. */
const logins = ['CLAUDE_CONFIG_DIR', 'ANTHROPIC_API_KEY', 'CODEX_HOME', 'OPENAI_API_KEY', 'GEMINI_API_KEY', 'GEMINI_CLI_HOME', 'CODERS_DEMO_HOME'];

/** A name for whose usage limits a member shares: its tool's, at its model server, under its login. Secrets are not in it. */
export function accountOf({ tool, baseUrl, env }: Pick<MemberSettings, 'tool' | 'baseUrl' | 'env'>, environment: Environment): string {
  const chosen = { ...environment, ...env };
  const login = logins.flatMap((name) => {
    const value = chosen[name];
    if (value === undefined || value === '') return [];
    return [name.endsWith('_KEY') ? `${name} …${value.slice(-4)}` : value];
  });
  return [tool, ...(baseUrl === undefined ? [] : [baseUrl]), ...login].join(' ');
}
