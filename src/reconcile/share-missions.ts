import { quote } from '../diagnostics/words.ts';
import type { Clock } from '../host/clock.ts';
import type { LedgerAnswer, LedgerEntry, LedgerNews, MissionLedger } from '../host/redis/mission-ledger.ts';
import type { Agreement, PendingWrite } from '../host/store/replica.ts';
import type { Store } from '../host/store/store.ts';
import { overruledWords, verdictOn, type Overruled } from '../missions/overruled.ts';
import { leaseOf } from '../missions/tries.ts';
import { seatIn, type Address } from '../state/address.ts';
import type { MissionEvent } from '../state/event.ts';
import type { MissionRecord } from '../state/mission.ts';

/** Where the missions of a team are kept here, and where all its hosts agree on them. */
export interface Shared {
  readonly store: Store;
  readonly ledger: MissionLedger;
  readonly clock: Pick<Clock, 'now'>;
}

/** What came of telling others what is here. */
export interface Synchronized {
  /** What was here of missions that somebody had, beside what stands in its place. */
  readonly overruled: readonly Overruled[];
  /** The latest version that this host wrote; 0 where it wrote nothing. */
  readonly written: number;
}

/** So often at most what is here is told in one go: each time all of it is agreed on, given up or told anew. */
const mostRounds = 50;

/**
 * Brings what is here of a team's missions and what its hosts agree on together: adopts what others wrote, tells what was
 * written here, and gives up what another host was first to change; events tell of that. May be repeated at any time and
 * after any failure. Throws a HostError where the ledger does not answer: what is pending stays so.
 */
export async function syncMissions(team: string, shared: Shared): Promise<Synchronized> {
  const { store: { replica }, ledger } = shared;
  const overruled: Overruled[] = await readNews(team, shared);
  let written = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const pending = replica.pending(team);
    if (pending.length === 0) break;
    const answers = await ledger.write(team, pending);
    overruled.push(...(await takeAnswers(team, { pending, answers }, shared)));
    written = Math.max(written, ...answers.map((answer) => (answer.accepted ? answer.version : 0)));
  }
  return { overruled, written };
}

async function readNews(team: string, { store, ledger }: Shared): Promise<Overruled[]> {
  const { replica, together } = store;
  const before = replica.agreement(team);
  if (before === undefined) return [];
  const overruled: Overruled[] = [];
  const adopt = (entries: readonly LedgerEntry[], upTo: Agreement) => {
    overruled.push(...entries.flatMap((entry) => {
      const mine = store.missions.find(team, entry.address);
      return mine === undefined || leaseOf(mine) === undefined ? [] : [bothOf(mine, entry.record)];
    }));
    replica.adopt(team, entries, upTo);
  };
  const news = await ledger.since(team, before.mark);
  const isSameLedger = before.ledger === news.ledger;
  if (isSameLedger && before.run === news.run) {
    if (news.mark !== before.mark) await together(() => adopt(fresh(team, news.entries, replica), agreementOf(news)));
    return overruled;
  }
  const whole = before.mark === 0 ? news : await ledger.since(team, 0);
  await together(() => compareAll(team, { whole, isSameLedger }, { replica, adopt }));
  return overruled;
}

function agreementOf({ ledger, run, mark }: LedgerNews): Agreement {
  return { ledger, run, mark };
}

/** Newer than what is known here, and not written to here meanwhile: that is decided when it is told. */
function fresh(team: string, entries: readonly LedgerEntry[], replica: Store['replica']): LedgerEntry[] {
  const [versions, pending] = [replica.versions(team, entries.map(({ address }) => address)), replica.pendingAddresses(team)];
  return entries.filter(({ address, version }) => version > (versions.get(address) ?? 0) && !pending.has(address));
}

/**
 * Another run of the server may have lost what was agreed on last, another ledger all of it. What is not there, or only in
 * an earlier version, is told again; versions of two ledgers say nothing about each other, and what the other has counts.
 */
function compareAll(team: string, { whole, isSameLedger }: { whole: LedgerNews; isSameLedger: boolean }, { replica, adopt }: Pick<Store, 'replica'> & { adopt(entries: readonly LedgerEntry[], upTo: Agreement): void }): void {
  const there = new Map(whole.entries.map(({ address, version }) => [address, version]));
  const [known, pending] = [replica.versions(team), replica.pendingAddresses(team)];
  const newer = whole.entries.filter(({ address, version }) => !pending.has(address) && (!isSameLedger || version > (known.get(address) ?? 0)));
  adopt(newer, agreementOf(whole));
  for (const [address, version] of known) {
    const found = there.get(address) ?? 0;
    if (isSameLedger ? found < version : found === 0 || pending.has(address)) replica.tellAgain(team, address, isSameLedger ? found : 0);
  }
}

interface Told {
  readonly pending: readonly PendingWrite[];
  readonly answers: readonly LedgerAnswer[];
}

async function takeAnswers(team: string, { pending, answers }: Told, { store, clock }: Shared): Promise<readonly Overruled[]> {
  const { replica } = store;
  const overruled: Overruled[] = [];
  const events: MissionEvent[] = [];
  await store.together(() => {
    for (const [index, answer] of answers.entries()) {
      const write = pending[index]!; // one answer a write, in its order
      if (answer.accepted) replica.agreed(team, write, answer.version);
      else if (!replica.isPending(team, write)) continue; // another process of this host told it before, or wrote to it since
      else {
        const both = bothOf(write.record, answer.found.record);
        const verdict = verdictOn(both, { base: write.base, version: answer.found.version });
        if (verdict === 'tell-again') replica.tellAgain(team, write.address, answer.found.version);
        else replica.adopt(team, [answer.found]);
        if (verdict === 'rename') events.push(addUnderAnotherName(team, write.record!, store)); // only one that is there has a name
        if (verdict === 'give-up') {
          overruled.push(both);
          events.push(...eventOf(write.address, both));
        }
      }
    }
    store.append(team, clock.now(), events);
  });
  return overruled;
}

function bothOf(mine: MissionRecord | undefined, theirs: MissionRecord | undefined): Overruled {
  return { ...(mine === undefined ? {} : { mine }), ...(theirs === undefined ? {} : { theirs }) };
}

/** What was acknowledged is not lost over a name. */
function addUnderAnotherName(team: string, record: MissionRecord, { missions }: Store): MissionEvent {
  const { address: before } = record.mission;
  let address = before;
  for (let number = 2; missions.find(team, address) !== undefined; number += 1) address = `${before}-${number}`;
  missions.put(team, { ...record, mission: { ...record.mission, address } });
  return { type: 'mission', address, state: record.state.state, because: `it was added here as ${quote(seatIn(before))}, which another host had added before` };
}

function eventOf(address: Address, both: Overruled): MissionEvent[] {
  const because = overruledWords(both);
  return because === undefined ? [] : [{ type: 'mission', address, state: both.theirs?.state.state ?? 'withdrawn', because }];
}
