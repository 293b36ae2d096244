import { agentInstall, type Installed } from './agent-install.ts';

/** The version that the tests are written against. */
export const opencodeVersion = '1.18.33';

// npm may refuse to run the package's install script, which puts the native program at the first of these; the second is
// where the program lies in the platform's own package.
const programs = ['node_modules/.bin/opencode', `node_modules/opencode-${process.platform}-${process.arch}/bin/opencode`];

/** OpenCode, from `.cache/agents/` or the npm registry. */
export function opencodeInstall(): Promise<Installed> {
  return agentInstall({ package: 'opencode-ai', version: opencodeVersion, programs });
}
