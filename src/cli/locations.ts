import { basename, dirname, join, resolve } from 'node:path';
import { kind, realPath } from '../host/files.ts';
import { UsageError } from './command.ts';

export { stateDirectoryOf } from '../host/state-directory.ts';

const manifestName = 'team.yaml';

/** The manifest that a person means: the one named, or team.yaml here or in a folder above. Throws a UsageError. */
export function findManifest(named: string | undefined, directory: string): string {
  if (named !== undefined) {
    const path = resolve(directory, named);
    const inside = kind(path) === 'directory' ? join(path, manifestName) : path;
    if (kind(inside) === 'file') return throughLinks(inside);
    throw new UsageError(`There is no file ${named}.`, 'Name a team manifest, or write one with coders init.');
  }
  for (let folder = directory; ; folder = dirname(folder)) {
    const path = join(folder, manifestName);
    if (kind(path) === 'file') return throughLinks(path);
    if (dirname(folder) === folder) break;
  }
  throw new UsageError(`There is no ${manifestName} in ${directory} or in a folder above it.`, 'Name a manifest, or write one with coders init.');
}

/** One folder is one place, by whichever link it was reached: where agents work is read from it, and must not seem to move. */
function throughLinks(file: string): string {
  return join(realPath(dirname(file)), basename(file));
}
