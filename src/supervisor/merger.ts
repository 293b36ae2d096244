import { mergedRef } from '../discipline/merged-ref.ts';
import { isSettled, mergeQueue, type Accepted } from '../discipline/merge-queue.ts';
import { examine, type Examination } from '../host/acceptance.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { markVariables } from '../host/processes/processes.ts';
import { seatIn } from '../state/address.ts';
import type { MergeNote } from '../state/discipline.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import { mergeCheckout } from '../state/merge-checkout.ts';
import { decidesMissions } from '../state/sharing.ts';
import { acceptedOf, noteMerge, publishedRef, refuseMerge, type Merging } from './merge-record.ts';

interface Around {
  log(line: string): void;
  /** Something changed. */
  wake(): void;
}

/** How long nothing is tried again after a check that came to no end. */
const pauseMs = 60_000;

/** What came of one try: another may follow at once, or nothing can be done until something else changes. */
type Tried = 'went on' | 'stands';

/**
 * Merges what is accepted, beside the passes: a check may take long. One after the other, in a checkout of its own. Level: what
 * is accepted and not in the branch is to be merged, so it may be killed anywhere.
 *
 *   brought to the branch ─▶ merged there ─▶ verified ─▶ noted as `merging` ─▶ the branch moves ─▶ noted as `merged`
 *                               └─ conflict ──┴─ fails ─▶ noted, and a mission for who did the work
 */
export class Merger {
  readonly #host: Host;
  readonly #around: Around;
  readonly #end = new AbortController();
  /** By project: after something went wrong that is not the work's fault. */
  readonly #notBefore = new Map<string, number>();
  #underWay: Promise<void> | undefined;

  constructor(host: Host, around: Around) {
    this.#host = host;
    this.#around = around;
  }

  /** Where it is at work already, that goes on. */
  look(team: KeptTeam): void {
    const { disciplines = [], sharing } = team.desired;
    if (this.#end.signal.aborted || this.#underWay !== undefined || !decidesMissions(sharing)) return;
    const mergings = disciplines.flatMap((one) => (one.merge === undefined ? [] : [{ ...one, merge: one.merge, team: team.name }]));
    if (mergings.length === 0) return;
    this.#underWay = this.#mergeAll(mergings, team).finally(() => {
      this.#underWay = undefined;
    });
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  /** Breaks off what is under way; it is begun again by whoever comes next. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#underWay;
  }

  async #mergeAll(mergings: readonly Merging[], team: KeptTeam): Promise<void> {
    for (const merging of mergings) {
      try {
        while (!this.#end.signal.aborted && (await this.#mergeNext(merging, team)) === 'went on') this.#around.wake();
      } catch (error) {
        // Also a bug of ours: what keeps all teams must not die of one merge. The next pass brings another try.
        const reason = error instanceof HostError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#around.log(`${team.name}: nothing is merged in ${merging.project}: ${reason}`);
      }
    }
  }

  async #mergeNext(merging: Merging, team: KeptTeam): Promise<Tried> {
    const { repository, project, merge: { into, order } } = merging;
    const { git, store, clock } = this.#host;
    const accepted = acceptedOf(merging, this.#host);
    const notes = store.notes.ofKind(merging.team, 'merge');
    if (accepted.every((record) => isSettled(record, notes)) || (this.#notBefore.get(project) ?? 0) > clock.now()) return 'stands';
    const onto = await git.branch(repository, into);
    const { open, refused } = mergeQueue({ accepted, notes, order, onto: onto ?? '' });
    for (const record of open) {
      if (await this.#bringsAlong(record, refused, repository)) continue;
      return this.#merge({ merging, record, team, onto, note: notes.get(record.mission.address) });
    }
    return 'stands';
  }

  /** What was refused waits for its repair, and so does what has it in it. A repair may: it is verified as a whole. */
  async #bringsAlong({ mission, state: { commit } }: Accepted, refused: readonly Accepted[], repository: string): Promise<boolean> {
    if (mission.merges !== undefined) return false;
    for (const other of refused) if (other.mission.address !== mission.address && (await this.#host.git.contains(repository, commit, other.state.commit))) return true;
    return false;
  }

  async #merge({ merging, record, team, onto, note }: Attempt): Promise<Tried> {
    const { repository, merge: { into } } = merging;
    const { git } = this.#host;
    const { commit } = record.state;
    const obstacle = onto === undefined ? `There is no branch ${into} in ${repository}.` : await git.obstacleToAdvance(repository, into);
    if (onto === undefined || obstacle !== undefined) return this.#wait(merging, record, obstacle!);
    if (team.desired.sharing !== undefined && !(await git.obtain(repository, commit, publishedRef(merging, record)))) return this.#wait(merging, record, 'Its commit can not be had from the remote.');
    // Its branch may be rewritten before it is merged.
    await git.keepAt(repository, publishedRef(merging, record), commit);
    const isMoved = note?.state === 'merging' && note.commit === commit && (await git.contains(repository, onto, note.result));
    if (isMoved) return this.#merged(merging, record, note.result);
    if (await git.contains(repository, onto, commit)) return this.#merged(merging, record, onto);
    return this.#integrate({ merging, record, team, onto, note });
  }

  async #integrate({ merging, record, team, onto }: Attempt & { readonly onto?: string | undefined }): Promise<Tried> {
    const { repository, merge: { strategy } } = merging;
    const { git, store } = this.#host;
    const path = mergeCheckout(store.directory, merging);
    await git.checkOutOwn(repository, path, onto!);
    const made = await git.integrate(path, { commit: record.state.commit, strategy, message: messageOf(record), kept: `${mergedRef(merging.team, '/')}` });
    if (made.outcome === 'conflict') return this.#refuse(merging, record, { state: 'conflict', onto: onto!, because: conflictWords(made.files) });
    if (made.commit === onto) return this.#merged(merging, record, onto);
    const seen = await this.#verify(merging, { record, team, path, commit: made.commit });
    if (this.#end.signal.aborted) return 'stands';
    if (seen.passed === undefined) return this.#pause(merging, record, seen.because);
    if (!seen.passed) return this.#refuse(merging, record, { state: 'failed', onto: onto!, because: seen.output === '' ? seen.because : `${seen.because}\n\n${seen.output}` });
    return this.#advance(merging, record, { from: onto!, to: made.commit });
  }

  async #verify({ merge: { verify, timeoutMs }, team: name }: Merging, { record, team, path, commit }: Result): Promise<Examination> {
    if (verify === undefined) return { passed: true, output: '' };
    const doer = team.desired.members.find(({ address }) => address === record.state.by);
    return examine({
      acceptance: { run: [verify], commits: 0, files: [], timeoutMs },
      directory: path,
      commit,
      signal: this.#end.signal,
      environment: { ...this.#host.environment, ...doer?.settings.env, ...markVariables({ team: name, socket: this.#host.tmux.socket }) },
    });
  }

  async #advance(merging: Merging, record: Accepted, { from, to }: { readonly from: string; readonly to: string }): Promise<Tried> {
    const { repository, merge: { into } } = merging;
    const { git } = this.#host;
    const { mission: { address }, state: { commit } } = record;
    await noteMerge(merging, address, { note: { state: 'merging', commit, result: to }, host: this.#host });
    const advanced = await git.advanceBranch(repository, { branch: into, from, to });
    if (advanced === 'advanced') return this.#merged(merging, record, to);
    return advanced === 'moved' ? 'went on' : this.#pause(merging, record, advanced.because);
  }

  async #merged(merging: Merging, { mission: { address }, state: { commit } }: Accepted, result: string): Promise<Tried> {
    await this.#host.git.keepAt(merging.repository, mergedRef(merging.team, address), commit);
    await noteMerge(merging, address, { note: { state: 'merged', commit, result, at: this.#host.clock.now() }, host: this.#host });
    return 'went on';
  }

  async #wait(merging: Merging, { mission: { address }, state: { commit } }: Accepted, because: string): Promise<Tried> {
    await noteMerge(merging, address, { note: { state: 'waiting', commit, because, at: this.#host.clock.now() }, host: this.#host });
    return 'stands';
  }

  /** After a check, which is not begun again at once. */
  async #pause(merging: Merging, record: Accepted, because: string): Promise<Tried> {
    this.#notBefore.set(merging.project, this.#host.clock.now() + pauseMs);
    return this.#wait(merging, record, because);
  }

  async #refuse(merging: Merging, record: Accepted, refusal: Parameters<typeof refuseMerge>[2]['refusal']): Promise<Tried> {
    await refuseMerge(merging, record, { refusal, host: this.#host });
    return 'went on';
  }
}

interface Attempt {
  readonly merging: Merging;
  readonly record: Accepted;
  readonly team: KeptTeam;
  readonly onto: string | undefined;
  readonly note: MergeNote | undefined;
}

interface Result {
  readonly record: Accepted;
  readonly team: KeptTeam;
  readonly path: string;
  readonly commit: string;
}

function messageOf({ mission: { address, brief }, state: { commit } }: Accepted): string {
  return `Merge mission ${seatIn(address)}\n\n${firstWords(brief)}\n\nAccepted-commit: ${commit}\n`;
}

function firstWords(brief: string): string {
  return brief.trim().split('\n', 1)[0]!.slice(0, 200);
}

function conflictWords(files: readonly string[]): string {
  const some = files.slice(0, 10).join(', ');
  return `Both sides change ${some}${files.length > 10 ? ` and ${files.length - 10} more files` : ''}, and differently.`;
}
