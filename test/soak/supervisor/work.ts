import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestTeam } from '../../rig/team.ts';
import { waitUntil } from '../../rig/wait-until.ts';

interface Piece {
  readonly seat: string;
  readonly file: string;
  readonly isCommitted: boolean;
}

/** What agents have done in their worktrees, each piece a file of its own: none of it may ever be lost. */
export class Work {
  readonly #team: TestTeam;
  readonly #pieces: Piece[] = [];

  constructor(team: TestTeam) {
    this.#team = team;
  }

  /** Does something in the worktree of a member, as its agent would. */
  async does(seat: string, isCommitted: boolean): Promise<void> {
    const directory = this.#directory(seat);
    const file = `work-${this.#pieces.length}.txt`;
    await writeFile(join(directory, file), `${file}\n`);
    if (isCommitted) await this.#commit(directory, file);
    this.#pieces.push({ seat, file, isCommitted });
  }

  /** Whoever removes a worktree by hand has given up what was not committed there. */
  givesUpUncommitted(seat: string): void {
    for (const [index, piece] of [...this.#pieces.entries()].reverse()) if (piece.seat === seat && !piece.isCommitted) this.#pieces.splice(index, 1, { ...piece, seat: '' });
  }

  get count(): number {
    return this.#pieces.length;
  }

  /** What is neither in its worktree nor in any ref. */
  async lost(): Promise<string[]> {
    const saved = new Set((await this.#team.repository.git(['log', '--all', '--format=', '--name-only', '--diff-merges=first-parent'])).split('\n'));
    const there = await Promise.all(this.#pieces.map(async ({ seat, file, isCommitted }) => seat === '' || saved.has(file) || (!isCommitted && (await this.#isWhole(seat, file)))));
    return this.#pieces.filter((_, index) => !there[index]).map(({ seat, file, isCommitted }) => `${file} of ${seat}${isCommitted ? ', which was committed' : ''}`);
  }

  async #isWhole(seat: string, file: string): Promise<boolean> {
    const path = join(this.#directory(seat), file);
    return existsSync(path) && (await readFile(path, 'utf8')) === `${file}\n`;
  }

  /** An agent that was killed while it asked git leaves git's lock behind, which whoever comes next has to remove. */
  async #commit(directory: string, file: string): Promise<void> {
    const lock = await this.#git(directory, 'rev-parse', '--path-format=absolute', '--git-path', 'index.lock');
    await waitUntil(() => !existsSync(lock), { what: 'git', timeout: 1000 }).catch(() => rm(lock, { force: true }));
    await this.#git(directory, 'add', '--', file);
    await this.#git(directory, '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', 'commit', '--quiet', '--message', file, '--only', '--', file);
  }

  #git(directory: string, ...argv: readonly string[]): Promise<string> {
    return this.#team.repository.git(['-C', directory, ...argv]);
  }

  #directory(seat: string): string {
    return this.#team.worktree(seat.slice('web/'.length));
  }
}
