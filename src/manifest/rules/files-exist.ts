import { isAbsolute, join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { textAt, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { folderAt, pathAt } from '../source.ts';
import { fileFields } from './path-fields.ts';
import type { Rule } from './rule.ts';
import { shownPath } from './written-things.ts';

export const filesExist: Rule = {
  name: 'files-exist',
  sentence: 'Every file that the manifest names can be read.',
  *check(draft) {
    for (const field of fileFields(draft)) {
      const file = pathAt(draft, field.path);
      if (file === undefined) continue;
      const problem = problemWith(file, field, draft);
      if (problem !== undefined) yield problem;
    }
  },
};

type FileField = ReturnType<typeof fileFields>[number];

function problemWith(file: string, { path, what, repo, mayBeBinary }: FileField, draft: Draft): Diagnostic | undefined {
  const look = draft.files.look(file);
  const place = valuePlace(draft.root, path);
  const written = quote(textAt(draft.root, path) ?? '');
  if (look.state === 'absent') {
    return error('missing-file', `The ${what} ${written} does not exist.`, { place, hint: inRepository(path, repo, draft) ?? `It is looked for at ${file}.` });
  }
  if (look.state === 'directory') return error('not-a-file', `The ${what} ${written} is a folder, not a file.`, { place, hint: 'Name a file in it.' });
  if (look.state === 'unreadable') return error('unreadable-file', `The ${what} ${written} cannot be read: ${look.reason}.`, { place });
  if (mayBeBinary !== true && look.text.includes('\0')) return error('not-a-text', `The ${what} ${written} is not a text: it holds a NUL character.`, { place });
  return undefined;
}

/** People often write a path as seen from the repository. */
function inRepository(path: Path, repo: string | undefined, draft: Draft): string | undefined {
  const written = textAt(draft.root, path);
  if (written === undefined || repo === undefined || isAbsolute(written)) return undefined;
  const file = join(repo, written);
  if (draft.files.kind(file) !== 'file') return undefined;
  return `Paths start from the folder of the file they are written in. Did you mean ${quote(shownPath(file, folderAt(draft, path)))}?`;
}
