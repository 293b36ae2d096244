import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { textAt, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { runsElsewhere } from '../sharing.ts';
import { folderAt, pathAt } from '../source.ts';
import type { Files } from '../world.ts';
import type { Rule } from './rule.ts';
import { shownPath } from './written-things.ts';

export const repository: Rule = {
  name: 'repository',
  sentence: 'A project has a git repository that exists, on each host that works on it.',
  *check(draft) {
    for (const name of Object.keys(draft.written.projects ?? {})) {
      const path = ['projects', name, 'repo'];
      const repo = pathAt(draft, path);
      const problem = repo === undefined || isElsewhere(name, draft) ? undefined : problemWith(repo, path, draft);
      if (problem !== undefined) yield problem;
    }
  },
};

/** Nobody works on it here. */
function isElsewhere(project: string, { staff, host }: Draft): boolean {
  const members = staff.filter(({ seat }) => seat.project?.name === project);
  return members.length > 0 && members.every(({ member }) => runsElsewhere(member, host));
}

function problemWith(repo: string, path: Path, draft: Draft): Diagnostic | undefined {
  const place = valuePlace(draft.root, path);
  const written = quote(textAt(draft.root, path) ?? '');
  const found = draft.files.look(repo);
  if (found.state === 'absent') return error('no-repository', `The repository ${written} does not exist.`, { place, hint: `It is looked for at ${repo}.` });
  if (found.state === 'unreadable') return error('no-repository', `The repository ${written} cannot be read: ${found.reason}.`, { place });
  if (found.state === 'file') return error('not-a-repository', `The repository ${written} is a file, not a folder.`, { place });
  if (isRepository(repo, draft.files)) return undefined;
  const above = repositoryAbove(repo, draft.files);
  const hint = above === undefined
    ? `Run \`git init\` there, or name another folder.`
    : `The repository that holds it is ${quote(shownPath(above, folderAt(draft, path)))}.`;
  return error('not-a-repository', `${written} is not the top of a git repository.`, { place, hint });
}

/** A work tree has `.git`, a folder or (in a linked work tree) a file; a bare repository has git's own files at its top. */
function isRepository(folder: string, files: Files): boolean {
  const git = files.kind(join(folder, '.git'));
  if (git === 'directory' || git === 'file') return true;
  return files.kind(join(folder, 'HEAD')) === 'file' && ['objects', 'refs'].every((name) => files.kind(join(folder, name)) === 'directory');
}

/** The top of the repository that a folder is in; undefined where it is in none. */
export function repositoryAt(folder: string, files: Files): string | undefined {
  return isRepository(folder, files) ? folder : repositoryAbove(folder, files);
}

function repositoryAbove(folder: string, files: Files): string | undefined {
  const above = dirname(folder);
  if (above === folder) return undefined;
  return repositoryAt(above, files);
}
