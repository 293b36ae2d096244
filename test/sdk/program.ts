import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ended, type Ran, type TestTeam } from '../rig/team.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Puts the package where `import … from 'coders'` of a program in `folder` finds it, as npm would install it. */
export async function install(folder: string, dist: string): Promise<void> {
  const place = join(folder, 'node_modules', 'coders');
  await mkdir(place, { recursive: true });
  await cp(join(repository, 'package.json'), join(place, 'package.json'));
  await symlink(dist, join(place, 'dist'));
}

/** A program of a person's, beside the team's folder. */
export class Programs {
  readonly #team: TestTeam;
  readonly #folder: string;
  #count = 0;

  private constructor(team: TestTeam, folder: string) {
    this.#team = team;
    this.#folder = folder;
  }

  static async of(team: TestTeam): Promise<Programs> {
    const folder = join(team.home, 'programs');
    await install(folder, join(team.package, 'dist'));
    return new Programs(team, folder);
  }

  /** Runs a program in the team's repository, to its end. It has `coders`, and `show(value)`, which prints a line of JSON. */
  async ran(text: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const file = join(this.#folder, `program-${(this.#count += 1)}.mjs`);
    await writeFile(file, `import { coders } from 'coders';\nconst show = (value) => console.log(JSON.stringify(value));\n${text.replace(/^import \{ coders \} from 'coders';$/m, '')}`);
    return ended(spawn(process.execPath, [file], { cwd: this.#team.repository.path, env: { ...this.#team.environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** The same, and fails unless it ends well. Gives what it showed. */
  async shown(text: string, env: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> {
    const { exit, stdout, stderr } = await this.ran(text, env);
    if (exit !== 0) throw new Error(`The program exits with ${exit}:\n${text}\n${stdout}${stderr}`);
    return stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
  }

  /** The sentence of the error that it throws. */
  async thrown(text: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const [thrown] = await this.shown(`await (async () => { ${text} })().then(() => show('nothing is thrown'), ({ name, message, hint }) => show({ name, message, hint }));`, env);
    return thrown;
  }
}

/** The programs in a document, by the heading that they stand under. */
export async function programsIn(document: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(repository, document), 'utf8');
  const sections = text.split(/^## /m).slice(1);
  return new Map(sections.flatMap((section) => {
    const program = /^```js\n(.*?)^```$/ms.exec(section)?.[1];
    return program === undefined ? [] : [[section.slice(0, section.indexOf('\n')), program]];
  }));
}
