import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { race, type Contestant } from '../race.ts';
import { run } from '../run.ts';
import { nodeStart, type BenchContext, type Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';
import { worktreeWindows, writeTeamWithWorktrees } from '../team.ts';
import { commandFile } from '../ways.ts';

const worktrees = 10;
const files = 300;
const loop = 'git worktree add in a loop';

/** An apply that makes worktrees first, against git alone. */
export const worktreesSection: Section = {
  name: 'worktrees',
  measure(context) {
    const template = context.place();
    makeRepository(template);
    const results = race([
      contestant(nodeStart, { context, template }, () => [process.execPath, '-e', '0']),
      contestant(loop, { context, template }, (place) => ['/bin/sh', '-e', writeLoop(place, [])]),
      contestant('the loop, then the windows from a file', { context, template }, (place) =>
        ['/bin/sh', '-e', writeLoop(place, commandFile(worktreeWindows(worktrees, place), place))]),
      contestant('coders apply', { context, template }, (place) => [...context.coders, 'apply', writeTeamWithWorktrees(worktrees, place)]),
    ], context.runs);
    return [{ title: `First apply with ${worktrees} worktrees of ${files} files`, table: { kind: 'times', results, against: [loop] } }];
  },
};

interface Repository {
  readonly context: BenchContext;
  readonly template: Surroundings;
}

function contestant(name: string, { context, template }: Repository, argvIn: (place: Surroundings) => readonly string[]): Contestant {
  return {
    name,
    prepare() {
      const place = context.place();
      cpSync(join(template.directory, 'repository'), join(place.directory, 'repository'), { recursive: true });
      const argv = argvIn(place);
      return {
        run: () => void run(argv, place),
        finish: () => {
          endServer(place);
          remove(place);
        },
      };
    },
  };
}

function makeRepository(place: Surroundings): void {
  const path = join(place.directory, 'repository');
  run(['git', 'init', '--quiet', '--initial-branch=main', path], place);
  for (let index = 0; index < files; index += 1) {
    const folder = join(path, `folder-${index % 20}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `file-${index}.txt`), `line ${index}\n`.repeat(100));
  }
  run(['git', '-C', path, 'add', '--all'], place);
  run(['git', '-C', path, 'commit', '--quiet', '--message', 'Start'], place);
}

function writeLoop(place: Surroundings, afterwards: readonly string[]): string {
  const file = join(place.directory, 'loop.sh');
  const names = worktreeWindows(worktrees, place).map(({ directory }) => directory);
  writeFileSync(file, [
    `for path in ${names.join(' ')}; do git -C repository worktree add --quiet -b "$(basename "$path")" "$path" main; done`,
    afterwards.map((word) => `'${word}'`).join(' '),
    '',
  ].join('\n'));
  return file;
}
