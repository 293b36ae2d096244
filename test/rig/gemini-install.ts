import { agentInstall, type Installed } from './agent-install.ts';

/** The version that the tests are written against. */
export const geminiVersion = '0.61.0';

/** Gemini CLI, from `.cache/agents/` or the npm registry. */
export function geminiInstall(): Promise<Installed> {
  return agentInstall({ package: '@google/gemini-cli', version: geminiVersion, programs: ['node_modules/.bin/gemini'] });
}
