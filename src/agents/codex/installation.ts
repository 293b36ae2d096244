import { userInfo } from 'node:os';
import type { Environment } from '../look.ts';
import type { Installation } from '../installation.ts';

export const codexInstallation: Installation = {
  tool: 'codex',
  tested: '0.169.x',
  movedTo: (folder) => ({ CODEX_HOME: folder }),
  login: {
    files: (environment) => [`${home(environment)}/auth.json`],
    variables: ['OPENAI_API_KEY', 'CODEX_API_KEY'],
    how: 'Run: codex login',
  },
  trust: {
    file: (environment) => `${home(environment)}/config.toml`,
    trusts: (text, directories) => directories.some((directory) => trusted(text).has(directory)),
    how: 'Start codex there once and trust the folder.',
  },
};

function home(environment: Environment): string {
  return environment['CODEX_HOME'] || `${environment['HOME'] || userInfo().homedir}/.codex`;
}

/** Of the file's TOML only what Codex itself writes there: `[projects."/path"]`, then `trust_level = "trusted"`. */
function trusted(text: string): ReadonlySet<string> {
  const tables = text.split(/^(?=\s*\[)/m);
  return new Set(tables.flatMap((table) => {
    const [, basic, literal] = /^\s*\[\s*projects\s*\.\s*(?:("(?:[^"\\]|\\.)*")|'([^']*)')\s*\]/.exec(table) ?? [];
    const path = basic?.slice(1, -1).replace(/\\(["\\])/g, '$1') ?? literal;
    return path !== undefined && /^\s*trust_level\s*=\s*["']trusted["']/m.test(table) ? [path] : [];
  }));
}
