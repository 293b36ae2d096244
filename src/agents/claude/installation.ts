import { userInfo } from 'node:os';
import { claudeHome } from './places.ts';
import { withParents, type Installation } from '../installation.ts';

export const claudeInstallation: Installation = {
  tool: 'claude',
  tested: '2.1.x',
  movedTo: (folder) => ({ CLAUDE_CONFIG_DIR: folder, DISABLE_AUTOUPDATER: '1' }),
  login: {
    files: (environment) => [`${claudeHome(environment)}/.credentials.json`],
    variables: ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY', 'CLAUDE_CODE_OAUTH_TOKEN', 'CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX'],
    how: 'Start claude once and log in.',
    hiddenOn: 'darwin',
  },
  trust: {
    file: (environment) => (environment['CLAUDE_CONFIG_DIR'] ? `${environment['CLAUDE_CONFIG_DIR']}/.claude.json` : `${environment['HOME'] || userInfo().homedir}/.claude.json`),
    trusts: trustsAny,
    how: 'Start claude there once and say yes.',
  },
};

function trustsAny(text: string, directories: readonly string[]): boolean | undefined {
  const projects = projectsIn(text);
  if (projects === undefined) return undefined;
  return directories.flatMap(withParents).some((directory) => Object.hasOwn(projects, directory) && projects[directory]?.hasTrustDialogAccepted === true);
}

type Projects = Readonly<Record<string, { readonly hasTrustDialogAccepted?: unknown } | null>>;

function projectsIn(text: string): Projects | undefined {
  try {
    return (JSON.parse(text) as { readonly projects?: Projects } | null)?.projects ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
