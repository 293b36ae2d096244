import { dirname } from 'node:path';
import { find, textAt, typedText, valuePlace, type Located, type Path } from './located.ts';
import { absolutePath } from './paths.ts';
import type { Files, ManifestWorld } from './world.ts';
import type { WrittenManifest } from './written.ts';

/** What a person wrote, checked against the schema, with all that is needed to understand it. */
export interface Source {
  /** The person's own file. */
  readonly file: string;
  readonly root: Located;
  /** The tree with what the schema refuses still in it: for telling what is missing from what is merely wrong. */
  readonly unchecked: Located;
  /** `root` without places. */
  readonly written: WrittenManifest;
  /** The folder that the relative paths of each file start from. */
  readonly folders: ReadonlyMap<string, string>;
  readonly home: string | undefined;
  /** Of whoever reads the manifest. */
  readonly env: ManifestWorld['env'];
  /** The name of this machine among the hosts of a team. */
  readonly host: string;
  readonly files: Files;
  readonly templatesDirectory: string;
}

/** Whether a person wrote the field at all, right or wrong. */
export function isGiven(source: Source, path: Path): boolean {
  return find(source.unchecked, path) !== undefined;
}

/** The file path that a field holds, made absolute; undefined without the field, or without a HOME for its `~`. */
export function pathAt(source: Source, path: Path): string | undefined {
  const text = textAt(source.root, path);
  return text === undefined ? undefined : absolutePath(text, folderAt(source, path), source.home);
}

/** A program: a bare name is looked for on PATH, anything else is a path. */
export function programAt(source: Source, path: Path): string | undefined {
  const text = textAt(source.root, path);
  return text === undefined || !/[/~]/.test(text) ? text : pathAt(source, path);
}

/** The folder that a relative path in the field starts from. */
export function folderAt(source: Source, path: Path): string {
  const { file } = valuePlace(source.root, path);
  return source.folders.get(file) ?? dirname(file);
}

/** What the file named by a field says, its line ends made `\n`; undefined where it cannot be read, which a rule reports. */
export function fileTextAt(source: Source, path: Path): { readonly path: string; readonly text: string } | undefined {
  const file = pathAt(source, path);
  if (file === undefined) return undefined;
  const look = source.files.look(file);
  return look.state === 'file' ? { path: file, text: look.text.replaceAll('\r\n', '\n') } : undefined;
}

/** A map of environment variables, each value as it was typed. */
export function environmentAt(source: Source, path: Path): Readonly<Record<string, string>> {
  const node = find(source.root, path);
  if (node?.kind !== 'map') return {};
  return Object.fromEntries([...node.entries].flatMap(([name, { value }]) => (value.kind === 'scalar' ? [[name, typedText(value)]] : [])));
}
