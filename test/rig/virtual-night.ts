import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adapterFor } from '../../src/agents/registry.ts';
import { lookAtAll } from '../../src/host/files.ts';
import { supervisorSocket } from '../../src/host/poke.ts';
import type { Address } from '../../src/state/address.ts';
import type { Turn } from '../../src/state/turn.ts';
import { listen } from '../../src/supervisor/listen.ts';
import { atEndOfFile } from './end-of-file.ts';
import { LeapingClock, type SteeredClock } from './leaping-clock.ts';
import { superviseHere, type OwnSupervisor } from './own-supervisor.ts';
import { testTeam, type TestTeam } from './team.ts';
import { temporaryDirectory } from './temporary.ts';
import { VirtualClock } from './virtual-clock.ts';
import { VirtualTime } from './virtual-time.ts';
import { waitUntil } from './wait-until.ts';

const listeners: { close(): Promise<void> }[] = [];

atEndOfFile(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
});

export interface NightSettings {
  /** TEAM stands for the folder that it is in, here and in scripts. */
  readonly manifest: string;
  /** Programs that its agents are told to run: `sh TEAM/NAME`. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Milliseconds since the Unix epoch, before any real time: files are written in that. */
  readonly startsAt: number;
  /** Whose turns may last: what waits for their end is left to wait. */
  readonly sleeps: readonly Address[];
  /** The environment of whoever applies it, beside the team's own. Of a real agent's: between the steps time goes as it does for everybody. */
  person?(team: TestTeam): Promise<Readonly<Record<string, string>>>;
}

/** A team of real agents in a night that passes in steps, each as long as all that it brings about takes. */
export class VirtualNight {
  readonly own: OwnSupervisor<SteeredClock>;
  readonly #settings: NightSettings;
  readonly #time: VirtualTime;

  private constructor(own: OwnSupervisor<SteeredClock>, settings: NightSettings, time: VirtualTime) {
    this.own = own;
    this.#settings = settings;
    this.#time = time;
  }

  static async begin(settings: NightSettings): Promise<VirtualNight> {
    const { startsAt, person } = settings;
    const time = new VirtualTime(await temporaryDirectory(), person === undefined ? 100 : 1);
    time.set(startsAt);
    const team = await testTeam({ env: time.environment });
    Object.assign(team.environment, await person?.(team));
    for (const [name, text] of Object.entries(settings.scripts)) await writeFile(join(team.directory, name), text.replaceAll('TEAM', team.directory));
    await team.write(settings.manifest.replaceAll('TEAM', team.directory));
    const own = await superviseHere(team, person === undefined ? new VirtualClock(startsAt) : new LeapingClock(startsAt));
    // Agents that write to each other ask it to look, as they would ask one in a process of its own.
    const look = () => own.supervisor.look().then(() => ({}));
    listeners.push(await listen(supervisorSocket(team.stateDirectory), { look }));
    const night = new VirtualNight(own, settings, time);
    await night.quiet();
    return night;
  }

  /** Lets time pass, and waits until nothing more comes of it. */
  async passTo(time: number): Promise<void> {
    this.#time.set(time);
    await this.own.pass(time - this.own.clock.now());
    await this.quiet();
  }

  /** What a member's agent was told that holds this text: each prompt as often as it arrived. */
  async told(seat: string, text: string): Promise<readonly string[]> {
    return (await this.own.team.conversation(seat)).flatMap((row) => (row.type === 'user' && row.text.includes(text) ? [row.text] : []));
  }

  /** What a member's present conversation has come to, by its tool's own record; oldest first. */
  turns(address: Address): readonly Turn[] {
    const { store, team } = this.own;
    const { tool, directory } = store.team('shop')!.members.find((member) => member.address === address)!;
    const { conversation = '' } = store.launches('shop').findLast((launch) => launch.address === address)!;
    const { files, turns } = adapterFor(tool)!.history!;
    return turns(files({ pid: 0, directory, conversation, environment: team.environment }).flatMap(lookAtAll));
  }

  /** All agents rest, nothing is on its way to one that is awake, and a whole look at that finds nothing to do. */
  async quiet(): Promise<void> {
    const { supervisor, store } = this.own;
    await waitUntil(async () => {
      await supervisor.settled();
      if (this.#unrest() !== undefined) return false;
      const before = store.latestEvent();
      await supervisor.look();
      await supervisor.settled();
      return this.#unrest() === undefined && store.latestEvent() === before;
    }, { what: 'the night to be quiet', timeout: 60_000 }).catch((error: unknown) => {
      throw new Error(`${String(error)} ${this.#unrest() ?? 'Something happens at each look.'}`);
    });
  }

  /** What is not at its end; undefined where all is. */
  #unrest(): string | undefined {
    const { store, clock } = this.own;
    const atWork = this.#atWork();
    const busy = atWork.find((address) => !this.#settings.sleeps.includes(address));
    if (busy !== undefined) return `${busy} is at work.`;
    const isAwake = (address: Address) => !atWork.includes(address);
    const mail = store.mails.waiting('shop').find(({ to }) => isAwake(to));
    if (mail !== undefined) return `"${mail.mail.text}" waits for ${mail.to}.`;
    // What waits for one that sleeps is not typed.
    const message = store.messages.ofTeam('shop', 100).find(({ message: { to }, receipts }) => !(isAwake(to) ? /^(acknowledged|failed)$/ : /^(queued|held|acknowledged|failed)$/).test(receipts.at(-1)?.state ?? ''));
    if (message !== undefined) return `${message.message.id} is on its way.`;
    const checkin = store.checkins.due('shop', clock.now()).find(({ checkin: { member }, waiting, saying }) => isAwake(member) && (waiting.length > 0 || (saying !== undefined && saying.endedAt === undefined)));
    return checkin === undefined ? undefined : `${checkin.checkin.address} is due.`;
  }

  #atWork(): readonly Address[] {
    const launched = this.own.store.launches('shop').map(({ address }) => ({ address, turns: this.turns(address) }));
    // Each begins with its brief.
    return launched.flatMap(({ address, turns }) => (turns.length === 0 || turns.some(({ endedAt }) => endedAt === undefined) ? [address] : []));
  }
}
