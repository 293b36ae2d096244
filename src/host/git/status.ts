import type { CandidIndex } from './candid-index.ts';

/** What differs in a checkout from its HEAD. */
export interface Status {
  /** Changed and untracked paths. */
  readonly uncommitted: readonly string[];
  /** Top-most ignored paths; a folder ends in `/`. */
  readonly ignored: readonly string[];
  /** Untracked folders that are repositories. */
  readonly repositories: readonly string[];
  /** Submodules with commits, changes or files of their own. */
  readonly changedSubmodules: readonly string[];
  /** Paths in conflict. */
  readonly conflicts: readonly string[];
}

const argv = ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignored=matching', '--no-renames', '--ignore-submodules=none'];

export async function readStatus({ git }: CandidIndex): Promise<Status> {
  return parseStatus((await git(argv)).stdout);
}

/** How many fields stand before the path, by the letter that starts a line of porcelain v2. */
const fieldsBefore: Readonly<Record<string, number>> = { '1': 8, u: 10, '?': 1, '!': 1 };

/** Reads `git status --porcelain=v2 -z --no-renames`. */
export function parseStatus(text: string): Status {
  const lines = text.split('\0').filter((line) => line !== '').map((line) => {
    const fields = line.split(' ');
    const before = fieldsBefore[fields[0] ?? ''] ?? 0;
    return { kind: fields[0], submodule: fields[2] ?? '', path: fields.slice(before).join(' ') };
  });
  const paths = (wanted: (line: (typeof lines)[number]) => boolean) => lines.filter(wanted).map(({ path }) => path);
  return {
    uncommitted: paths(({ kind }) => kind === '1' || kind === 'u' || kind === '?'),
    ignored: paths(({ kind }) => kind === '!'),
    repositories: paths(({ kind, path }) => kind === '?' && path.endsWith('/')), // with --untracked-files=all only these are not opened
    changedSubmodules: paths(({ kind, submodule }) => (kind === '1' || kind === 'u') && /^S.*[CMU]/.test(submodule)),
    conflicts: paths(({ kind }) => kind === 'u'),
  };
}
