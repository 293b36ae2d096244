import type { Redis } from 'ioredis';
import { meantBy, readDeadLetter, type Candidate, type DeadLetter } from '../../host/redis/older-tools/dead-letter.ts';
import { answeredLaunch, dismiss, handOver, noteAnswer, oldestEntry, setAside, takeDeadLetter, type Entry } from '../../host/redis/older-tools/dead-letters.ts';
import { deadLettersOf, paneKeySeconds } from '../../host/redis/older-tools/names.ts';
import { registeredSessions } from '../../host/redis/older-tools/register.ts';
import { latestPlacedLaunch } from '../../plan/launches.ts';
import { askForRestart } from './ask-for-restart.ts';
import { presentMembers, type PresentMember } from './present.ts';
import type { WireWorld } from './wire-world.ts';

/** A server that refuses to wait, as one before Redis 6.2, is asked again after so long. */
const pauseMs = 1000;

/** One that says which launch it is about. */
type KnownLetter = DeadLetter & { readonly epoch: number };

/**
 * Starts members again that somebody says are dead.
 *
 *   coders:dead-letter ──▶ the taking host's list ──▶ the list of the host whose agent is meant, with its launch
 *                                  └─▶ set aside: nobody's                  └──▶ asked to start again, or let be
 *
 * Each arrow is one step of Redis, and a restart is kept on disk before its entry goes: nothing is lost with a supervisor,
 * and nothing is done twice, since the entry names the launch that is to end.
 */
export class DeadLetters {
  readonly #world: WireWorld;
  readonly #list: string;
  #draining: Promise<void> | undefined;
  #isStopped = false;

  constructor(world: WireWorld) {
    this.#world = world;
    this.#list = deadLettersOf(world.part);
  }

  /** Takes entries from the common list for as long as the connection is open, and calls `came` after each. */
  async take(waiting: Redis, came: () => void): Promise<void> {
    const { around, part: { team } } = this.#world;
    for (let told = ''; !this.#isStopped;) {
      try {
        await takeDeadLetter(waiting, this.#list);
        came();
        told = '';
      } catch (error) {
        if (this.#isStopped) return;
        if (told !== String(error)) around.log(`${team}: no dead letter can be taken: ${String(error)}`);
        told = String(error);
        await around.clock.wait(pauseMs);
      }
    }
  }

  /** Deals with all that lies in this host's list. */
  async drain(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
    this.#draining = this.#drainAll().finally(() => (this.#draining = undefined));
    await this.#draining;
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #drainAll(): Promise<void> {
    for (let entry = await this.#next(); entry !== undefined; entry = await this.#next()) await this.#dealWith(entry);
  }

  async #next(): Promise<Entry | undefined> {
    return this.#isStopped ? undefined : oldestEntry(this.#world.connection, this.#list);
  }

  async #dealWith(entry: Entry): Promise<void> {
    const { part, host, connection } = this.#world;
    const letter = readDeadLetter(entry.text);
    if (letter === undefined) return this.#drop(entry, 'it names no pane: valid are a pane\'s id such as %7, and an object with paneId and sessionId');
    const present = await presentMembers(part.team, host);
    const own = present.find(({ session }) => session === letter.sessionId);
    if (own !== undefined && letter.epoch !== undefined) return this.#answer(entry, { ...letter, epoch: letter.epoch }, own);
    const meant = meantBy(letter, [...present.map((one) => this.#candidateOf(one)), ...(await this.#others())]);
    const [only, ...more] = meant;
    if (only === undefined) return this.#setAside(entry, 'no agent of any team has that pane');
    if (more.length > 0) return this.#setAside(entry, `${meant.map(({ sessionId }) => sessionId).join(' and ')} have a pane of that id; say which with sessionId`);
    if (await this.#isOfAnAnsweredDeath(letter, only)) return this.#drop(entry, `${only.sessionId} was started again just now`);
    const { team, host: at, ...found } = only;
    await handOver(connection, entry, { part: { team, host: at }, letter: { ...letter, sessionId: found.sessionId, epoch: letter.epoch ?? found.epoch } });
  }

  /** Several may tell of one death, and the pane keeps its id. */
  async #isOfAnAnsweredDeath({ epoch }: DeadLetter, meant: Candidate): Promise<boolean> {
    if (epoch !== undefined) return false; // the launch is known: it is compared
    const answered = await answeredLaunch(this.#world.connection, meant.sessionId);
    return answered !== undefined && answered < meant.epoch;
  }

  async #answer(entry: Entry, letter: KnownLetter, member: PresentMember): Promise<void> {
    const { connection, around } = this.#world;
    const { session, tag: { epoch } } = member;
    const stale = this.#staleness(letter, member);
    if (stale !== undefined) return this.#drop(entry, stale);
    await noteAnswer(connection, { sessionId: session, epoch });
    const refusal = await askForRestart(member, this.#world);
    if (refusal !== undefined) return this.#drop(entry, refusal);
    await dismiss(connection, entry);
    around.wake('whole');
  }

  #staleness({ paneId, epoch, timestamp }: KnownLetter, { address, session, pane, tag }: PresentMember): string | undefined {
    const { host: { store }, part: { team } } = this.#world;
    if (pane.id !== paneId || tag.epoch !== epoch) return `it is about launch ${epoch} of ${session} in ${paneId}, and launch ${tag.epoch} in ${pane.id} is its present one`;
    const launch = latestPlacedLaunch({ launches: store.launches(team) }, address);
    return timestamp !== undefined && launch !== undefined && launch.at > timestamp ? `${session} was started again since` : undefined;
  }

  async #drop(entry: Entry, because: string): Promise<void> {
    this.#log(entry, because);
    await dismiss(this.#world.connection, entry);
  }

  async #setAside(entry: Entry, because: string): Promise<void> {
    this.#log(entry, `it is set aside, for ${because}`);
    await setAside(this.#world.connection, entry);
  }

  #log({ text }: Entry, because: string): void {
    const { around, part: { team } } = this.#world;
    around.log(`${team}: nobody is started again for the dead letter "${text.slice(0, 100)}": ${because}.`);
  }

  #candidateOf({ pane, session, tag }: PresentMember): Candidate {
    return { ...this.#world.part, paneId: pane.id, sessionId: session, epoch: tag.epoch, isFresh: true };
  }

  async #others(): Promise<readonly Candidate[]> {
    const { part, connection } = this.#world;
    const others = (await registeredSessions(connection)).filter(({ team, host }) => team !== part.team || host !== part.host);
    return others.map(({ silentMs, ...one }) => ({ ...one, isFresh: silentMs < paneKeySeconds * 1000 }));
  }
}
