import type { AlarmClock } from '../host/clock.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import { takeLock } from '../host/lock.ts';
import type { TeamEvent } from '../state/event.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import type { ObservedPane } from '../state/observed.ts';
import type { Sharing } from '../state/sharing.ts';
import { answerEvents } from './duties/on-events.ts';
import { Errands } from './errands.ts';
import { shiftOf, type Shift } from './hours.ts';
import { Examiner } from './examiner.ts';
import { Merger } from './merger.ts';
import { Messenger } from './messenger.ts';
import { pauseAfterFailure, pauseAfterPass, pauseWhileLocked } from './pace.ts';
import { pass, type Memory, type PassEnd } from './pass.ts';
import type { ServerNews } from './server-news.ts';
import { TeamShare } from './team-share.ts';
import { Tester } from './tester.ts';
import { TurnWatch } from './turn-watch.ts';
import { allAlive, uprootedAmong } from './vitals.ts';
import { TeamWire } from './wire/team-wire.ts';

/** What all keepers share. */
export interface Surroundings {
  readonly clock: AlarmClock;
  readonly news: ServerNews;
  readonly chance: () => number;
  log(line: string): void;
  /** A team is kept no more. */
  over(): void;
}

/** A team, and the world that it lives in. */
interface Kept {
  readonly name: string;
  readonly world: string;
  readonly sharing?: Sharing | undefined;
}

/** How long agents have to finish their turns when their team goes down. */
const graceMs = 15 * 60_000;

/**
 * Keeps one team as it was applied. Whatever wakes it, it makes one pass at a time; all that wakes it during a pass
 * leads to one more.
 *
 *   asleep ──wake, alarm──▶ passing ──▶ asleep until the next look
 *      ▲                      │ woken meanwhile ─▶ passing again
 *      └── failed: later, the later the more often it failed
 */
export class TeamKeeper {
  readonly name: string;
  /** Tells apart which world the host is. */
  readonly world: string;
  readonly #host: Host;
  readonly #around: Surroundings;
  readonly #messenger: Messenger;
  readonly #examiner: Examiner;
  readonly #merger: Merger;
  readonly #tester: Tester;
  readonly #errands: Errands;
  readonly #deafen: () => void;
  readonly #turns: TurnWatch;
  readonly #share: TeamShare | undefined;
  readonly #wire: TeamWire | undefined;
  #wanted: 'nothing' | 'quick' | 'whole' = 'nothing';
  #running: Promise<void> | undefined;
  #alarm: { off(): void } | undefined;
  #memory: Memory = { told: new Set(), statuses: new Map() };
  #shift: Shift['state'] = 'on';
  #shiftSince = 0;
  #isToldOff = false;
  #isToldOfWatch = false;
  #hasResumed = false;
  #afterEnd = false;
  #serverDied = false;
  #setbacks = 0;
  #lockedTries = 0;
  #quietPasses = 0;
  /** Steps that waited at the last look. */
  #waiting = '';
  #isStopped = false;
  #panes: readonly ObservedPane[] = [];
  #uprooted: ReadonlySet<string> = new Set();
  readonly #telling = new Set<string>();

  constructor({ name, world, sharing }: Kept, host: Host, around: Surroundings) {
    this.name = name;
    this.world = world;
    this.#host = host;
    this.#around = around;
    this.#messenger = new Messenger(host, { log: around.log, brought: () => this.wake('whole'), relay: (message) => this.#wire?.relay(message) ?? false });
    this.#examiner = new Examiner(host, { log: around.log, wake: () => this.wake('whole'), send: (prompts) => this.#send({ prompts, cases: [] }) });
    this.#merger = new Merger(host, { log: around.log, wake: () => this.wake('whole') });
    this.#tester = new Tester(host, { log: around.log, send: (prompts) => this.#send({ prompts, cases: [] }) });
    this.#errands = new Errands(name, host, { clock: around.clock, log: around.log, wake: () => this.wake('whole') });
    this.#turns = new TurnWatch(around.clock, () => this.wake('whole'));
    this.#share = sharing === undefined ? undefined : new TeamShare({
      team: name, sharing, store: host.store, clock: around.clock, wake: () => this.wake('whole'), log: around.log, send: (prompts) => this.#send({ prompts, cases: [] }),
    });
    this.#wire = sharing === undefined ? undefined : new TeamWire({ team: name, sharing, host }, {
      clock: around.clock, log: around.log, wake: (look) => this.wake(look), statuses: () => this.#memory.statuses, send: (prompts) => this.#send({ prompts, cases: [] }),
    });
    this.#deafen = around.news.listen(host.tmux, (news) => {
      this.#serverDied ||= news === 'died';
      this.wake('quick');
    });
  }

  /** Somebody asks for a look: what they left to be said is said as well. */
  lookAgain(): void {
    this.#hasResumed = false;
    this.wake('whole');
  }

  /** Looks soon, and as a whole unless only tmux can have changed. */
  wake(look: 'quick' | 'whole'): void {
    if (this.#isStopped) return;
    if (this.#wanted !== 'whole') this.#wanted = look;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#wanted !== 'nothing') this.wake(this.#wanted);
    });
  }

  /** Hosts of the team that are not heard of any more, and for how long, in milliseconds. */
  get lostHosts(): ReadonlyMap<string, number> {
    return this.#share?.lostHosts ?? new Map();
  }

  /** Resolves when nothing is under way or wanted. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** Looks whether all that lived still does, without asking anybody. */
  checkVitals(): void {
    if (!allAlive(this.#panes, this.#host.processes)) {
      this.#afterEnd = true;
      this.wake('quick');
    }
    const uprooted = uprootedAmong(this.#panes, this.#host.processes);
    if (uprooted.some((one) => !this.#uprooted.has(one))) this.wake('whole');
    this.#uprooted = new Set(uprooted);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wanted = 'nothing';
    this.#alarm?.off();
    this.#deafen();
    this.#turns.close();
    await this.#wire?.close();
    this.#messenger.stop();
    await Promise.all([this.#examiner.stop(), this.#merger.stop(), this.#tester.stop(), this.#errands.stop()]);
    await this.settled();
    await this.#share?.close();
  }

  async #run(): Promise<void> {
    while (this.#wanted !== 'nothing') {
      const isQuick = this.#wanted === 'quick';
      this.#wanted = 'nothing';
      this.#alarm?.off();
      if (this.#isStopped) return;
      this.#sleep(await this.#tryPass(isQuick));
    }
  }

  #sleep(nextAt: number): void {
    if (nextAt === Infinity) return;
    if (this.#isStopped || this.#wanted !== 'nothing') return;
    this.#alarm = this.#around.clock.at(nextAt, () => this.wake('whole'));
  }

  /** Gives the time of the next look. */
  async #tryPass(isQuick: boolean): Promise<number> {
    try {
      return await this.#passInTurn(isQuick);
    } catch (error) {
      // Also a bug of ours: what keeps the other teams must not die of this one.
      const reason = error instanceof HostError ? error.message : reportOf(error);
      if (this.#setbacks === 0) await this.#tell({ type: 'look-failed', reason });
      return this.#setBack(reason);
    }
  }

  /** Where the store can be written: it may be what fails. */
  async #tell(event: TeamEvent): Promise<void> {
    const { store, clock } = this.#host;
    await store.together(() => store.append(this.name, clock.now(), [event])).catch((error: unknown) => this.#around.log(`${this.name}: ${reportOf(error)}`));
  }

  async #passInTurn(isQuick: boolean): Promise<number> {
    const { clock } = this.#around;
    const lock = await takeLock({ stateDirectory: this.#host.store.directory, name: this.name, command: 'coders supervisor', timeoutMs: 0, onWait: () => undefined }, clock);
    if (lock === undefined) return clock.now() + pauseWhileLocked(this.#lockedTries++);
    this.#lockedTries = 0;
    try {
      const kept = this.#host.store.keptTeam(this.name);
      if (kept === undefined) return Infinity;
      const shift = shiftOf(kept, clock.now());
      this.#tellShift(kept, shift);
      const begunAt = clock.now();
      const isHurried = clock.now() - this.#shiftSince > graceMs;
      const ended = await pass({ kept, memory: this.#memory, share: this.#share, isQuick, shift, isHurried, afterEnd: this.#afterEnd, serverDied: async () => this.#serverDied || this.#around.news.hasDied(this.#host.tmux), chance: this.#around.chance }, this.#host);
      this.#send(ended);
      if (shift.state === 'on') this.#lookBeside(kept, ended);
      if ('isLast' in shift && ended.plan.steps.length === 0) return this.#letGo(kept);
      this.#afterEnd = false;
      this.#serverDied = false;
      this.#memory = ended.memory;
      this.#tellPutOff(shift);
      this.#awaitTurns(ended, clock.now() - begunAt);
      await this.#listenTo(ended);
      return Math.min(this.#nextLook(ended), shift.until ?? Infinity);
    } finally {
      await this.#answer();
      lock.release();
    }
  }

  /** Does what the manifest says of all that happened, in this pass or elsewhere: also where the pass failed. */
  async #answer(): Promise<void> {
    try {
      const { prompts, isChanged } = await answerEvents(this.name, this.#host);
      this.#send({ prompts, cases: [] });
      if (isChanged) this.wake('whole');
      this.#errands.tend();
    } catch (error) {
      this.#around.log(`${this.name}: ${error instanceof HostError ? error.message : reportOf(error)}`);
    }
  }

  /** Where the system watches as much as it may, the end of a turn is found by looks alone. */
  #awaitTurns({ awaited }: PassEnd, tookMs: number): void {
    if (awaited === undefined) return;
    try {
      this.#turns.await(awaited, tookMs, this.#host);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (!this.#isToldOfWatch) this.#around.log(`${this.name}: ${error.message}`);
      this.#isToldOfWatch = true;
    }
  }

  /** A pause of a person's is told by whoever did it for them. */
  #tellShift({ name, paused }: KeptTeam, shift: Shift): void {
    const { clock } = this.#around;
    if (this.#shift !== shift.state) this.#shiftSince = clock.now();
    this.#shift = shift.state;
    const isOff = shift.state !== 'on' && paused === undefined;
    if (isOff === this.#isToldOff) return;
    if (paused === undefined) this.#host.store.append(name, clock.now(), [shift.state === 'on' ? { type: 'resumed' } : { type: 'paused', because: shift.because }]);
    this.#isToldOff = isOff;
  }

  /** Branches, worktrees and conversations stay. */
  #letGo({ name }: KeptTeam): number {
    const { store, clock } = this.#host;
    store.append(name, clock.now(), [{ type: 'let-go', because: 'its time is over' }]);
    store.letGo(name);
    queueMicrotask(this.#around.over);
    return Infinity;
  }

  #send({ prompts, cases }: Pick<PassEnd, 'prompts' | 'cases'>): void {
    const team = this.#host.store.team(this.name);
    if (team === undefined) return;
    if (!this.#hasResumed && this.#shift === 'on') {
      this.#hasResumed = true;
      this.#messenger.resume(team);
    }
    for (const prompt of prompts) this.#messenger.send(team, prompt);
    for (const one of cases) this.#examiner.examine(one);
  }

  /** To those that rested when they were looked at last. */
  #tellPutOff(shift: Shift): void {
    const team = this.#host.store.team(this.name);
    if (team !== undefined && shift.state === 'on') this.#messenger.goOn(team, (member) => this.#memory.statuses.get(member) === 'idle');
  }

  /** What takes its time: merges and tests go on while passes come and go. */
  #lookBeside(team: KeptTeam, { memory: { statuses }, observed }: PassEnd): void {
    this.#merger.look(team);
    this.#tester.look({ team, observed, statuses });
  }

  #nextLook(end: PassEnd): number {
    const { results, isUnfinished } = end;
    const now = this.#around.clock.now();
    const failed = results.filter(({ state }) => state === 'failed');
    if (failed.length > 0) return this.#setBack(failed.map((result) => ('error' in result ? result.error.message : '')).join(' '));
    this.#setbacks = 0;
    if (isUnfinished) this.wake('whole');
    if (results.length > 0) this.wake('quick'); // what was started is to be listened to
    const waiting = end.plan.steps.flatMap(({ id, waits }) => (waits === undefined ? [] : [id])).join(' ');
    // What waits anew is looked after often at first, however long nothing was to be done before.
    this.#quietPasses = results.length > 0 || waiting !== this.#waiting ? 0 : this.#quietPasses + 1;
    this.#waiting = waiting;
    return Math.min(now + pauseAfterPass(end, this.#quietPasses), end.nextAt ?? Infinity);
  }

  /** Told once, until all goes well again. */
  #setBack(reason: string): number {
    const { clock, log } = this.#around;
    if (this.#setbacks === 0) log(`${this.name}: ${reason}`);
    return clock.now() + pauseAfterFailure(this.#setbacks++);
  }

  async #listenTo({ observed: { tmux }, panes }: PassEnd): Promise<void> {
    this.#panes = [...panes.values()].map(({ pane }) => pane);
    if (!tmux.running) return;
    const untold = this.#panes.filter(({ id, server }) => !this.#telling.has(`${server} ${id}`));
    if (untold.length > 0) {
      await this.#host.tmux.tell(this.name, untold);
      for (const { id, server } of untold) this.#telling.add(`${server} ${id}`);
    }
    // What was heard meanwhile is looked at first.
    if (this.#wanted === 'nothing') this.#around.news.seenRunning(this.#host.tmux);
  }
}

function reportOf(error: unknown): string {
  return `a bug of coders: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
