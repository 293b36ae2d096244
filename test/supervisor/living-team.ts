import { memberStatuses } from '../../src/health/member-status.ts';
import { verdictOf } from '../../src/health/verdict.ts';
import { tend } from '../../src/health/tend/tend.ts';
import type { CarePolicy } from '../../src/manifest/manifest.ts';
import { identify } from '../../src/plan/identity.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Address } from '../../src/state/address.ts';
import type { AppliedTeam } from '../../src/state/applied-team.ts';
import type { Care } from '../../src/state/care.ts';
import type { Desired, DesiredMember } from '../../src/state/desired.ts';
import type { Observed, ObservedPane } from '../../src/state/observed.ts';
import type { Conversation } from '../../src/state/turn.ts';
import { judge } from '../../src/supervisor/judge.ts';
import { patientsOf } from '../../src/supervisor/patients.ts';
import { shop } from '../manifest/memory-world.ts';
import { applied, server, wanted } from '../plan/world.ts';
import type { Dice } from '../soak/dice.ts';
import { anyEvidence } from './living.ts';

const yaml = shop(`pm: {tool: codex}
engineers: {cart: {tool: claude}, search: {tool: gemini}, till: {tool: opencode}, ship: {tool: demo}, watch: {tool: command, command: [sleep, "10"]}}
`);
const desired = wanted(yaml);
const epoch = 3;
const minuteMs = 60_000;

/** The world with every agent in its third launch. */
const standing = applied(yaml);
const launches = standing.launches.map((launch) => ({ ...launch, epoch }));
const panes: readonly ObservedPane[] = standing.tmux.running ? standing.tmux.panes.map((pane) => ({ ...pane, tag: { ...pane.tag!, epoch } })) : [];

/** What was done at one look: who would have been started, and of those that had drifted, in which state. */
export interface Look {
  readonly statuses: readonly string[];
  readonly restarts: readonly string[];
  readonly drifts: readonly string[];
}

/** Of each member. */
interface Life {
  lastSignAt: number;
  readonly care: CarePolicy;
  readonly hasDrifted: boolean;
}

/**
 * A team of living agents that is looked at from time to time. Anything may be read of them, but they are healthy: none
 * is silent for `longestSilence` times what is called stuck, or longer, and none has a context that is nearly full.
 */
export class Watch {
  readonly #dice: Dice;
  readonly #longestSilence: number;
  readonly #lives: ReadonlyMap<Address, Life>;
  readonly #cares: Map<Address, Care>;
  readonly #desired: Desired;
  #now = launches[0]!.at;

  constructor(dice: Dice, { longestSilence }: { readonly longestSilence: number }) {
    this.#dice = dice;
    this.#longestSilence = longestSilence;
    this.#lives = new Map(desired.members.map(({ address }) => [address, { lastSignAt: this.#now, care: anyPolicy(dice), hasDrifted: dice.roll() < 0.1 }]));
    this.#cares = new Map(desired.members.flatMap(({ address }) => (dice.roll() < 0.5 ? [[address, anyCare(address, this.#now, dice)] as const] : [])));
    this.#desired = { ...desired, members: desired.members.map((member) => asWanted(member, this.#lives.get(member.address)!)) };
  }

  look(): Look {
    this.#now += this.#dice.oneOf([1000, 30_000, 5 * minuteMs, 20 * minuteMs, 120 * minuteMs]);
    const observed = this.#observed();
    this.#judge(observed);
    const statuses = this.#tend(observed);
    const { steps } = makePlan(this.#desired, { ...observed, cares: this.#cares }, { patient: true, now: this.#now });
    const starts = steps.filter(({ action }) => 'launch' in action);
    const driftedOnes = starts.filter(({ address, waits }) => waits === undefined && this.#lives.get(address)!.hasDrifted);
    return {
      statuses: statuses.map(({ status }) => status),
      restarts: starts.filter(({ address }) => !this.#lives.get(address)!.hasDrifted).map(({ address, cause }) => `${address}: ${cause}`),
      drifts: driftedOnes.map(({ address }) => statuses.find(({ member }) => member.address === address)!).map(({ attended, verdict }) => (attended ? 'looked at' : verdict!.reading.status)),
    };
  }

  #observed(): Observed {
    const seen = panes.map((pane) => ({ ...pane, attended: this.#dice.roll() < 0.1 }));
    const tools = new Map(desired.members.map(({ address, settings }) => [address, settings.tool]));
    const verdicts = new Map(seen.map(({ id, tag }) => [id, verdictOf(anyEvidence(tools.get(tag!.address)!, this.#now, this.#dice), this.#now)]));
    return { ...standing, tmux: { running: true, server, panes: seen }, launches, verdicts, cares: this.#cares };
  }

  /** Nothing has become of one that lives. */
  #judge(observed: Observed): void {
    const { byAddress } = identify(desired.team, observed);
    for (const member of this.#desired.members) {
      const care = this.#cares.get(member.address);
      const { care: next, events } = judge({ member, care, found: byAddress.get(member.address), launch: launches.find(({ address }) => address === member.address), tmux: observed.tmux, lastLines: [], wasLastWindow: false }, { now: this.#now, chance: this.#dice.roll() });
      if (events.length > 0 || (care !== undefined && next !== care)) throw new Error(`${member.address} lives, and was judged.`);
    }
  }

  #tend({ tmux, verdicts }: Observed) {
    const conversations = new Map(panes.map(({ id, tag }) => [id, this.#conversation(this.#lives.get(tag!.address)!)]));
    const statuses = memberStatuses({ team: this.#applied(), tmux, launches, verdicts, lastLines: new Map(), cares: [...this.#cares.values()], conversations, now: this.#now });
    for (const patient of patientsOf({ desired: this.#desired, environment: {}, statuses, conversations, commits: new Map() })) {
      const { care } = tend(patient, this.#now);
      if (care !== patient.care) this.#cares.set(care.address, care);
    }
    return statuses;
  }

  #conversation(life: Life): Conversation {
    const { stuckAfterMs, handoverAt } = life.care;
    const longestMs = this.#longestSilence * stuckAfterMs;
    if (this.#dice.roll() < 0.3 || this.#now - life.lastSignAt >= longestMs) life.lastSignAt = this.#now - Math.floor(this.#dice.roll() * Math.min(longestMs, this.#now - life.lastSignAt));
    const at = life.lastSignAt - this.#dice.below(90) * minuteMs;
    const turn = { prompt: 'Go on.', at, reply: '', usage: [], ...(this.#dice.roll() < 0.5 ? { endedAt: life.lastSignAt } : {}) };
    const window = this.#dice.roll() < 0.7 ? { window: 1000 } : {};
    const used = Math.floor(this.#dice.roll() * 1000 * (handoverAt ?? 1));
    return { context: { used, ...window }, lastSignAt: life.lastSignAt, ...(this.#dice.roll() < 0.9 ? { turns: [turn] } : {}) };
  }

  #applied(): AppliedTeam {
    const members = this.#desired.members.map(({ address, seat, settings: { tool, model, role, directory }, care: { stuckAfterMs } }) => ({ address, seat, tool, model, role, directory, stuckAfterMs }));
    return { name: desired.team, file: '/work/teams/team.yaml', text: yaml, tmux: desired.tmux, appliedAt: 0, members };
  }
}

function asWanted(member: DesiredMember, { care, hasDrifted }: Life): DesiredMember {
  return { ...member, care, ...(hasDrifted ? { settings: { ...member.settings, args: ['--other'] }, fingerprint: 'another' } : {}) };
}

function anyPolicy(dice: Dice): CarePolicy {
  return {
    restart: { policy: dice.oneOf(['always', 'on-failure', 'never']), max: 1 + dice.below(9), windowMs: 10 * minuteMs, backoff: { firstMs: 1000, mostMs: 60_000 } },
    stuckAfterMs: dice.oneOf([1, 5, 20, 120]) * minuteMs,
    heartbeatMs: 150_000,
    ...(dice.roll() < 0.5 ? { handoverAt: 0.5 + dice.roll() / 2 } : {}),
  };
}

/** What may be remembered of its earlier launches; nothing of that is about this one. */
function anyCare(address: Address, now: number, dice: Dice): Care {
  const ago = () => now - dice.below(300) * minuteMs;
  const before = 1 + dice.below(epoch - 1);
  const maybe = <Part>(part: Part): Part | object => (dice.roll() < 0.3 ? part : {});
  return {
    address,
    crashes: Array.from({ length: dice.below(4) }, ago),
    ...maybe({ judged: before }),
    ...maybe({ retryAt: ago() + 120 * minuteMs }),
    ...maybe({ quarantine: { at: ago(), because: 'it ended 5 times within 10m' } }),
    ...maybe({ park: { account: 'claude', since: ago(), wakeAt: ago() + 120 * minuteMs, probes: dice.below(5) } }),
    ...maybe({ stuck: { epoch: before, step: dice.oneOf(['nudged', 'told', 'restarted', 'given-up'] as const), at: ago() } }),
    ...maybe({ handover: { epoch: before, at: ago(), message: 'handover' } }),
    ...maybe({ restart: { epoch: before, fresh: dice.roll() < 0.5, because: 'a person asked for it' } }),
  };
}
