import { Composer, Lexer, Parser, type CST, type Document, type YAMLError } from 'yaml';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { error } from '../diagnostics/problem.ts';
import type { SourceText } from '../diagnostics/text.ts';
import { capitalized } from '../diagnostics/words.ts';

/** Either a document without a fault, or the faults. */
export interface Parsed {
  readonly document?: Document.Parsed;
  readonly diagnostics: readonly Diagnostic[];
}

/** How many levels of values may stand inside each other. */
export const deepest = 64;

/** Parses a text as one YAML 1.2 document. What keys and aliases mean is left to the reader. */
export function parse(source: SourceText): Parsed {
  const { tokens, tooDeepAt } = tokensOf(source.text);
  if (tooDeepAt !== undefined) return { diagnostics: [tooDeep(source.place(tooDeepAt, tooDeepAt + 1))] };
  const composer = new Composer({ version: '1.2', merge: false, resolveKnownTags: false, uniqueKeys: false });
  const documents = [...composer.compose(tokens, true, source.text.length)];
  const diagnostics = problemsOf(documents, source);
  return diagnostics.length > 0 ? { diagnostics } : { document: documents[0]!, diagnostics };
}

/**
 * The text's tokens, as far as they are not nested too deep. The parser's later stages recurse, and near the end of
 * the stack a regular expression of theirs ends the whole process: no error to catch. So the depth is watched here.
 */
function tokensOf(text: string): { readonly tokens: readonly CST.Token[]; readonly tooDeepAt?: number } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    // Above the values stand the document and the scalar just read.
    if (parser.stack.length > deepest + 2) return { tokens, tooDeepAt: parser.offset };
  }
  tokens.push(...parser.end());
  return { tokens };
}

/** The diagnostic for values nested, by themselves or through aliases, more than anybody needs. */
export function tooDeep(place: Place): Diagnostic {
  return error('too-deep', `Values are nested more than ${deepest} levels deep.`, { place, hint: 'A team needs fewer than 10 levels.' });
}

/** Everything that makes a text no single YAML 1.2 document. */
function problemsOf([first, second]: readonly Document.Parsed[], source: SourceText): readonly Diagnostic[] {
  if (first === undefined) return [];
  return [
    ...wrongVersion(first, source),
    ...[...first.errors, ...first.warnings].map((problem) => explained(problem, source)),
    ...(second === undefined ? [] : [several(second, source)]),
  ];
}

function wrongVersion(document: Document.Parsed, source: SourceText): readonly Diagnostic[] {
  const { explicit, version } = document.directives.yaml;
  if (!explicit || version === '1.2') return [];
  const start = Math.max(0, source.text.indexOf('%YAML'));
  const place = source.place(start, start + `%YAML ${version}`.length);
  return [error('yaml-version', `A manifest is YAML 1.2, and this file says it is YAML ${version}.`, { place, hint: 'Remove the line.' })];
}

function several(second: Document.Parsed, source: SourceText): Diagnostic {
  const start = second.range[0];
  return error('several-documents', 'The file holds several YAML documents, and a manifest is one.', {
    place: source.place(start, start + 3),
    hint: 'Remove the `---` and what follows, or put it into a file of its own.',
  });
}

function explained(problem: YAMLError, source: SourceText): Diagnostic {
  const place = source.place(...problem.pos);
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
