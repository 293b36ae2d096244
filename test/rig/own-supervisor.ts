import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from '../../src/cli/hand-over.ts';
import { hostName } from '../../src/host/host-name.ts';
import { createHost, type Host } from '../../src/host/host.ts';
import { openStore, type Store } from '../../src/host/store/store.ts';
import { loadManifest } from '../../src/manifest/load.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { observe } from '../../src/reconcile/observe.ts';
import { watchTerminals } from '../../src/host/terminals.ts';
import type { RecordedEvent } from '../../src/state/event.ts';
import { desired } from '../../src/state/desired.ts';
import { Supervisor } from '../../src/supervisor/supervisor.ts';
import { atEndOfFile } from './end-of-file.ts';
import type { SteeredClock } from './leaping-clock.ts';
import { testTeam, type TestTeam } from './team.ts';
import { VirtualClock } from './virtual-clock.ts';
import { waitUntil } from './wait-until.ts';

const supervisors: { end(): Promise<void> }[] = [];

atEndOfFile(async () => {
  await Promise.all(supervisors.splice(0).map((supervisor) => supervisor.end()));
});

/** An applied team of real agents, and its supervisor in this process, on a clock of the test's. */
export interface OwnSupervisor<Clock extends SteeredClock = VirtualClock> {
  readonly team: TestTeam;
  readonly clock: Clock;
  readonly store: Store;
  readonly supervisor: Supervisor;
  /** Lets time pass, and waits until what that brought about is done. */
  pass(milliseconds: number): Promise<void>;
  /** Waits until something of that kind has happened. */
  sees<Type extends RecordedEvent['type']>(type: Type, address?: string): Promise<Extract<RecordedEvent, { type: Type }>>;
  end(): Promise<void>;
}

/**
 * A terminal may tell of an end before the system or the supervisor knows of it. The look at who still lives, which a
 * supervisor takes for that each ten seconds, never comes on a clock that stands still: here it is taken each second.
 */
const watchEnds: typeof watchTerminals = (tell) => {
  const terminals = watchTerminals(tell);
  const looks = setInterval(tell, 1000);
  return {
    stop: () => {
      clearInterval(looks);
      terminals.stop();
    },
  };
};

/** A new team, unless one is given that is not applied yet. */
export async function ownSupervisor(manifestText: string, startsAt?: number, given?: TestTeam): Promise<OwnSupervisor> {
  const team = given ?? (await testTeam());
  await team.write(manifestText);
  return superviseHere(team, new VirtualClock(startsAt));
}

/** Of a team whose manifest is written. Several may have one clock. */
export async function superviseHere<Clock extends SteeredClock>(team: TestTeam, clock: Clock): Promise<OwnSupervisor<Clock>> {
  await team.succeed('apply');
  const store = openStore(team.stateDirectory);
  const host: Host = { ...createHost({ tmux: { socket: team.socket }, environment: team.environment, store, packageDirectory: join(team.package, 'dist') }), clock };
  const kind = (path: string) => (!existsSync(path) ? undefined : statSync(path).isDirectory() ? 'directory' as const : 'file' as const);
  const { manifest } = loadManifest(team.file, { env: team.environment, host: hostName(team.environment), kind, readText: (path) => (kind(path) === 'file' ? readFileSync(path, 'utf8') : undefined), templatesDirectory: join(team.package, 'templates') });
  const wanted = desired(manifest!);
  const plan = makePlan(wanted, await observe(wanted, host), { now: clock.now() });
  handOver({ manifest: manifest!, desired: wanted, request: { now: clock.now() }, plan, environment: team.environment, now: clock.now() }, store);
  const supervisor = new Supervisor({ store, clock, hostOf: () => host, watchTerminals: watchEnds, chance: () => 1, log: (line) => void process.stdout.write(`${line}\n`), idle: () => undefined });
  await supervisor.look();
  await supervisor.settled();
  const own: OwnSupervisor<Clock> = {
    team, clock, store, supervisor,
    async pass(milliseconds) {
      clock.advance(milliseconds);
      await supervisor.settled();
    },
    sees: (type, address) => waitUntil(async () => {
      await own.pass(0);
      return store.events('shop').find((event) => event.type === type && (address === undefined || ('address' in event && event.address === address))) as never;
    }, { what: `${type}${address === undefined ? '' : ` of ${address}`}` }),
    async end() {
      await supervisor.stop();
      store.close();
    },
  };
  supervisors.push(own);
  return own;
}
