import { basename, dirname, join } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { error } from '../diagnostics/problem.ts';
import { sourceText, type SourceText } from '../diagnostics/text.ts';
import { either, quote } from '../diagnostics/words.ts';
import { nearest } from '../util/suggest.ts';
import { readDocument } from './document.ts';
import { find, keyPlace, textAt, type Located, type LocatedMap } from './located.ts';
import { merge, without } from './merge.ts';
import { paramsOf, reportUnknownParams, type Given } from './params.ts';
import { absolutePath } from './paths.ts';
import { substitute } from './substitute.ts';
import type { Files, Look, ManifestWorld } from './world.ts';

/** The names that `extends` knows without a path. */
export const builtInTemplates = ['solo', 'pair', 'three-tier', 'overnight'] as const;

/** Ten thousand members fit. What is larger is no manifest, and would be read for minutes. */
const mostCharacters = 1_000_000;

/** A file with all it extends, and what was seen on the way. */
export interface Layers {
  readonly root?: Located;
  /** False where a template could not be read: what seems to be missing may stand there. */
  readonly complete: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
  /** The folder that the relative paths of each file start from. */
  readonly folders: ReadonlyMap<string, string>;
}

interface Stacking {
  readonly world: ManifestWorld;
  readonly files: Files;
  readonly diagnostics: Diagnostic[];
  readonly sources: Map<string, string>;
  readonly folders: Map<string, string>;
  /** Templates that are not there or not readable, as they are called. */
  readonly unread: string[];
}

/** A file to read, and who asks for it: nobody for the person's own manifest. */
interface Request {
  readonly file: string;
  readonly place: Place;
  readonly given: Given;
  /** Files that extend it, the person's own first. */
  readonly chain: readonly string[];
}

/** Reads a manifest and, below it, the templates it extends. */
export function readLayers(file: string, world: ManifestWorld, files: Files): Layers {
  const stacking: Stacking = { world, files, diagnostics: [], sources: new Map(), folders: new Map([[file, dirname(file)]]), unread: [] };
  const place = sourceText(file, '').place(0, 0);
  const root = readLayer({ file, place, given: { params: new Map() }, chain: [] }, stacking);
  const { diagnostics, sources, folders, unread } = stacking;
  return { ...(root === undefined ? {} : { root }), complete: unread.length === 0, diagnostics, sources, folders };
}

function readLayer(request: Request, stacking: Stacking): Located | undefined {
  const source = openLayer(request, stacking);
  if (source === undefined) return undefined;
  const document = readDocument(source);
  for (const diagnostic of document.diagnostics) stacking.diagnostics.push(diagnostic); // there may be more than one call takes
  if (document.root === undefined) return undefined;
  if (document.root.kind !== 'map') return document.root;
  const root = fillIn(document.root, { request, source, stacking });
  return extend(root, request, stacking);
}

function openLayer({ file, place, chain }: Request, { files, sources, diagnostics }: Stacking): SourceText | undefined {
  const look = files.look(file);
  if (look.state !== 'file') {
    diagnostics.push(unreadFile(look, { file, place, template: chain.length > 0 }));
    return undefined;
  }
  if (look.text.length > mostCharacters) {
    diagnostics.push(error('too-large', `${chain.length > 0 ? 'The template' : 'The manifest'} ${quote(file)} has ${Math.ceil(look.text.length / 1e6)} million characters, and one million is the most.`, { place }));
    return undefined;
  }
  sources.set(file, look.text);
  return sourceText(file, look.text);
}

function unreadFile(look: Look, { file, place, template }: { file: string; place: Place; template: boolean }): Diagnostic {
  const what = template ? 'The template' : 'The manifest';
  if (look.state === 'unreadable') return error('unreadable-file', `${what} ${quote(file)} cannot be read: ${look.reason}.`, { place });
  const state = look.state === 'directory' ? 'is a folder, not a file' : 'does not exist';
  const hint = template
    ? `Built-in templates are ${either(builtInTemplates)}; anything else is the path of a file.`
    : 'Run `coders init` to write a commented example.';
  return error(template ? 'no-template' : 'no-manifest', `${what} ${quote(file)} ${state}.`, { place, hint });
}

function fillIn(root: LocatedMap, at: { request: Request; source: SourceText; stacking: Stacking }): LocatedMap {
  const { request, source, stacking } = at;
  const { env } = stacking.world;
  const declared = find(root, ['params']);
  const filled = declared === undefined ? undefined : substitute(declared, { source, scope: { params: new Map(), env }, diagnostics: stacking.diagnostics });
  const { params, diagnostics } = paramsOf(filled, request.given);
  stacking.diagnostics.push(...diagnostics);
  const rest = substitute(without(root, ['params']), { source, scope: { params, env }, diagnostics: stacking.diagnostics }) as LocatedMap;
  if (filled === undefined) return rest;
  return { ...rest, entries: new Map([...rest.entries, ['params', { keyPlace: keyPlace(root, ['params']), value: filled }]]) };
}

function extend(root: LocatedMap, request: Request, stacking: Stacking): Located {
  const name = textAt(root, ['extends']);
  const given = givenBy(root);
  // An `extends` that is no text stays, for the schema to speak of it.
  if (name === undefined) {
    if (!root.entries.has('extends')) reportUnknownParams(new Map(), given, stacking.diagnostics);
    return root;
  }
  const place = find(root, ['extends'])!.place;
  const own = without(root, ['extends']);
  const below = readTemplate(name, { place, request, given: { ...given, place } }, stacking);
  if (below === undefined) stacking.unread.push(name);
  return below === undefined ? own : merge(below, own);
}

/** The template that a file extends; undefined, and told, where there is none to read. */
function readTemplate(name: string, at: { place: Place; request: Request; given: Given }, stacking: Stacking): Located | undefined {
  const { place, request, given } = at;
  const file = templateFile(name, { place, request, stacking });
  if (file === undefined) return undefined;
  const chain = [...request.chain, request.file];
  if (!chain.includes(file)) return readLayer({ file, place, given, chain }, stacking);
  stacking.diagnostics.push(extendsCycle([...chain.slice(chain.indexOf(file)), file], place));
  return undefined;
}

function givenBy(root: LocatedMap): Given {
  const given = find(root, ['with']);
  return { params: given?.kind === 'map' ? given.entries : new Map() };
}

function extendsCycle(chain: readonly string[], place: Place): Diagnostic {
  const names = chain.map((file) => basename(file)).join(' → ');
  return error('extends-cycle', `The file extends itself: ${names}.`, { place, hint: 'Remove one `extends` of the circle.' });
}

/** A word is a built-in template; its relative paths start where those of the file that extends it do, for it has no folder of its own. */
function templateFile(name: string, at: { place: Place; request: Request; stacking: Stacking }): string | undefined {
  const { place, request, stacking } = at;
  const { world, folders, files, diagnostics } = stacking;
  const folder = folders.get(place.file) ?? dirname(request.file);
  if (/[/.~]/.test(name)) {
    const file = absolutePath(name, folder, world.env['HOME']);
    if (file === undefined) diagnostics.push(error('no-home', `The path ${quote(name)} starts with ~, and HOME is not set.`, { place, hint: 'Set HOME, or write the whole path.' }));
    else if (!folders.has(file)) folders.set(file, dirname(file));
    return file;
  }
  const file = join(world.templatesDirectory, `${name}.yaml`);
  if (files.kind(file) === 'file') {
    folders.set(file, folder);
    return file;
  }
  diagnostics.push(unknownTemplate(name, { place, beside: files.kind(join(folder, `${name}.yaml`)) === 'file' }));
  return undefined;
}

function unknownTemplate(name: string, { place, beside }: { place: Place; beside: boolean }): Diagnostic {
  const guess = beside ? `./${name}.yaml` : nearest(name, builtInTemplates);
  const hint = guess === undefined ? `Built-in templates are ${either(builtInTemplates)}; a file is named by its path, such as ./${name}.yaml.` : `Did you mean ${quote(guess)}?`;
  return error('no-template', `${quote(name)} is not a built-in template.`, { place, hint });
}
