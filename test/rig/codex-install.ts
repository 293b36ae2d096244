import { agentInstall, type Installed } from './agent-install.ts';

/** The version that the tests are written against. */
export const codexVersion = '0.169.0';

/** Codex, from `.cache/agents/` or the npm registry. */
export function codexInstall(): Promise<Installed> {
  return agentInstall({ package: '@openai/codex', version: codexVersion, programs: ['node_modules/.bin/codex'] });
}
