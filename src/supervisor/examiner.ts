import { examine, type Examination } from '../host/acceptance.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { markVariables } from '../host/processes/processes.ts';
import { acceptedRef } from '../missions/accepted-ref.ts';
import { isRefused } from '../missions/refused.ts';
import type { Deed } from '../missions/deed.ts';
import { afterDeed } from '../missions/transition.ts';
import { eventsAfter, promptsAfter } from '../missions/follow-up.ts';
import type { MissionPrompt } from '../missions/prompts.ts';
import type { MissionSeat } from '../missions/seat.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { MissionRecord, MissionState } from '../state/mission.ts';
import { messageOf } from './messenger.ts';

type Verifying = MissionRecord & { readonly state: Extract<MissionState, { readonly state: 'verifying' }> };

interface Around {
  log(line: string): void;
  /** Something changed. */
  wake(): void;
  /** These are kept, and to be brought to their members. */
  send(prompts: readonly MissionPrompt[]): void;
}

/** A mission that is said to be done, with what is needed to see it and to say what follows. */
export interface Case {
  readonly team: KeptTeam;
  readonly record: MissionRecord;
  readonly seats: readonly MissionSeat[];
}

/** Looks whether missions are done, beside the passes: an acceptance may take minutes. */
export class Examiner {
  readonly #host: Host;
  readonly #around: Around;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #end = new AbortController();

  constructor(host: Host, around: Around) {
    this.#host = host;
    this.#around = around;
  }

  /** One that is looked at already is left to that. */
  examine({ team, record, seats }: Case): void {
    if (!isVerifying(record)) return;
    const key = `${record.mission.address} ${record.state.since}`;
    if (this.#underWay.has(key)) return;
    this.#underWay.set(key, this.#look({ team, record, seats }).finally(() => this.#underWay.delete(key)));
  }

  /** Breaks off what is under way; it is looked at again by whoever comes next. */
  async stop(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#underWay.values());
  }

  async #look({ team, record, seats }: Case & { readonly record: Verifying }): Promise<void> {
    const { mission: { address, accept }, state: { lease, commit } } = record;
    const member = team.desired.members.find((one) => one.address === lease.by);
    if (member === undefined) return; // its lease is lost in the next pass
    const { directory, env } = member.settings;
    try {
      const seen = await examine({
        acceptance: accept, directory, signal: this.#end.signal, environment: { ...this.#host.environment, ...env, ...this.#teamMark(team) },
        ...(lease.base === undefined ? {} : { base: lease.base }), ...(commit === undefined ? {} : { commit }),
      });
      if (this.#end.signal.aborted) return;
      this.#around.send(await this.#note({ team, record, seats, seen }, await this.#published({ team, record, directory }, deedAfter(seen))));
      this.#around.wake();
    } catch (error) {
      // Also a bug of ours: what keeps all teams must not die of one check. Its deadline brings another.
      const reason = error instanceof HostError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#around.log(`${team.name}: ${address} is not checked, or what became of it can not be written down: ${reason}`);
    }
  }

  /** Other hosts start from its commit: where they cannot have it, it is as if nobody had looked. */
  async #published({ team: { name, desired }, record: { mission }, directory }: Pick<Case, 'team' | 'record'> & { readonly directory: string }, deed: Deed): Promise<Deed> {
    if (deed.type !== 'accept' || deed.commit === undefined || desired.sharing === undefined) return deed;
    try {
      await this.#host.git.publish(directory, deed.commit, acceptedRef(name, mission.address));
      return deed;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return { type: 'recheck', because: `its commit could not be published for other hosts: ${error.message}` };
    }
  }

  /** What a check of ours leaves behind, killed as we may be, is the team's: it ends with it. */
  #teamMark({ name }: KeptTeam): Readonly<Record<string, string>> {
    return markVariables({ team: name, socket: this.#host.tmux.socket });
  }

  /** Only of what is still the same: it may have been cancelled meanwhile, or the manifest may ask for another check. */
  async #note({ team: { name, desired }, record, seats, seen: { output } }: Case & { readonly record: Verifying; readonly seen: Examination }, deed: Deed): Promise<readonly MissionPrompt[]> {
    const { store, clock } = this.#host;
    let prompts: readonly MissionPrompt[] = [];
    await store.together(() => {
      const before = store.missions.find(name, record.mission.address);
      if (before === undefined || !isVerifying(before) || !isSameCase(before, record)) return;
      const after = afterDeed(before, deed, clock.now());
      if (isRefused(after)) throw new Error(`A check ends in what the state of a mission does not allow: ${after.refused}`);
      prompts = promptsAfter({ before, deed, after }, seats, desired.prompts);
      store.missions.put(name, after);
      if (deed.type === 'accept') store.notes.put(name, 'acceptance', { subject: record.mission.address, body: { output, at: clock.now(), saidAt: before.state.since, ...(deed.commit === undefined ? {} : { commit: deed.commit }) } });
      for (const prompt of prompts) store.messages.enqueue(messageOf(name, prompt, clock.now()));
      store.append(name, clock.now(), eventsAfter({ before, deed, after }));
    });
    return prompts;
  }
}

function isVerifying(record: MissionRecord): record is Verifying {
  return record.state.state === 'verifying';
}

function isSameCase(one: Verifying, other: Verifying): boolean {
  return one.state.since === other.state.since && JSON.stringify(one.mission.accept) === JSON.stringify(other.mission.accept);
}

function deedAfter(seen: Examination): Deed {
  if (seen.passed === true) return { type: 'accept', ...(seen.commit === undefined ? {} : { commit: seen.commit }) };
  const because = seen.output === '' ? seen.because : `${seen.because}\n\n${seen.output}`;
  return seen.passed === false ? { type: 'reject', because } : { type: 'recheck', because };
}
