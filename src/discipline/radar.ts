/** What one branch does, as far as others could meet it. */
export interface LiveBranch {
  /** As people know it: a branch, or whose it is. */
  readonly name: string;
  /** Paths that it changed since it left the branch that all come from. */
  readonly touched: readonly TouchedPath[];
  /** Paths that are changed or new and in no commit yet. */
  readonly uncommitted: readonly string[];
}

export interface TouchedPath {
  readonly path: string;
  readonly removed: boolean;
}

/** Two branches that could get in each other's way, and the files that both change. */
export interface Encounter {
  readonly one: string;
  readonly other: string;
  readonly files: readonly string[];
  /** A merge could fail although no file is changed in both: a file stands where a folder is, or a folder moved. */
  readonly isClose: boolean;
}

/** Which pairs of branches are to be looked at: a merge of all others goes through. */
export function encounters(branches: readonly LiveBranch[]): readonly Encounter[] {
  const sights = branches.map(sightOf);
  return sights.flatMap((one, index) => sights.slice(index + 1).flatMap((other) => {
    const files = [...one.all].filter((path) => other.all.has(path)).sort();
    const isClose = meets(one, other) || meets(other, one);
    return files.length === 0 && !isClose ? [] : [{ one: one.name, other: other.name, files, isClose }];
  }));
}

interface Sight {
  readonly name: string;
  readonly all: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  /** Folders that something was removed from: they may have moved. */
  readonly leaving: ReadonlySet<string>;
}

function sightOf({ name, touched, uncommitted }: LiveBranch): Sight {
  const paths = [...touched.map(({ path }) => path), ...uncommitted];
  return {
    name,
    all: new Set(paths),
    folders: new Set(paths.flatMap(foldersOf)),
    leaving: new Set(touched.filter(({ removed }) => removed).flatMap(({ path }) => foldersOf(path))),
  };
}

function meets(one: Sight, other: Sight): boolean {
  return [...one.all].some((path) => other.folders.has(path)) || [...one.leaving].some((folder) => other.folders.has(folder));
}

/** All folders that a path is in, but the top. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
