import { posix } from 'node:path';
import { formatDiagnostic } from '../../src/diagnostics/format.ts';
import { loadManifest, type Loaded, type ManifestWorld } from '../../src/manifest/load.ts';
import { builtInRoles } from '../../src/manifest/roles.ts';

/** Files by absolute path; a text. Folders exist where files are in them. */
export type MemoryFiles = Readonly<Record<string, string>>;

/** The team's file, a repository beside its folder, and the texts that come with the package. */
const standing: MemoryFiles = {
  '/work/shop/.git/HEAD': 'ref: refs/heads/main\n',
  '/work/teams/specs/shop.md': 'Sell things.\n',
  ...Object.fromEntries(Object.keys(builtInRoles).map((role) => [`/templates/roles/${role}.md`, `You are the ${role}.\n`])),
};

export interface Surroundings {
  readonly files?: MemoryFiles;
  readonly env?: Readonly<Record<string, string>>;
  /** What the machine is called; `alpha` unless given. */
  readonly host?: string;
}

/** A world that exists in memory only. */
export function memoryWorld(files: MemoryFiles, env: Readonly<Record<string, string>> = { HOME: '/home/ann' }): ManifestWorld {
  const contents = new Map(Object.entries(files));
  const folders = new Set([...contents.keys()].flatMap(foldersAbove));
  return {
    readText: (path) => contents.get(path),
    kind: (path) => (contents.has(path) ? 'file' : folders.has(path) ? 'directory' : undefined),
    env,
    host: 'alpha',
    templatesDirectory: '/templates',
  };
}

function foldersAbove(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === path ? [folder] : [folder, ...foldersAbove(folder)];
}

export const teamFile = '/work/teams/team.yaml';

/** Loads a text as /work/teams/team.yaml, with a repository in /work/shop and a spec in specs/shop.md. */
export function load(yaml: string, { files = {}, env, host = 'alpha' }: Surroundings = {}): Loaded {
  return loadManifest(teamFile, { ...memoryWorld({ ...standing, [teamFile]: yaml, ...files }, env), host });
}

/** All that loading says of a text, as people read it. */
export function told(yaml: string, surroundings: Surroundings = {}): string {
  const { diagnostics, sources } = load(yaml, surroundings);
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, sources, { color: false, cwd: '/work/teams' })).join('\n\n');
}

/** A team with one project, `shop`; `rest` is indented under it. */
export function shop(rest: string): string {
  const indented = rest.replace(/^(?=.)/gm, '    ');
  return `version: 1\nteam: night\nprojects:\n  shop:\n    repo: ../shop\n${indented}`;
}
