import { basename } from 'node:path';
import { compareDiagnostics } from '../diagnostics/compare.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { harmless } from '../diagnostics/display.ts';
import { error } from '../diagnostics/problem.ts';
import { sourceText } from '../diagnostics/text.ts';
import { readDocument } from '../manifest/document.ts';
import { startOf, type Located, type LocatedMap } from '../manifest/located.ts';
import type { Draft } from './draft.ts';
import { kindOf } from './kind-of.ts';
import { manifestText } from './manifest-text.ts';
import { projectConfigsDraft } from './project-configs.ts';
import type { Reading } from './reading.ts';
import type { ImportKind, ImportRequest } from './request.ts';
import { sessionDraft } from './session-manifest.ts';
import { readTmuxinator } from './tmuxinator.ts';
import { readTmuxp } from './tmuxp.ts';

/** What came of a file. */
export interface Imported {
  /** Undefined where the file is of no kind that is known. */
  readonly kind?: ImportKind;
  /** The manifest; only where no diagnostic is an error. */
  readonly text?: string;
  /** What is left out or there in another way, in the order of the file; or why nothing came of it. */
  readonly diagnostics: readonly Diagnostic[];
}

const kindNames: Readonly<Record<ImportKind, string>> = {
  'project-configs': 'projects of the older orchestrator scripts',
  tmuxinator: 'a tmuxinator project',
  tmuxp: 'a tmuxp workspace',
};

/** Makes a manifest of a file that was written for another program. Pure but for what `files` looks at. */
export function importFile(request: ImportRequest): Imported {
  const { root, diagnostics } = readDocument(sourceText(request.file, request.text));
  if (root === undefined || diagnostics.length > 0) return { diagnostics: diagnostics.map(fromAnyFile) };
  const kind = request.kind ?? kindOf(root);
  if (kind === undefined || root.kind !== 'map') return { diagnostics: [ofNoKind(root)] };
  const reading: Reading = { request, remarks: [] };
  const draft = readers[kind](reading, root);
  if (draft === undefined) return { kind, diagnostics: [nothingIn(root, kind)] };
  const told = [...reading.remarks].sort(compareDiagnostics);
  const head = [headOf(kind, request), draft.explanation, ...differences(told)].join('\n\n');
  return { kind, text: manifestText(head, draft.fields), diagnostics: told };
}

/** Undefined for a file with nothing in it to be made into a member. */
type Reader = (reading: Reading, root: LocatedMap) => Draft | undefined;

const readers: Readonly<Record<ImportKind, Reader>> = {
  'project-configs': projectConfigsDraft,
  tmuxinator: (reading, root) => sessionDraft(readTmuxinator(reading, root), reading.request),
  tmuxp: (reading, root) => sessionDraft(readTmuxp(reading, root), reading.request),
};

/** The reader speaks of a team, which this file need not be. */
function fromAnyFile(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === 'empty-file' ? error('nothing-to-import', 'The file is empty.', { place: diagnostic.place }) : diagnostic;
}

function ofNoKind(root: Located): Diagnostic {
  return error('unknown-format', 'The file is none that coders can import.', {
    place: startOf(root.place),
    hint: `It imports ${Object.entries(kindNames).map(([kind, name]) => `${name} (--from ${kind})`).join(', ')}.`,
  });
}

function nothingIn(root: Located, kind: ImportKind): Diagnostic {
  return error('nothing-to-import', `The file has no ${kind === 'project-configs' ? 'projects' : 'windows'}, as ${kindNames[kind]} would have.`, { place: startOf(root.place) });
}

function headOf(kind: ImportKind, { file }: ImportRequest): string {
  return `Made by \`coders import\` of ${oneLine(basename(file))}, ${kindNames[kind]}.\nFrom here on it is yours: coders never writes to it again.`;
}

function differences(told: readonly Diagnostic[]): readonly string[] {
  const lines = told.map(({ message, place }) => `  line ${place.start.line}: ${oneLine(message)}`);
  return lines.length === 0 ? [] : [['What is not as it was:', ...lines].join('\n')];
}

/** As a comment or a line of a terminal takes it. */
function oneLine(text: string): string {
  return harmless(text).replaceAll('\n', ' ');
}
