import { userInfo } from 'node:os';
import type { Environment } from '../look.ts';
import { withParents, type Installation } from '../installation.ts';

export const geminiInstallation: Installation = {
  tool: 'gemini',
  tested: '0.61.x',
  movedTo: (folder) => ({ GEMINI_CLI_HOME: folder, GEMINI_CLI_NO_RELAUNCH: 'true' }),
  login: {
    files: (environment) => [`${home(environment)}/oauth_creds.json`, `${home(environment)}/gemini-credentials.json`],
    variables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_APPLICATION_CREDENTIALS'],
    how: 'Start gemini once and choose how to log in.',
  },
  trust: {
    file: (environment) => `${home(environment)}/trustedFolders.json`,
    trusts: trustsAny,
    how: 'Start gemini there once and trust the folder.',
  },
};

function home(environment: Environment): string {
  return `${environment['GEMINI_CLI_HOME'] || environment['HOME'] || userInfo().homedir}/.gemini`;
}

function trustsAny(text: string, directories: readonly string[]): boolean | undefined {
  const folders = foldersIn(text);
  if (folders === undefined) return undefined;
  const isTrusted = (directory: string) => withParents(directory).some((path) => folders[path] === 'TRUST_FOLDER') || Object.entries(folders).some(([path, level]) => level === 'TRUST_PARENT' && withParents(directory).includes(parentOf(path)));
  return directories.some(isTrusted);
}

function parentOf(path: string): string {
  return withParents(path)[1] ?? '/';
}

function foldersIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return (JSON.parse(text) as Readonly<Record<string, unknown>> | null) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
