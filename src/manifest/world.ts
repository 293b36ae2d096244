/** What loading a manifest reads of the world, and nothing else. */
export interface ManifestWorld {
  /** Undefined: there is no such file. Throws what the system throws for other failures. */
  readText(path: string): string | undefined;
  kind(path: string): 'file' | 'directory' | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name of this machine among the hosts of a team. */
  readonly host: string;
  /** Folder with roles/<role>.md and the built-in team templates <name>.yaml. */
  readonly templatesDirectory: string;
}

/** What is found at a path. */
export type Look =
  | { readonly state: 'file'; readonly text: string }
  | { readonly state: 'directory' }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly reason: string };

/** Looks at each path once, so that all who ask during one load see the same world. */
export interface Files {
  look(path: string): Look;
  kind(path: string): Look['state'];
}

export function filesOf(world: ManifestWorld): Files {
  const looks = new Map<string, Look>();
  const kinds = new Map<string, Look['state']>();
  return {
    look: (path) => remembered(looks, path, () => attempt(() => lookAt(path, world))),
    kind: (path) => remembered(kinds, path, () => attempt((): { readonly state: Look['state'] } => ({ state: world.kind(path) ?? 'absent' })).state),
  };
}

function lookAt(path: string, world: ManifestWorld): Look {
  if (world.kind(path) === 'directory') return { state: 'directory' };
  const text = world.readText(path);
  return text === undefined ? { state: 'absent' } : { state: 'file', text };
}

/** A failure of the system is an answer to tell a person; anything else is a bug and goes on. */
function attempt<Answer>(ask: () => Answer): Answer | { readonly state: 'unreadable'; readonly reason: string } {
  try {
    return ask();
  } catch (failure) {
    if (!(failure instanceof Error) || !('code' in failure)) throw failure;
    return { state: 'unreadable', reason: failure.message };
  }
}

function remembered<Value>(memory: Map<string, Value>, path: string, find: () => Value): Value {
  const known = memory.get(path);
  if (known !== undefined) return known;
  const value = find();
  memory.set(path, value);
  return value;
}
