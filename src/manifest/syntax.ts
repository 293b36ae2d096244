import type { Document, YAMLError } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { error } from '../diagnostics/problem.ts';
import type { SourceText } from '../diagnostics/text.ts';
import { capitalized } from '../diagnostics/words.ts';

/** Everything that makes a text no single YAML 1.2 document, in the order of the text. */
export function syntaxProblems(document: Document.Parsed, source: SourceText): readonly Diagnostic[] {
  const found = [...document.errors, ...document.warnings];
  const exhausted = found.find((problem) => problem.code === 'RESOURCE_EXHAUSTION');
  // What follows such an error is its echo, once for each open bracket.
  if (exhausted !== undefined) return [tooDeep(exhausted, source)];
  return [...wrongVersion(document, source), ...found.map((problem) => explained(problem, source))];
}

function tooDeep(problem: YAMLError, source: SourceText): Diagnostic {
  const place = source.place(problem.pos[0], problem.pos[0] + 1);
  return error('too-deep', 'Values are nested too deep to be read.', { place, hint: 'A team needs fewer than 10 levels.' });
}

function wrongVersion(document: Document.Parsed, source: SourceText): readonly Diagnostic[] {
  const { explicit, version } = document.directives.yaml;
  if (!explicit || version === '1.2') return [];
  const start = Math.max(0, source.text.indexOf('%YAML'));
  const place = source.place(start, start + `%YAML ${version}`.length);
  return [error('yaml-version', `A manifest is YAML 1.2, and this file says it is YAML ${version}.`, { place, hint: 'Remove the line.' })];
}

function explained(problem: YAMLError, source: SourceText): Diagnostic {
  const place = source.place(...problem.pos);
  if (problem.code === 'MULTIPLE_DOCS') {
    return error('several-documents', 'The file holds several YAML documents, and a manifest is one.', { place, hint: 'Remove the `---` and what follows, or put it into a file of its own.' });
  }
  if (problem.code === 'TAG_RESOLVE_FAILED') {
    return error('yaml-tag', `A manifest has no YAML tags. ${sentence(problem.message)}`, { place, hint: 'Remove the tag, or quote the text if it is meant to start with `!`.' });
  }
  return error('yaml-syntax', sentence(problem.message), { place, hint: hints[problem.code] });
}

/** The words of the YAML reader, as a sentence. */
function sentence(message: string): string {
  const text = capitalized(message.trim());
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const hints: { readonly [code in YAMLError['code']]?: string } = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BLOCK_AS_IMPLICIT_KEY: 'Put the inner map on lines of its own, indented, or quote the text that holds `: `.',
  MULTILINE_IMPLICIT_KEY: 'A key and its colon stand on one line; check the indentation.',
  BAD_SCALAR_START: 'Put quotes around the text.',
  BAD_DQ_ESCAPE: "In double quotes a backslash is written \\\\; in single quotes '…' it stands for itself.",
};
