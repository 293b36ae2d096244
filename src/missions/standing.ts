import type { Address } from '../state/address.ts';
import type { MissionRecord, MissionStateName } from '../state/mission.ts';
import { demandKey, whyNobody } from './eligible.ts';
import type { Present } from './next-deed.ts';
import { isStopped } from './readiness.ts';
import { reviewAddress } from './review.ts';
import type { MissionSeat } from './seat.ts';
import type { MissionsWorld } from './world.ts';

/** Where the missions stand in the midst of a pass: as the world had them, but for what the pass has done. */
export class Standing implements Present {
  readonly seats: ReadonlyMap<Address, MissionSeat>;
  readonly receipts: MissionsWorld['receipts'];
  readonly now: number;
  readonly states: MissionsWorld['states'];
  readonly lostHosts: NonNullable<MissionsWorld['lostHosts']>;
  readonly #world: MissionsWorld;
  readonly #records: Map<Address, MissionRecord>;
  readonly #changed = new Set<Address>();
  readonly #queue: Address[];
  readonly #alongside = new Map<Address, boolean>();
  readonly #nobody = new Map<string, string | undefined>();
  #dependants: ReadonlyMap<Address, readonly Address[]> | undefined;

  constructor(world: MissionsWorld) {
    this.#world = world;
    this.seats = new Map(world.seats.map((seat) => [seat.address, seat]));
    this.receipts = world.receipts;
    this.now = world.now;
    this.lostHosts = world.lostHosts ?? new Map();
    this.#records = new Map(world.records.map((record) => [record.mission.address, record]));
    this.#queue = [...this.#records.keys()];
    this.states = { get: (address) => this.#records.get(address)?.state.state ?? world.states.get(address) };
  }

  /** Every open mission that is this host's to move on, and those that depend on one that stopped, went on or was done meanwhile once more. */
  *unsettled(): Generator<Address> {
    for (const address of this.#queue) if (this.#world.elsewhere?.has(address) !== true) yield address;
  }

  /** Any mission of the team, as it is by now. */
  find(address: Address): MissionRecord | undefined {
    return this.#records.get(address) ?? this.#world.find(address);
  }

  record(address: Address): MissionRecord {
    return this.#records.get(address)!; // only open ones are asked for
  }

  all(): readonly MissionRecord[] {
    return [...this.#records.values()];
  }

  inState(name: MissionStateName): readonly MissionRecord[] {
    return this.all().filter(({ state }) => state.state === name);
  }

  changed(): readonly MissionRecord[] {
    return [...this.#changed].map((address) => this.record(address));
  }

  put(record: MissionRecord): void {
    const { address } = record.mission;
    const before = this.record(address).state.state;
    const { state } = record.state;
    this.#records.set(address, record);
    this.#changed.add(address);
    if (isStopped(before) !== isStopped(state) || (before === 'parked' && state === 'failed') || state === 'done') {
      this.#queue.push(...(this.#dependantsOf(address)));
    }
    // A review and what it is about follow each other.
    this.#queue.push(...[record.mission.reviews?.mission, reviewAddress(address)].filter((other) => other !== undefined && this.#records.has(other)) as Address[]);
  }

  /** A mission that is new, or goes on after its end. */
  add(record: MissionRecord): void {
    const { address } = record.mission;
    this.#records.set(address, record);
    this.#changed.add(address);
    this.#queue.push(address);
  }

  /** Where its own policy says so, or it was taken along itself. */
  takesDependantsAlong(mission: Address): boolean {
    const known = this.#alongside.get(mission);
    if (known !== undefined) return known;
    const record = this.#records.get(mission) ?? this.#world.find(mission);
    const takes = record?.state.state === 'failed' && (record.mission.onFail === 'skip-dependants' || record.mission.after.some((address) => this.takesDependantsAlong(address)));
    if (record?.state.state === 'failed') this.#alongside.set(mission, takes);
    return takes;
  }

  /** The same for all that ask for the same members. */
  whyNobody(record: MissionRecord): string | undefined {
    const demand = demandKey(record);
    if (!this.#nobody.has(demand)) this.#nobody.set(demand, whyNobody(record, this.#world.seats));
    return this.#nobody.get(demand);
  }

  #dependantsOf(address: Address): readonly Address[] {
    this.#dependants ??= dependantsOf(this.#world.records);
    return this.#dependants.get(address) ?? [];
  }
}

function dependantsOf(records: readonly MissionRecord[]): ReadonlyMap<Address, readonly Address[]> {
  const dependants = new Map<Address, Address[]>();
  for (const { mission: { address, after } } of records) {
    for (const dependency of after) {
      const known = dependants.get(dependency);
      if (known === undefined) dependants.set(dependency, [address]);
      else known.push(address);
    }
  }
  return dependants;
}
