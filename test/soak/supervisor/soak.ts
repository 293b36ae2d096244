import { askSupervisor } from '../../../src/host/poke.ts';
import { openStore, type Store } from '../../../src/host/store/store.ts';
import { atEndOfFile } from '../../rig/end-of-file.ts';
import { testTeam, type Pane, type Ran, type TestTeam } from '../../rig/team.ts';
import type { Dice } from '../dice.ts';
import { smallDisk, type SmallDisk } from './disk.ts';
import { engineerNames, manifestOf, newSeat, usualSeat, type ExpectedSeat } from './seats.ts';
import { Work } from './work.ts';

/** A kept team in trouble, and what is expected of it. */
export interface Soak {
  readonly team: TestTeam;
  readonly store: Store;
  readonly dice: Dice;
  /** By name; those in the manifest. */
  readonly seats: Map<string, ExpectedSeat>;
  readonly work: Work;
  /** Undefined where no small disk can be had. */
  readonly disk: SmallDisk | undefined;
  /** The supervisor that is to run. */
  supervisor: number;
  /** Whoever was seen twice at one time. */
  readonly doubles: string[];
  /** Agents that were still about to end when another one was at work in their place. */
  endedLate: number;
}

const opened: Store[] = [];

atEndOfFile(() => {
  for (const store of opened.splice(0)) store.close();
});

/** Applies a team of demo agents and has it kept, with its state on a small disk where that is possible. */
export async function newSoak(dice: Dice): Promise<Soak> {
  const team = await testTeam({ env: { CODERS_SUPERVISOR: 'on' } });
  const disk = await smallDisk(team);
  const seats = new Map(['web/pm', usualSeat, ...engineerNames.slice(0, 5).map((name) => `web/${name}`)].map((name) => [name, newSeat(name)]));
  await team.write(manifestOf(seats.values()));
  await team.succeed('apply', '--timeout', '60s');
  const store = openStore(team.stateDirectory);
  opened.push(store);
  return { team, store, dice, seats, work: new Work(team), disk, supervisor: await supervisorOf(team), doubles: [], endedLate: 0 };
}

/** The process of the supervisor that answers; 0 where none does. */
export async function supervisorOf({ stateDirectory }: TestTeam): Promise<number> {
  return ((await askSupervisor(stateDirectory, 'status')) as { pid: number } | undefined)?.pid ?? 0;
}

/** Starts the supervisor that a fault has ended. */
export async function superviseAgain(soak: Soak): Promise<void> {
  await soak.team.succeed('supervisor', 'start');
  soak.supervisor = await supervisorOf(soak.team);
}

/** The one pane of a seat whose program runs. */
export async function livingPane({ team }: Soak, seat: string): Promise<Pane | undefined> {
  return (await team.panes()).find(({ tag, dead }) => tag?.address === `member/${seat}` && !dead);
}

/** Seats that nobody holds, but for the one that is given up soon. */
export function freeSeats({ seats }: Soak): string[] {
  return [...seats.values()].filter(({ heldBecause, name }) => heldBecause === undefined && name !== usualSeat).map(({ name }) => name);
}

export function heldSeats({ seats }: Soak): string[] {
  return [...seats.values()].filter(({ heldBecause }) => heldBecause !== undefined).map(({ name }) => name);
}

/** Kills at once; what has just gone by itself is as dead. */
export function kill(pid: number): void {
  if (!(pid > 1)) throw new Error(`${pid} is the number of no process of a team: to kill it would end whole groups.`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Writes the manifest that has the seats as they are expected now, and applies it. */
export async function applySeats(soak: Soak, ...argv: readonly string[]): Promise<Ran> {
  await soak.team.write(manifestOf(soak.seats.values()));
  const ran = await mustSucceed(soak, 'apply', '--yes', '--timeout', '30s', ...argv);
  forgiveUsual(soak);
  return ran;
}

/** A person has it started: from that moment on its crashes count anew. */
export function forgiveUsual({ store, seats }: Soak): void {
  seats.get(usualSeat)!.crashesCountFrom = store.events('shop').findLast(({ type }) => type === 'apply-started')!.id;
}

export async function mustSucceed({ team }: Soak, ...argv: readonly string[]): Promise<Ran> {
  const ran = await team.coders(...argv);
  if (ran.exit !== 0) throw new Error(`coders ${argv.join(' ')} exits with ${ran.exit}:\n${ran.stdout}${ran.stderr}`);
  return ran;
}
