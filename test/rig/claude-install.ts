import { agentInstall, type Installed } from './agent-install.ts';

/** The version that the tests are written against. */
export const claudeVersion = '2.1.329';

// npm may refuse to run the package's install script, which puts the native program at the first of these;
// the second is where the program lies in the platform's own package.
const programs = ['node_modules/.bin/claude', `node_modules/@anthropic-ai/claude-code-${process.platform}-${process.arch}/claude`];

/** Claude Code, from `.cache/agents/` or the npm registry. */
export function claudeInstall(): Promise<Installed> {
  return agentInstall({ package: '@anthropic-ai/claude-code', version: claudeVersion, programs });
}
