import { join, relative } from 'node:path';
import { formatDiagnostic } from '../diagnostics/format.ts';
import { kind, readText } from '../host/files.ts';
import { hostName } from '../host/host-name.ts';
import type { Loaded, ManifestWorld } from '../manifest/load.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import { desired, type Desired } from '../state/desired.ts';
import { InvalidManifest, type Invocation } from './command.ts';
import { findManifest } from './locations.ts';

/** Reads a manifest; `text` stands in for what the file says now, whether or not it is there. */
export async function load(file: string, invocation: Invocation, text?: string): Promise<Loaded> {
  const { loadManifest } = await import('../manifest/load.ts'); // late: YAML, schema and rules are 600 kB that most verbs can do without
  const world = manifestWorld(invocation);
  return loadManifest(file, {
    ...world,
    readText: (path) => (path === file && text !== undefined ? text : world.readText(path)),
    kind: (path) => (path === file && text !== undefined ? 'file' : world.kind(path)),
  });
}

/** What there is to read here. */
export function manifestWorld({ environment, packageDirectory }: Invocation): ManifestWorld {
  return { readText, kind, env: environment, host: hostName(environment), templatesDirectory: join(packageDirectory, 'templates') };
}

export function complain({ diagnostics, sources }: Loaded, { terminal, directory }: Invocation): void {
  const style = { color: terminal.color, width: terminal.columns, cwd: directory };
  for (const diagnostic of diagnostics) terminal.err(`${formatDiagnostic(diagnostic, sources, style)}\n`);
}

/** A path as a person in that directory would type it. */
export function shownPath(file: string, { directory }: Pick<Invocation, 'directory'>): string {
  return relative(directory, file) || file;
}

/** A team as its manifest wants it. */
export interface OpenTeam {
  readonly manifest: Manifest;
  readonly desired: Desired;
  readonly text: string;
}

/** The team that a verb's operand names. Throws InvalidManifest after saying what is wrong with it. */
export async function openTeam(named: string | undefined, invocation: Invocation): Promise<OpenTeam> {
  return openManifest(findManifest(named, invocation.directory), invocation);
}

/** The same for a file, or for a text in its place. */
export async function openManifest(file: string, invocation: Invocation, text?: string): Promise<OpenTeam> {
  const loaded = await load(file, invocation, text);
  complain(loaded, invocation);
  const { manifest } = loaded;
  if (manifest === undefined) throw new InvalidManifest(shownPath(file, invocation), loaded.diagnostics);
  return { manifest, desired: desired(manifest), text: loaded.text };
}

/** What is noted of a team when it is applied. */
export function appliedTeam({ manifest, desired: wanted, text }: OpenTeam, at: number): AppliedTeam {
  const branches = new Map(wanted.worktrees.map(({ address, branch }) => [address, branch]));
  return {
    name: manifest.team,
    file: manifest.file,
    text,
    tmux: manifest.tmux,
    appliedAt: at,
    members: wanted.members.map(({ address, seat, settings, worktree, talksTo, care: { stuckAfterMs, heartbeatMs } }) => {
      const branch = worktree === undefined ? undefined : branches.get(worktree);
      const { tool, model, role, directory, declared } = settings;
      return { address, seat, tool, model, role, directory, stuckAfterMs, heartbeatMs, ...(talksTo === undefined ? {} : { talksTo }), ...(declared === undefined ? {} : { declared }), ...(branch === undefined ? {} : { branch }) };
    }),
  };
}
