import { advance, type Advance } from '../../src/missions/advance.ts';
import { historyOf } from '../../src/missions/history.ts';
import type { MissionSeat } from '../../src/missions/seat.ts';
import { afterDeed, isRefused, type Deed } from '../../src/missions/transition.ts';
import type { Address } from '../../src/state/address.ts';
import type { ReceiptState } from '../../src/state/message.ts';
import type { MissionRecord } from '../../src/state/mission.ts';
import { now as start, seat } from './records.ts';

/** A number from 0 to below 1, the next one with each call. */
export type Chance = () => number;

/** Missions and members with a store between passes, as the supervisor keeps it: what happens to them is up to chance. */
export class SimulatedTeam {
  now = start;
  readonly records: Map<Address, MissionRecord>;
  readonly seats: Map<Address, MissionSeat>;
  readonly receipts = new Map<string, ReceiptState>();
  readonly accepted: Address[] = [];
  readonly #chance: Chance;

  constructor(records: readonly MissionRecord[], members: number, chance: Chance) {
    this.records = new Map(records.map((record) => [record.mission.address, record]));
    this.seats = new Map(Array.from({ length: members }, (_, index) => seat(`m-${index}`)).map((one) => [one.address, one]));
    this.#chance = chance;
  }

  all(): readonly MissionRecord[] {
    return [...this.records.values()];
  }

  add(record: MissionRecord): void {
    this.records.set(record.mission.address, record);
  }

  /** Those that wait for others come before them: a pass must not depend on the order. */
  pass(): Advance {
    const records = this.all().toReversed();
    const result = advance({
      records: records.filter(({ state }) => state.state !== 'done' && state.state !== 'failed'),
      states: new Map(records.map(({ mission: { address }, state }) => [address, state.state])),
      find: (address) => this.records.get(address),
      seats: [...this.seats.values()],
      history: historyOf(records),
      receipts: (message) => this.receipts.get(message),
      bases: () => undefined,
      now: this.now,
    });
    for (const record of result.changed) {
      if (record.state.state === 'done') this.accepted.push(record.mission.address); // by its review
      this.records.set(record.mission.address, record);
    }
    for (const message of result.withdrawn) this.receipts.set(message, 'failed');
    for (const { id } of result.prompts) if (!this.receipts.has(id)) this.receipts.set(id, 'queued');
    for (const address of result.freshStarts) this.#relaunch(address, true);
    return result;
  }

  /** What is done to a mission from outside; a refusal is fine, as it is where two are at it at once. */
  does(record: MissionRecord, deed: Deed): boolean {
    const after = afterDeed(record, deed, this.now);
    if (isRefused(after)) return false;
    this.records.set(record.mission.address, after);
    if (after.state.state === 'done') this.accepted.push(record.mission.address);
    return true;
  }

  /** Time passes, prompts arrive or do not, members work, say so, lie, fall silent, crash; checks pass or fail. `trouble` from 0 to 1. */
  happen(trouble: number): void {
    this.now += Math.ceil(this.#chance() * 8 * 60_000);
    for (const [message, receipt] of this.receipts) if (receipt === 'queued') this.receipts.set(message, this.#chance() < trouble * 0.2 ? 'failed' : this.#chance() < 0.8 ? 'acknowledged' : 'queued');
    for (const address of this.seats.keys()) if (this.#chance() < trouble * 0.1) this.#relaunch(address, this.#chance() < 0.5);
    for (const record of this.all()) this.#go(record, trouble);
    for (const one of this.seats.values()) this.#settle(one, trouble);
  }

  #relaunch(address: Address, anew: boolean): void {
    const one = this.seats.get(address)!;
    const epoch = (one.epoch ?? 0) + 1;
    this.seats.set(address, { ...one, epoch, conversation: anew ? `c-${epoch}` : one.conversation!, state: 'away', since: this.now });
  }

  /** Who works is busy; who fell silent, or has nothing, rests. */
  #settle(one: MissionSeat, trouble: number): void {
    const works = this.all().some(({ state }) => state.state === 'working' && state.lease.by === one.address) && this.#chance() >= trouble * 0.2;
    const state = works ? 'busy' : 'free';
    if (one.state !== state) this.seats.set(one.address, { ...one, state, since: this.now });
  }

  #go(record: MissionRecord, trouble: number): void {
    const { state } = record;
    if (state.state === 'working' && this.#chance() < 0.6 - trouble * 0.3) {
      const { by, epoch } = state.lease;
      const claimant = { by, epoch: this.#chance() < trouble * 0.2 ? epoch - 1 : epoch, word: by };
      this.does(record, this.#chance() < trouble * 0.3 ? { type: 'fail', claimant, because: 'it said so', counts: true } : { type: 'claim', claimant, commit: 'c0ffee' });
    } else if (state.state === 'verifying' && (state.missed?.notBefore ?? 0) <= this.now && this.#chance() < 0.8) {
      this.does(record, this.#chance() < trouble * 0.4 ? { type: 'reject', because: 'npm test ended with 1' } : this.#chance() < trouble * 0.2 ? { type: 'recheck', because: 'npm test ended with 75' } : { type: 'accept' });
    }
  }
}
