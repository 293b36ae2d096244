import { userInfo } from 'node:os';
import type { Installation } from '../installation.ts';

export const opencodeInstallation: Installation = {
  tool: 'opencode',
  tested: '1.18.x',
  movedTo: (folder) => ({ XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_STATE_HOME: folder, XDG_CACHE_HOME: folder, OPENCODE_DISABLE_AUTOUPDATE: 'true' }),
  login: {
    files: (environment) => [`${environment['XDG_DATA_HOME'] || `${environment['HOME'] || userInfo().homedir}/.local/share`}/opencode/auth.json`],
    variables: ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY', 'OPENROUTER_API_KEY', 'OPENCODE_API_KEY'],
    how: 'Run: opencode auth login',
  },
};
