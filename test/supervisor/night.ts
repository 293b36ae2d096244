import { memberStatuses } from '../../src/health/member-status.ts';
import { holdFor, type Judgement } from '../../src/health/restart.ts';
import type { Prompt } from '../../src/health/tend/patient.ts';
import { tend } from '../../src/health/tend/tend.ts';
import { identify } from '../../src/plan/identity.ts';
import { latestPlacedLaunch } from '../../src/plan/launches.ts';
import { makePlan, type PlanRequest } from '../../src/plan/make-plan.ts';
import type { MemberLaunch, Step } from '../../src/plan/plan.ts';
import type { Address } from '../../src/state/address.ts';
import { carefree, forgiven, type Care } from '../../src/state/care.ts';
import type { CareEvent } from '../../src/state/event.ts';
import type { Status } from '../../src/state/evidence.ts';
import type { LaunchRecord, Observed, ObservedPane } from '../../src/state/observed.ts';
import { recordedSettings } from '../../src/state/recorded-settings.ts';
import { judge } from '../../src/supervisor/judge.ts';
import { withinLimits } from '../../src/supervisor/limits.ts';
import { patientsOf, type Ward } from '../../src/supervisor/patients.ts';
import { Agent } from './night-agent.ts';
import { appliedTeam, kept, standing } from './night-team.ts';

/** A member's window. */
export interface Place {
  readonly id: string;
  readonly server: string;
  readonly agent: Agent;
  dead?: NonNullable<ObservedPane['dead']>;
  lastWords: readonly string[];
  attended: boolean;
}

/** How soon it is looked again whether what is waited for has come. */
const waitingMs = 1000;

/** A start, with what it took the place of. */
export interface Started {
  readonly address: Address;
  readonly step: Step;
  readonly instead: Place | undefined;
}

/**
 * A team over a night, without tmux, tools or a clock: what agents do is told to it, and what the supervisor decides is
 * done at once. It does in each pass what `pass` does.
 */
export class Night {
  now = standing.now;
  readonly cares = new Map<Address, Care>();
  readonly events: CareEvent[] = [];
  readonly places = new Map<Address, Place>();
  /** Ids of what was said: it is said once. */
  readonly #said = new Set<string>();
  readonly #launches: LaunchRecord[] = [];
  readonly #conversations = new Map<string, string>();
  readonly #started: (start: Started) => void;
  #servers = 1;
  #windows = 0;
  #before: Observed['tmux'] = { running: false };

  constructor(started: (start: Started) => void) {
    this.#started = started;
  }

  /** Looks until there is nothing left to be done now; gives when something is to be done that only time brings. */
  settle(chance: number): number | undefined {
    for (let round = 0; round < 12; round += 1) {
      const { isUnfinished, nextAt } = this.#pass(chance);
      if (!isUnfinished) return nextAt;
    }
    throw new Error('The passes come to no end.');
  }

  /** As `coders hold`, `coders release` and `coders restart` do. */
  hold(address: Address): void {
    const care = this.careOf(address);
    if (care.hold === undefined) this.#note(holdFor(care, 'A person took it over', this.now));
  }

  release(address: Address): void {
    const care = this.careOf(address);
    if (care.hold !== undefined) this.cares.set(address, forgiven(care));
  }

  restart(address: Address, fresh: boolean): void {
    const epoch = latestPlacedLaunch(this.#observed(), address)?.epoch;
    this.cares.set(address, { ...forgiven(this.careOf(address)), ...(epoch === undefined ? {} : { restart: { epoch, fresh, because: 'a person asked for it' } }) });
    for (const step of this.#planned({ only: [address], evenIfBusy: true }).steps) this.#carryOut(step);
  }

  /** All that runs on the tmux server goes with it. */
  loseServer(): void {
    this.places.clear();
  }

  careOf(address: Address): Care {
    return this.cares.get(address) ?? carefree(address);
  }

  statusOf(address: Address): Status | undefined {
    const { statuses } = this.#ward(this.#observed());
    return statuses.find(({ member }) => member.address === address)?.status;
  }

  #pass(chance: number): { readonly isUnfinished: boolean; readonly nextAt?: number } {
    const seen = this.#observed();
    const judged = this.#judgeAll(seen, chance);
    const tended = this.#tendAll(seen, new Set(judged.map(({ care }) => care.address)));
    for (const judgement of judged) this.#note(judgement);
    this.#before = seen.tmux;
    const plan = this.#planned({ patient: true });
    for (const tending of tended.filter(({ isNew }) => isNew)) this.#note(tending);
    const { now: steps, nextAt } = withinLimits(plan.steps.filter(({ waits }) => waits === undefined), { kept, observed: seen, now: this.now });
    for (const step of steps) this.#carryOut(step);
    const said = tended.flatMap(({ prompts }) => prompts).filter((prompt) => this.#say(prompt));
    const isUnfinished = steps.length + judged.length + said.length > 0 || tended.some(({ isNew }) => isNew);
    const waits = plan.steps.some((step) => step.waits !== undefined && step.action.type === 'respawn-window' && step.action.pane.dead === undefined);
    const times = [nextAt, ...(waits ? [this.now + waitingMs] : []), ...tended.map((tending) => tending.nextAt), ...[...this.cares.values()].map(({ retryAt }) => retryAt)];
    const later = times.filter((at) => at !== undefined && at > this.now) as number[];
    return { isUnfinished, ...(later.length === 0 ? {} : { nextAt: Math.min(...later) }) };
  }

  #judgeAll(seen: Observed, chance: number): Judgement[] {
    const { byAddress } = identify(kept.name, seen);
    const wasLastWindow = !seen.tmux.running && this.#before.running && this.#before.panes.length === 1;
    return kept.desired.members.flatMap((member) => {
      const before = this.cares.get(member.address);
      const judgement = judge({
        member, care: before, found: byAddress.get(member.address), launch: latestPlacedLaunch(seen, member.address), tmux: seen.tmux, wasLastWindow,
        lastLines: this.places.get(member.address)?.lastWords ?? [],
      }, { now: this.now, chance });
      return judgement.events.length > 0 || (before !== undefined && before !== judgement.care) ? [judgement] : [];
    });
  }

  #ward({ tmux, launches, verdicts }: Observed): Ward {
    const conversations = new Map([...this.places.values()].map(({ id, agent }) => [id, agent.conversationAt(this.now)] as const));
    const statuses = memberStatuses({ team: appliedTeam, tmux, launches, verdicts, lastLines: new Map(), cares: [...this.cares.values()], conversations, now: this.now });
    return { desired: kept.desired, environment: {}, statuses, conversations, commits: new Map() };
  }

  #tendAll(seen: Observed, ended: ReadonlySet<Address>) {
    const tendings = patientsOf(this.#ward(seen)).map((patient) => ({ ...tend(patient, this.now), before: patient.care }));
    return tendings.filter(({ care }) => !ended.has(care.address)).map(({ before, ...tending }) => ({ ...tending, isNew: tending.care !== before }));
  }

  #planned(request: Omit<PlanRequest, 'now'>) {
    return makePlan(kept.desired, this.#observed(), { ...request, now: this.now });
  }

  #observed(): Observed {
    const panes = [...this.places].map(([address, place]) => this.#paneOf(address, place));
    return {
      ...standing.world,
      tmux: panes.length === 0 ? { running: false } : { running: true, server: panes[0]!.server, panes },
      launches: this.#launches,
      conversations: this.#conversations,
      verdicts: new Map([...this.places.values()].filter(({ dead }) => dead === undefined).map(({ id, agent }) => [id, agent.verdictAt(this.now)])),
      cares: new Map(this.cares),
    };
  }

  #paneOf(address: Address, { id, server, agent, attended, dead }: Place): ObservedPane {
    const { windowName } = kept.desired.members.find((member) => member.address === address)!;
    const { epoch, fingerprint, conversation = '' } = this.#launches.find((launch) => launch.address === address && launch.pane?.id === id)!;
    return { id, server, session: kept.name, window: id, windowName, pid: agent.epoch, title: '', attended, tag: { team: kept.name, address, epoch, fingerprint, conversation }, ...(dead === undefined ? {} : { dead }) };
  }

  #carryOut(step: Step): void {
    const { action, address } = step;
    if (action.type !== 'open-window' && action.type !== 'respawn-window') throw new Error(`Nobody changed anything that ${step.id} would put right.`);
    const instead = this.places.get(address);
    this.#started({ address, step, instead });
    if (action.type === 'open-window' && this.places.size === 0) this.#servers += 1;
    const place = action.type === 'respawn-window' ? { id: action.pane.id, server: action.pane.server } : { id: `%${(this.#windows += 1)}`, server: `server ${this.#servers}` };
    this.places.set(address, { ...place, agent: Agent.startedAt(this.now, action.launch, instead?.agent), lastWords: [], attended: instead?.attended ?? false });
    this.#record(action.launch, place);
  }

  #record({ member: { address, fingerprint, settings }, epoch, conversation }: MemberLaunch, pane: { readonly id: string; readonly server: string }): void {
    const name = conversation.is === 'resumed' ? conversation.id : `${address} ${epoch}`;
    this.#conversations.set(name, name);
    const others = this.#launches.filter((launch) => launch.address !== address);
    this.#launches.splice(0, Infinity, ...others, { address, epoch, fingerprint, conversation: name, settings: recordedSettings(settings), pane, at: this.now });
  }

  #note({ care, events }: Judgement): void {
    this.cares.set(care.address, care);
    this.events.push(...events);
  }

  /** Gives whether it was said now, and not before. */
  #say({ id, to, text }: Prompt): boolean {
    if (this.#said.has(id)) return false;
    this.#said.add(id);
    const place = this.places.get(to);
    if (place !== undefined && place.dead === undefined) place.agent.hear(text, this.now);
    return true;
  }
}
