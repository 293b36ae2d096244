import { abortAfter } from '../host/abort-after.ts';
import type { AlarmClock } from '../host/clock.ts';
import { OutputTail } from '../host/acceptance/output-tail.ts';
import { runWords, type LineEnd } from '../host/acceptance/command-line.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { Notified } from '../host/notified.ts';
import { notify } from '../host/notify.ts';
import { markVariables } from '../host/processes/processes.ts';
import { nextTry, type KeptErrand } from '../reactions/errand.ts';
import { digest, tellableAt } from '../reactions/notice.ts';
import type { ReactionEvent } from '../state/event.ts';
import type { KeptTarget } from '../state/kept-reactions.ts';
import { formatDuration } from '../util/duration.ts';

type Notification = Extract<KeptErrand, { readonly type: 'notify' }>;
type CommandErrand = Extract<KeptErrand, { readonly type: 'command' }>;

interface Around {
  readonly clock: AlarmClock;
  log(line: string): void;
  /** Something became of one. */
  wake(): void;
}

/** How many commands of a team run at once. */
const mostCommands = 4;

/** How many bytes are kept of what a command prints. */
const keptBytes = 4096;

/**
 * Does what was decided because of events, beside the passes: commands and notifications take their time. What is to be done
 * stands in the store until it is done, so it goes on where an earlier supervisor was killed.
 */
export class Errands {
  readonly #team: string;
  readonly #host: Host;
  readonly #around: Around;
  readonly #end = new AbortController();
  readonly #underWay = new Map<string, Promise<void>>();
  #alarm: { off(): void } | undefined;

  constructor(team: string, host: Host, around: Around) {
    this.#team = team;
    this.#host = host;
    this.#around = around;
  }

  /** Begins with all that is due and not under way, and rings when more is. */
  tend(): void {
    if (this.#end.signal.aborted) return;
    this.#alarm?.off();
    const now = this.#host.clock.now();
    const errands = this.#host.store.reactions.errands(this.#team);
    const due = errands.filter(({ dueAt }) => dueAt <= now);
    this.#tellTargets(due.filter((errand) => errand.type === 'notify'));
    for (const errand of due) if (errand.type === 'command') this.#start(errand);
    const next = errands.find(({ dueAt }) => dueAt > now);
    if (next !== undefined) this.#alarm = this.#around.clock.at(next.dueAt, () => this.tend());
  }

  /** Breaks off what is under way. */
  async stop(): Promise<void> {
    this.#end.abort();
    this.#alarm?.off();
    await Promise.all(this.#underWay.values());
  }

  #do(key: string, work: () => Promise<void>): void {
    if (this.#underWay.has(key)) return;
    const ended = work().then(() => this.#underWay.delete(key), (error: unknown) => {
      this.#underWay.delete(key);
      // Also a bug of ours: what keeps all teams must not die of one errand. It is taken up again after the next pass.
      if (this.#end.signal.aborted) return false;
      this.#around.log(`${this.#team}: ${error instanceof HostError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return false;
    });
    this.#underWay.set(key, ended.then((isDone) => void (isDone && this.tend())));
  }

  /** What is due for one target at one time is one message. */
  #tellTargets(due: readonly Notification[]): void {
    for (const [name, errands] of grouped(due)) this.#do(`notify ${name}`, () => this.#tell(name, errands));
  }

  async #tell(name: string, errands: readonly Notification[]): Promise<void> {
    const target = this.#host.store.keptTeam(this.#team)?.reactions?.targets.find((one) => one.name === name);
    const [first, ...others] = errands;
    if (first === undefined) return;
    if (target === undefined) return this.#note(errands, { target: name, what: first.notice.facts.title, state: 'failed', because: 'the manifest has no such target any more' });
    const postponed = errands.flatMap((errand) => laterIn(errand, target, this.#host.clock.now()) ?? []);
    if (postponed.length > 0) await this.#host.store.together(() => postponed.forEach((errand) => this.#host.store.reactions.changeErrand(errand)));
    const later = new Set(postponed.map(({ id }) => id));
    const [now, ...rest] = [first, ...others].filter(({ id }) => !later.has(id));
    if (now === undefined) return;
    const { facts } = digest([now.notice, ...rest.map(({ notice }) => notice)], target.quietHours?.timezone);
    const end = await notify(target, facts, { environment: this.#host.environment, signal: this.#end.signal });
    if (this.#end.signal.aborted && end.state !== 'sent') return;
    await this.#noteEnd([now, ...rest], facts.title, end);
  }

  #noteEnd(errands: readonly Notification[], what: string, end: Notified): Promise<void> {
    const [{ notice: { target }, tries }] = errands as readonly [Notification, ...Notification[]];
    if (end.state === 'sent') return this.#note(errands, { target, what, state: 'sent' });
    const now = this.#host.clock.now();
    const again = end.state === 'refused' ? [] : errands.flatMap((errand) => {
      const dueAt = nextTry({ since: errand.since, tries }, end.afterMs, now);
      return dueAt === undefined ? [] : [{ ...errand, dueAt, tries: tries + 1 }];
    });
    const state = again.length > 0 ? 'late' : 'failed';
    return this.#note(errands, { target, what, state, because: end.because }, again);
  }

  /** All that became of them, at once: those that are tried again stay. Of many tries in vain the first is told, and the end. */
  async #note(errands: readonly Notification[], told: Omit<Extract<ReactionEvent, { type: 'notified' }>, 'type'>, again: readonly Notification[] = []): Promise<void> {
    const { store, clock } = this.#host;
    const kept = new Set(again.map(({ id }) => id));
    await store.together(() => {
      for (const { id } of errands) if (!kept.has(id)) store.reactions.removeErrand(id);
      for (const errand of again) store.reactions.changeErrand(errand);
      if (told.state !== 'late' || again.some(({ tries }) => tries === 1)) store.append(this.#team, clock.now(), [{ type: 'notified', ...told }]);
    });
  }

  #start(errand: CommandErrand): void {
    const running = [...this.#underWay.keys()].filter((key) => key.startsWith('command ')).length;
    if (running < mostCommands) this.#do(`command ${errand.id}`, () => this.#run(errand));
  }

  /** That it begins is noted first: one that an earlier supervisor began may have done anything, and is not run again. */
  async #run(errand: CommandErrand): Promise<void> {
    const { command: { words, directory, timeoutMs, environment } } = errand;
    if (errand.isStarted) return this.#ended(errand, { state: 'failed', because: 'the supervisor ended while it ran: it is not run again' });
    await this.#host.store.together(() => this.#host.store.reactions.changeErrand({ ...errand, isStarted: true }));
    const output = new OutputTail(keptBytes);
    const inTime = abortAfter(timeoutMs);
    const mark = markVariables({ team: this.#team, socket: this.#host.tmux.socket });
    const end = await runWords(words, { directory, output, environment: { ...this.#host.environment, ...environment, ...mark }, signal: AbortSignal.any([this.#end.signal, inTime]) });
    if (end.how === 'stopped' && this.#end.signal.aborted) return;
    await this.#ended(errand, { ...verdictOn(end, timeoutMs), ...(output.text() === '' ? {} : { output: output.text() }) });
  }

  async #ended({ id, on, event, command: { shown } }: CommandErrand, became: Pick<Extract<ReactionEvent, { type: 'reaction' }>, 'state' | 'because' | 'output'>): Promise<void> {
    const { store, clock } = this.#host;
    await store.together(() => {
      store.reactions.removeErrand(id);
      store.append(this.#team, clock.now(), [{ type: 'reaction', on, event, did: `command ${shown}`, ...became }]);
    });
    this.#around.wake(); // it may have changed anything
  }
}

/** The same errand at a later time, where it is quiet now. */
function laterIn(errand: Notification, target: KeptTarget, now: number): Notification | undefined {
  const dueAt = tellableAt(errand.notice, target, now);
  return dueAt > now ? { ...errand, dueAt } : undefined;
}

function grouped(due: readonly Notification[]): ReadonlyMap<string, readonly Notification[]> {
  const names = [...new Set(due.map(({ notice }) => notice.target))];
  return new Map(names.map((name) => [name, due.filter(({ notice }) => notice.target === name)]));
}

function verdictOn(end: LineEnd, timeoutMs: number): { readonly state: 'done' | 'failed'; readonly because?: string } {
  if (end.how === 'exited' && end.exitCode === 0) return { state: 'done' };
  const because = end.how === 'exited' ? `it exits with ${end.exitCode}` : end.how === 'killed' ? `it is ended by ${end.signal}` : end.how === 'stopped' ? `it still runs after ${formatDuration(timeoutMs)}, and is ended` : `it can not be started: ${end.because}`;
  return { state: 'failed', because };
}
