import { systemClock } from '../host/clock.ts';
import { createHost } from '../host/host.ts';
import { takeLock, type Lock, type LockHolder } from '../host/lock.ts';
import { askSupervisor, supervisorSocket } from '../host/poke.ts';
import { openStore } from '../host/store/store.ts';
import { watchTerminals } from '../host/terminals.ts';
import type { Environment } from '../state/whereabouts.ts';
import { listen } from './listen.ts';
import { Supervisor } from './supervisor.ts';

export interface RunSettings {
  readonly stateDirectory: string;
  readonly environment: Environment;
  /** Folder of the programs that ship with the package. */
  readonly programs: string;
  /** Stays although there is no team to keep, and waits for one. */
  readonly lingers: boolean;
  /** Aborted to end it. */
  readonly signal: AbortSignal;
  log(line: string): void;
}

/** A name that no team can have. */
const lockName = '.supervisor';

/** How long the one before may take to end: it finishes what it is about. */
const patienceMs = 15_000;

/**
 * Keeps all teams of a state directory until it is asked to end, or has none left. Resolves false where another one
 * does so already: its lock dies with its holder.
 */
export async function runSupervisor(settings: RunSettings): Promise<boolean> {
  const { stateDirectory, environment, programs, log } = settings;
  const store = openStore(stateDirectory);
  const lock = await takeOver(settings);
  if (lock === undefined) {
    store.close();
    return false;
  }
  const since = systemClock.now();
  const over = turningPoint();
  settings.signal.addEventListener('abort', () => over.resolve(), { once: true });
  if (settings.signal.aborted) over.resolve();
  const supervisor = new Supervisor({
    store,
    clock: systemClock,
    hostOf: (team) => createHost({ tmux: team.desired.tmux, environment: { ...environment, ...team.environment }, store, packageDirectory: programs }),
    watchTerminals,
    chance: Math.random,
    log,
    idle: () => settings.lingers || over.resolve(),
  });
  const listener = await listen(supervisorSocket(stateDirectory), {
    look: async () => (await supervisor.look(), { looked: true }),
    settle: async () => (await supervisor.look(), await supervisor.settled(), { settled: true }),
    status: async () => ({ pid: process.pid, since, teams: supervisor.teams, lostHosts: supervisor.lostHosts }),
    stop: async () => (over.resolve(), { stopping: true }),
  });
  log(`started, process ${process.pid}`);
  await supervisor.look();
  await over.promise;
  await listener.close();
  await supervisor.stop();
  log('ended');
  store.close();
  lock.release();
  return true;
}

/** Who holds the lock now, and so is the supervisor, whether it answers or hangs. Undefined where nobody does. */
export async function lockHolder(stateDirectory: string): Promise<Partial<LockHolder> | undefined> {
  let holder: Partial<LockHolder> = {};
  const lock = await tryLock(stateDirectory, (found) => (holder = found ?? {}));
  lock?.release();
  return lock === undefined ? holder : undefined;
}

const pollMs = 50;

/** Waits for the lock of one that ends, and not of one that answers. */
async function takeOver({ stateDirectory, signal }: RunSettings): Promise<Lock | undefined> {
  for (const end = systemClock.now() + patienceMs; ; await systemClock.wait(pollMs)) {
    const lock = await tryLock(stateDirectory, () => undefined);
    if (lock !== undefined) return lock;
    if ((await askSupervisor(stateDirectory, 'status')) !== undefined || signal.aborted || systemClock.now() > end) return undefined;
  }
}

function tryLock(stateDirectory: string, onWait: (holder: LockHolder | undefined) => void): Promise<Lock | undefined> {
  return takeLock({ stateDirectory, name: lockName, command: 'coders supervisor', timeoutMs: 0, onWait }, systemClock);
}

/** Something that happens once. */
function turningPoint(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
