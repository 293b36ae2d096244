import { adapterFor } from '../agents/registry.ts';
import { memberStatuses, type MemberStatus } from '../health/member-status.ts';
import type { Usage } from '../health/usage.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { FileWatch } from '../host/watch-files.ts';
import { liveAgent, type AgentPane } from '../reconcile/observe-agents.ts';
import { observeStatus } from '../reconcile/observe-status.ts';
import type { Address } from '../state/address.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Conversation } from '../state/turn.ts';
import { Records } from './records.ts';
import { sightOf } from './remembered.ts';
import type { TeamSight } from './sight.ts';

export interface TeamWatchSettings {
  readonly name: string;
  readonly hostOf: (team: AppliedTeam) => Host;
  readonly usageOf: (conversations: ReadonlyMap<string, Conversation>) => ReadonlyMap<string, Usage>;
  readonly files: FileWatch;
  /** Told after each look. */
  readonly seen: () => void;
  /** Told of what is no failure of the host. */
  readonly failed: (error: unknown) => void;
}

/** After a look, for so many times as long as it took, none is begun: a team that chatters leaves the machine to its agents. */
const restFactor = 3;
/** What an agent's title and screen say may come a moment after what it writes, on a busy machine seconds after: it is looked for after each of these pauses. */
const settleMs: readonly number[] = [200, 1000, 4000];

/** Keeps what is known of one team up to date: looks at those of whom it was told that something changed, one look at a time. */
export class TeamWatch {
  readonly #settings: TeamWatchSettings;
  readonly #records = new Records();
  #sight: TeamSight;
  #due = new Set<Address>();
  #looking: Promise<void> | undefined;
  #restUntil = 0;
  #endRest: (() => void) | undefined;
  /** By the round of looks that is next for them. */
  readonly #settling = new Map<number, Set<Address>>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(team: AppliedTeam, settings: TeamWatchSettings) {
    this.#settings = settings;
    this.#sight = { team, members: [] };
  }

  get sight(): TeamSight {
    return this.#sight;
  }

  /** Looks again at these members and missions, or at all; resolves once all that is due has been looked at. */
  look(addresses: readonly Address[] = [everybody]): Promise<void> {
    for (const address of addresses) this.#due.add(address);
    this.#looking ??= this.#lookWhileDue().catch(this.#settings.failed).finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** A file of a member's changed: looks now, and again for what comes with it. */
  fileChanged(address: Address): void {
    void this.look([address]);
    this.#settle([address]);
  }

  /** Nothing is looked at any more. */
  close(): void {
    this.#due.clear();
    this.#timers.forEach(clearTimeout);
    this.#endRest?.();
  }

  async #lookWhileDue(): Promise<void> {
    while (this.#due.size > 0) {
      await this.#rest();
      const due = this.#due;
      this.#due = new Set();
      const begun = performance.now();
      if (due.size > 0) await this.#lookOnce(due);
      const ended = performance.now();
      this.#restUntil = ended + restFactor * (ended - begun);
      this.#settings.seen();
    }
  }

  async #rest(): Promise<void> {
    const restMs = this.#restUntil - performance.now();
    if (restMs <= 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#endRest = resolve;
      timer = setTimeout(resolve, restMs);
    });
    clearTimeout(timer);
    this.#endRest = undefined;
  }

  async #lookOnce(due: ReadonlySet<Address>): Promise<void> {
    try {
      const known = new Set(this.#sight.members.map(({ status }) => status.member.address));
      const host = this.#settings.hostOf(this.#sight.team);
      const team = host.store.team(this.#settings.name) ?? this.#sight.team;
      const isDue = ({ address }: { readonly address: Address }) => due.has(everybody) || due.has(address) || !known.has(address);
      await this.#lookAt({ ...team, members: team.members.filter(isDue) }, team, this.#settings.hostOf(team));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      this.#sight = { ...this.#sight, problem: error.message };
    }
  }

  /** `part` is the team with those members alone that are looked at; where only missions changed there are none, and tmux is not asked. */
  async #lookAt(part: AppliedTeam, team: AppliedTeam, host: Host): Promise<void> {
    const { members, problem } = this.#sight;
    const isOfMissions = part.members.length === 0;
    const statuses = [...members.map(({ status }) => status), ...(isOfMissions ? [] : await this.#statusesOf(part, host))];
    const sight = sightOf(team, new Map(statuses.map((status) => [status.member.address, status])), host.store);
    this.#sight = { ...sight, ...(isOfMissions && problem !== undefined ? { problem } : {}) };
  }

  async #statusesOf(part: AppliedTeam, host: Host): Promise<readonly MemberStatus[]> {
    const seen = await observeStatus(part, host);
    const { conversations, againAt } = this.#records.read(seen.agents, host);
    this.#watchFiles(part, seen.agents, host);
    if (againAt !== undefined) this.#later(againAt - host.clock.now(), () => seen.agents.flatMap(({ pane }) => pane.tag?.address ?? []));
    return memberStatuses({ ...seen, conversations, usage: this.#settings.usageOf(conversations) });
  }

  #watchFiles({ name, members }: AppliedTeam, agents: readonly AgentPane[], host: Host): void {
    for (const { address } of members) {
      const agent = agents.find(({ pane }) => pane.tag?.address === address);
      const adapter = agent === undefined ? undefined : adapterFor(agent.tool, agent.declared);
      const looks = agent === undefined || adapter === undefined ? [] : Object.values(adapter.looksAt(liveAgent(agent, host)));
      if (this.#settings.files.set(watchedName({ team: name, address }), looks)) this.#settle([address]);
    }
  }

  #settle(addresses: readonly Address[], round = 0): void {
    const pauseMs = settleMs[round];
    if (pauseMs === undefined) return;
    const together = this.#settling.get(round);
    if (together !== undefined) return addresses.forEach((address) => together.add(address));
    const settling = new Set(addresses);
    this.#settling.set(round, settling);
    this.#later(pauseMs, () => {
      this.#settling.delete(round);
      this.#settle([...settling], round + 1);
      return [...settling];
    });
  }

  #later(milliseconds: number, addresses: () => readonly Address[]): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.look(addresses());
    }, milliseconds);
    this.#timers.add(timer);
  }
}

/** Stands for every member. */
const everybody: Address = '*';

/** What a member is called among those whose files are watched. */
export function watchedName({ team, address }: { readonly team: string; readonly address: Address }): string {
  return `${team} ${address}`;
}
