import { basename, dirname } from 'node:path';
import type { FileLook } from '../agents/adapter.ts';
import { kind, lookAt } from './files.ts';
import { watchFolder, type Closing } from './watch-folder.ts';

/** What is watched in one folder: by who wants it, the names that matter to them, or all. */
interface WatchedFolder {
  readonly watch: Closing;
  readonly wanted: Map<string, ReadonlySet<string> | 'all'>;
}

/** Tells when a file changes that somebody looks at. Somebody is a name of the caller's own. */
export class FileWatch {
  readonly #changed: (who: string) => void;
  readonly #folders = new Map<string, WatchedFolder>();

  constructor(changed: (who: string) => void) {
    this.#changed = changed;
  }

  /**
   * Watches for this one what these looks name now, in place of what it watched before: the file, or where there is none
   * yet the folder that it, or the way to it, will appear in. True where that is more than before: what happened in between
   * was not told. Throws a HostError where the system watches as much as it may.
   */
  set(who: string, looks: readonly FileLook[]): boolean {
    const spots = looks.map(spotOf);
    const before = [...this.#folders].filter(([, { wanted }]) => wanted.has(who)).map(([folder]) => folder);
    for (const folder of before.filter((one) => !spots.some((spot) => spot.folder === one))) this.#leave(folder, who);
    const folders = [...new Set(spots.map((spot) => spot.folder))];
    for (const folder of folders) {
      const names = spots.filter((spot) => spot.folder === folder).map((spot) => spot.names);
      this.#enter(folder).wanted.set(who, names.includes('all') ? 'all' : new Set(names.flatMap((one) => [...one])));
    }
    return folders.some((folder) => !before.includes(folder));
  }

  close(): void {
    for (const { watch } of this.#folders.values()) watch.close();
    this.#folders.clear();
  }

  #enter(folder: string): WatchedFolder {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const wanted: WatchedFolder['wanted'] = new Map();
    const entered = { wanted, watch: watchFolder(folder, (name) => this.#tell(wanted, name)) };
    this.#folders.set(folder, entered);
    return entered;
  }

  #leave(folder: string, who: string): void {
    const { wanted, watch } = this.#folders.get(folder)!;
    wanted.delete(who);
    if (wanted.size > 0) return;
    watch.close();
    this.#folders.delete(folder);
  }

  #tell(wanted: WatchedFolder['wanted'], name: string | undefined): void {
    for (const [who, names] of wanted) if (name === undefined || names === 'all' || names.has(name)) this.#changed(who);
  }
}

interface Spot {
  readonly folder: string;
  readonly names: ReadonlySet<string> | 'all';
}

function spotOf({ path, only, query }: FileLook): Spot {
  const found = lookAt({ path, tailBytes: 0, ...(only === undefined ? {} : { only }) })?.end.path;
  if (found === undefined) return { folder: nearestFolder(path.split('/*')[0]!), names: 'all' };
  // A database's changes stand beside it first.
  return { folder: dirname(found), names: new Set([basename(found), ...(query === undefined ? [] : [`${basename(found)}-wal`])]) };
}

function nearestFolder(path: string): string {
  return kind(path) === 'directory' || dirname(path) === path ? path : nearestFolder(dirname(path));
}
