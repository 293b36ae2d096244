import { compareDiagnostics } from '../diagnostics/compare.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { readLayers, type Layers } from './layers.ts';
import { plain, type Located } from './located.ts';
import type { Manifest } from './manifest.ts';
import { normalize, type Draft } from './normalize.ts';
import { rules } from './rules/rules.ts';
import { salvage } from './salvage.ts';
import { objections } from './schema.ts';
import { withoutSecrets } from './secrets.ts';
import type { Source } from './source.ts';
import { filesOf, type Files, type ManifestWorld } from './world.ts';
import type { WrittenManifest } from './written.ts';

export type { ManifestWorld } from './world.ts';

/** What came of reading a manifest. */
export interface Loaded {
  /** Only when no diagnostic is an error. */
  readonly manifest?: Manifest;
  /** All that is to be said, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the person's own file says. */
  readonly text: string;
  /** The text of each file read, by path: for code frames, so no password can be read in it. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads and checks a manifest. `file` is an absolute path. Touches nothing but the given world; throws only for bugs. */
export function loadManifest(file: string, world: ManifestWorld): Loaded {
  const files = filesOf(world);
  const layers = readLayers(file, world, files);
  const { draft, diagnostics } = checked(layers, { file, world, files });
  const sorted = [...diagnostics].sort(compareDiagnostics);
  const valid = !sorted.some((diagnostic) => diagnostic.severity === 'error');
  return { ...(valid && draft !== undefined ? { manifest: draft.manifest } : {}), diagnostics: sorted, text: layers.sources.get(file) ?? '', sources: withoutSecrets(layers.sources, layers.root) };
}

interface Reader {
  readonly file: string;
  readonly world: ManifestWorld;
  readonly files: Files;
}

/** Schema, then rules. The rules see all that the schema leaves fit to look at, so that one run tells everything. */
function checked(layers: Layers, reader: Reader): { readonly draft?: Draft; readonly diagnostics: readonly Diagnostic[] } {
  if (layers.root === undefined) return { diagnostics: layers.diagnostics };
  const found = objections(layers.root).filter(({ keyword }) => layers.complete || keyword !== 'required');
  const told = [...layers.diagnostics, ...found.map(({ diagnostic }) => diagnostic)];
  const rest = salvage(layers.root, found);
  if (rest === undefined || !layers.complete) return { diagnostics: told };
  const draft = normalize({ ...sourceOf(rest, layers, reader), unchecked: layers.root });
  const broken = rules.flatMap((rule) => [...rule.check(draft)]);
  return { draft, diagnostics: [...told, ...broken.filter((diagnostic) => !isEcho(diagnostic, told))] };
}

function sourceOf(root: Located, { folders }: Layers, { file, world, files }: Reader): Omit<Source, 'unchecked'> {
  // The schema may have refused the team's name; the rules then go on with one that stands in every path.
  const written = { team: 'team', ...(plain(root) as Partial<WrittenManifest>) };
  return { file, root, written, folders, home: world.env['HOME'], env: world.env, host: world.host, files, templatesDirectory: world.templatesDirectory };
}

/** A value already found wrong is not judged again: one mistake is told once. And what only warns waits until the schema holds. */
function isEcho({ place, severity }: Diagnostic, told: readonly Diagnostic[]): boolean {
  return told.some((earlier) => earlier.severity === 'error' && (severity === 'warning' || overlap(earlier.place, place)));
}

function overlap(a: Place, b: Place): boolean {
  return a.file === b.file && a.start.offset < b.end.offset && b.start.offset < a.end.offset;
}
