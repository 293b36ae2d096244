import { testsPrompt } from '../discipline/prompts.ts';
import { examine } from '../host/acceptance.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { markVariables } from '../host/processes/processes.ts';
import type { Prompt } from '../health/tend/patient.ts';
import { usualMission } from '../manifest/mission.ts';
import { bounded } from '../missions/bounded.ts';
import { presentTry } from '../missions/tries.ts';
import { addressOf, seatIn, type Address } from '../state/address.ts';
import type { DesiredWorktree } from '../state/desired.ts';
import type { Discipline, TestsNote } from '../state/discipline.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { Observed } from '../state/observed.ts';
import { messageOf } from './messenger.ts';
import type { SeenStatuses } from './tend-all.ts';

interface Around {
  log(line: string): void;
  /** These are kept, and to be brought to their members. */
  send(prompts: readonly Prompt[]): void;
}

/** A team as a pass saw it. */
export interface TestView {
  readonly team: KeptTeam;
  readonly observed: Observed;
  readonly statuses: SeenStatuses;
}

/** A commit that a member has left its branch at, and rests. */
interface Subject {
  readonly team: KeptTeam;
  readonly worktree: DesiredWorktree;
  readonly member: Address;
  readonly test: string;
  readonly commit: string;
}

/**
 * Runs the tests of projects that require them at the commits that members leave, beside the passes and one after the other. In
 * the member's own worktree, as an acceptance is, where all that the tests need is installed; and so only while it rests and
 * nothing is changed there. What can not be judged is looked at again.
 */
export class Tester {
  readonly #host: Host;
  readonly #around: Around;
  readonly #end = new AbortController();
  #underWay: Promise<void> | undefined;

  constructor(host: Host, around: Around) {
    this.#host = host;
    this.#around = around;
  }

  /** Where it is at work already, that goes on. */
  look(view: TestView): void {
    if (this.#end.signal.aborted || this.#underWay !== undefined) return;
    const subjects = (view.team.desired.disciplines ?? []).flatMap((discipline) => this.#subjects(discipline, view));
    if (subjects.length === 0) return;
    this.#underWay = this.#testAll(subjects).finally(() => {
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

  #subjects({ project, repository, commits, test = '' }: Discipline, { team, observed, statuses }: TestView): readonly Subject[] {
    const seen = observed.repositories.get(repository);
    if (commits?.requireTests !== true || test.trim() === '' || seen?.state !== 'usable') return [];
    const looked = new Set(this.#host.store.missions.open(team.name).flatMap((record) => (record.state.state === 'verifying' ? [presentTry(record)?.by] : [])));
    return team.desired.worktrees.filter(({ address }) => address.startsWith(`${addressOf('worktree', project)}/`)).flatMap((worktree) => {
      const commit = seen.worktrees.find(({ path, gone }) => path === worktree.path && !gone)?.head;
      const member = addressOf('member', seatIn(worktree.address));
      const note = this.#host.store.notes.find(team.name, 'tests', worktree.address);
      if (commit === undefined || note?.commit === commit) return [];
      if (note === undefined) this.#note(team, worktree, { commit }); // it was there before anybody looked
      return note === undefined || statuses.get(member) !== 'idle' || looked.has(member) ? [] : [{ team, worktree, member, test, commit }];
    });
  }

  async #testAll(subjects: readonly Subject[]): Promise<void> {
    for (const subject of subjects) {
      try {
        if (!this.#end.signal.aborted) await this.#test(subject);
      } catch (error) {
        // Also a bug of ours: what keeps all teams must not die of one test. The next pass brings another.
        const reason = error instanceof HostError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#around.log(`${subject.team.name}: ${seatIn(subject.member)} is not tested: ${reason}`);
      }
    }
  }

  async #test({ team, worktree, member, test, commit }: Subject): Promise<void> {
    const { git } = this.#host;
    if (await git.isDirty(worktree.path)) return;
    if ((await git.ownCommits(worktree.path, worktree.branch, { since: `${commit}^`, until: commit })).length === 0) return this.#note(team, worktree, { commit }); // a merge, or what another made
    const env = team.desired.members.find(({ address }) => address === member)?.settings.env;
    const seen = await examine({
      acceptance: { run: [test], commits: 0, files: [], timeoutMs: usualMission.acceptTimeoutMs },
      directory: worktree.path, commit, signal: this.#end.signal,
      environment: { ...this.#host.environment, ...env, ...markVariables({ team: team.name, socket: this.#host.tmux.socket }) },
    });
    const hasRun = seen.passed !== undefined && seen.output !== ''; // not where its member went on before the tests began
    if (!hasRun || this.#end.signal.aborted || (await git.uncommitted(worktree.path)).length > 0) return;
    if (seen.passed) return this.#note(team, worktree, { commit, passed: true });
    await this.#sendBack({ team, worktree, member, test, commit }, seen.output);
  }

  #note({ name }: KeptTeam, { address }: DesiredWorktree, body: TestsNote): void {
    this.#host.store.notes.put(name, 'tests', { subject: address, body });
  }

  async #sendBack({ team, worktree, member, test, commit }: Subject, output: string): Promise<void> {
    const { store, clock } = this.#host;
    const prompt = testsPrompt(member, { commit, test, output: bounded(output) }, team.desired.prompts);
    await store.together(() => {
      this.#note(team, worktree, { commit, passed: false });
      store.messages.enqueue(messageOf(team.name, prompt, clock.now()));
      store.append(team.name, clock.now(), [{ type: 'commit-refused', address: member, commit, because: `${test} fails` }]);
    });
    this.#around.send([prompt]);
  }
}
