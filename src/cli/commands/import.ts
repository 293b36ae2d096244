import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { harmless } from '../../diagnostics/display.ts';
import { formatDiagnostic } from '../../diagnostics/format.ts';
import { either } from '../../diagnostics/words.ts';
import { kind } from '../../host/files.ts';
import type { Imported } from '../../import/import-file.ts';
import { importKinds, type ImportKind } from '../../import/request.ts';
import { filesOf } from '../../manifest/world.ts';
import { exits, InvalidManifest, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { givenText } from '../given-text.ts';
import { complain, load, manifestWorld, shownPath } from '../open-team.ts';

export const command: Command = {
  name: 'import',
  summary: 'make a team.yaml of a file that was written for another program',
  operands: 'FILE',
  details: `FILE is project_configs.json of the older orchestrator scripts, a tmuxinator project or a tmuxp workspace; - reads standard input.
Which of them it is shows in what it says. What has no counterpart is told line by line, and stands at the head of the manifest.`,
  options: {
    out: { summary: 'where to write the manifest; it is printed by default', value: 'FILE' },
    from: { summary: `what FILE is: ${either(importKinds)}`, value: 'KIND' },
    force: { summary: 'overwrite what is there' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders import project_configs.json --out team.yaml', does: 'the projects of the older scripts as a team' },
    { line: 'coders import ~/.config/tmuxinator/blog.yml', does: 'shows what the windows and panes would be as members' },
    { line: 'coders import - --from tmuxp --out team.yaml', does: 'a tmuxp workspace that another program writes' },
  ],
  run,
};

/** A file to import, as it is called in messages. */
interface Source {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
}

async function run(invocation: Invocation): Promise<number> {
  const { operands, options, directory } = invocation;
  const from = kindNamed(options.text('from'));
  const out = options.text('out') === undefined ? undefined : resolve(directory, options.text('out') ?? '');
  if (out !== undefined) refuseOverwriting(out, operands[0], invocation);
  const source = sourceNamed(operands[0], invocation);
  const { importFile } = await import('../../import/import-file.ts'); // late: it brings all of YAML
  const imported = importFile({
    file: source.name,
    text: source.text,
    ...(from === undefined ? {} : { kind: from }),
    folder: source.folder,
    directory,
    manifestFolder: out === undefined ? directory : dirname(out),
    env: invocation.environment,
    files: filesOf(manifestWorld(invocation)),
  });
  return report({ source, imported, out }, invocation);
}

function kindNamed(from: string | undefined): ImportKind | undefined {
  if (from === undefined) return undefined;
  const known = importKinds.find((one) => one === from);
  if (known === undefined) throw new UsageError(`coders import knows no kind of file "${from}".`, `It is ${either(importKinds)}.`);
  return known;
}

function refuseOverwriting(out: string, named: string | undefined, { options, directory }: Invocation): void {
  if (named !== undefined && resolve(directory, named) === out) throw new UsageError(`${named} is what is to be imported: it is not overwritten.`, 'Name another file with --out.');
  if (kind(dirname(out)) !== 'directory') throw new UsageError(`There is no folder ${dirname(out)}.`, 'Make it first, or name another one.');
  const there = kind(out);
  if (there === 'directory') throw new UsageError(`${out} is a folder.`, `Name a file in it: --out ${join(options.text('out') ?? '', 'team.yaml')}.`);
  if (there === 'file' && !options.has('force')) throw new UsageError(`${out} exists already.`, 'Name another file with --out, or overwrite it with --force.');
}

function sourceNamed(named: string | undefined, invocation: Invocation): Source {
  const { directory } = invocation;
  if (named === undefined) throw new UsageError('coders import is not told what to import.', 'Name a file, or - for standard input.');
  const place = named === '-' ? { name: 'standard input', folder: directory } : { name: named, folder: dirname(resolve(directory, named)) };
  return { ...place, text: givenText(named, invocation) };
}

interface Outcome {
  readonly source: Source;
  readonly imported: Imported;
  readonly out: string | undefined;
}

/** What was made is written even where it is not valid here: a repository may only be somewhere else. */
async function report({ source, imported, out }: Outcome, invocation: Invocation): Promise<number> {
  const { terminal, options, directory } = invocation;
  const { text } = imported;
  if (text !== undefined && out !== undefined) writeFileSync(out, text, { flag: options.has('force') ? 'w' : 'wx' });
  const loaded = text === undefined ? undefined : await load(out ?? join(directory, 'team.yaml'), invocation, text);
  const valid = loaded?.manifest !== undefined;
  if (options.has('json')) {
    terminal.data(JSON.stringify({ version: 1, file: source.name, from: imported.kind, out, text, valid, dropped: imported.diagnostics, diagnostics: loaded?.diagnostics ?? [] }, null, 2));
    return valid ? exits.success : exits.wrongInput;
  }
  tell(source, imported, invocation);
  if (loaded === undefined || text === undefined) throw new UsageError(`Nothing is imported from ${source.name}.`);
  if (out === undefined) terminal.data(text.trimEnd());
  complain(loaded, invocation);
  const manifest = out === undefined ? 'The manifest' : shownPath(out, invocation);
  if (out !== undefined) terminal.out(`Wrote ${manifest} from ${source.name}. Read it, change it, then: coders plan`);
  if (!valid) throw new InvalidManifest(manifest, loaded.diagnostics);
  return exits.success;
}

/** A line for each thing that is not as it was; what is wrong with the file, in full. */
function tell({ name, text }: Source, { diagnostics }: Imported, { terminal, directory }: Invocation): void {
  const style = { color: terminal.color, width: terminal.columns, cwd: directory };
  for (const diagnostic of diagnostics) {
    terminal.err(diagnostic.severity === 'error' ? `${formatDiagnostic(diagnostic, new Map([[name, text]]), style)}\n` : inOneLine(diagnostic));
  }
}

function inOneLine({ message, place }: Diagnostic): string {
  return harmless(`${place.file}:${place.start.line}:${place.start.column}: ${message}`);
}
