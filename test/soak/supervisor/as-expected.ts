import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sessionFile } from '../../../src/demo/session-file.ts';
import { stateIn } from '../../../src/demo/title.ts';
import { systemClock } from '../../../src/host/clock.ts';
import { createProcesses } from '../../../src/host/processes/processes.ts';
import { processesWith, type RunningProcess } from '../../rig/running-processes.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import type { Pane } from '../../rig/team.ts';
import { usualCrashes, usualSeat, type ExpectedSeat } from './seats.ts';
import { supervisorOf, type Soak } from './soak.ts';

const processes = createProcesses(systemClock);

/** What is not as it should be, in words; nothing once the team has converged. Whoever is there twice is noted at once. */
export async function unlike(soak: Soak): Promise<string[]> {
  const panes = await panesNow(soak);
  if (panes === undefined) return ['tmux does not answer'];
  noteDoubles(soak, panes);
  const strangers = panes.flatMap(({ tag }) => (tag !== undefined && !soak.seats.has(tag.address.slice('member/'.length)) ? [`${tag.address} has a window, and is not in the manifest`] : []));
  const supervisor = (await supervisorOf(soak.team)) === soak.supervisor ? [] : ['the supervisor is not the one that was started last'];
  return [...supervisor, ...strangers, ...[...soak.seats.values()].flatMap((seat) => unlikeSeat(soak, seat, panes))];
}

/** The server may go between two looks. */
function panesNow({ team }: Soak): Promise<readonly Pane[] | undefined> {
  return team.panes().catch(() => undefined);
}

function noteDoubles({ doubles }: Soak, panes: readonly Pane[]): void {
  const living = panes.flatMap(({ tag, dead }) => (tag === undefined || dead ? [] : [tag.address]));
  doubles.push(...living.filter((address, index) => living.indexOf(address) !== index).map((address) => `${address} had two windows`));
}

function unlikeSeat(soak: Soak, seat: ExpectedSeat, panes: readonly Pane[]): string[] {
  const own = panes.filter(({ tag }) => tag?.address === `member/${seat.name}`);
  const care = soak.store.cares('shop').find(({ address }) => address === `member/${seat.name}`);
  if (care?.hold?.because !== seat.heldBecause) return [`${seat.name} is held because: ${care?.hold?.because}, and not because: ${seat.heldBecause}`];
  if (seat.heldBecause !== undefined) return unlikeHeld(seat, own);
  const isGivenUp = care?.quarantine !== undefined;
  if (isGivenUp !== isToBeGivenUp(soak, seat)) return [`${seat.name} is ${isGivenUp ? '' : 'not '}given up`];
  if (isGivenUp) return own.every(({ dead }) => dead) ? [] : [`${seat.name} runs, though it was given up`];
  return unlikeLiving(soak, seat, own);
}

/** What a person has is not touched: so its conversation and its place are what they were. */
function unlikeHeld({ name, conversation }: ExpectedSeat, own: readonly Pane[]): string[] {
  return own.length > 1 || own.some(({ tag }) => tag!.conversation !== conversation) ? [`${name} is held, and was changed`] : [];
}

function isToBeGivenUp({ store }: Soak, { name, crashesCountFrom }: ExpectedSeat): boolean {
  return name === usualSeat && store.eventsAfter(crashesCountFrom).filter((event) => event.type === 'ended' && event.address === `member/${name}` && event.kind === 'crash').length >= usualCrashes;
}

function unlikeLiving({ store, team }: Soak, { name, conversation }: ExpectedSeat, [pane, ...more]: readonly Pane[]): string[] {
  // Of an end that tmux has not heard of yet, the process tells.
  if (pane === undefined || pane.dead || !processes.isRunning(pane.pid)) return [`${name} does not run`];
  if (more.length > 0) return [`${name} has ${more.length + 1} windows`];
  const wanted = store.keptTeam('shop')?.desired.members.find(({ address }) => address === `member/${name}`)?.fingerprint;
  const state = stateIn(pane.title);
  const faults: readonly (readonly [boolean, string])[] = [
    [pane.tag!.fingerprint !== wanted, `${name} has other settings`],
    [state !== 'idle' && state !== 'working', `${name} is not ready`],
    [!existsSync(join(team.worktree(name.slice('web/'.length)), '.git')), `${name} has no worktree`],
    [conversation !== undefined && conversation !== pane.tag!.conversation, `${name} is in conversation ${pane.tag!.conversation}, and was in ${conversation}`],
  ];
  return faults.flatMap(([isSo, text]) => (isSo ? [text] : []));
}

/** Notes in which conversation each is now: it is to be the same one ever after. */
export async function noteConversations(soak: Soak): Promise<void> {
  for (const { tag, dead } of await soak.team.panes()) {
    const seat = tag === undefined ? undefined : soak.seats.get(tag.address.slice('member/'.length));
    if (seat !== undefined && !dead) seat.conversation = tag!.conversation;
  }
}

/** How long an agent whose window was taken from it may need to end. */
const burialMs = 2000;

/** Looks for a second agent of anybody beside its window, in all processes of the machine. One that is just ending is counted apart. */
export async function noteStrayAgents(soak: Soak): Promise<void> {
  const first = await strayAgents(soak);
  if (first.length === 0) return;
  soak.endedLate += first.length;
  const areGone = async () => !(await strayAgents(soak)).some(({ pid }) => first.some((stray) => stray.pid === pid));
  const stay = await waitUntil(areGone, { what: 'their end', timeout: burialMs }).then(() => [], () => first);
  soak.doubles.push(...stay.map(({ pid, command }) => `process ${pid} runs beside its window: ${command}`));
}

async function strayAgents({ team }: Soak): Promise<readonly RunningProcess[]> {
  const [before, running, after] = [await team.panes(), await processesWith('HOME', team.home), await team.panes()];
  const served = new Set([...before, ...after].map(({ pid }) => pid));
  return running.filter(({ pid, command }) => command.includes('demo.js') && !served.has(pid) && processes.isRunning(pid));
}

/** Sizes of the files of all conversations, which may only grow. */
export class Conversations {
  readonly #sizes = new Map<string, number>();
  readonly #team: Soak['team'];

  constructor({ team }: Soak) {
    this.#team = team;
  }

  /** Gives those that have shrunk or are gone. */
  shrunk(ids: Iterable<string>): string[] {
    for (const id of ids) this.#sizes.set(id, this.#sizes.get(id) ?? 0);
    return [...this.#sizes].flatMap(([id, before]) => {
      const file = sessionFile(id, { HOME: this.#team.home });
      const size = existsSync(file) ? statSync(file).size : 0;
      this.#sizes.set(id, size);
      return size < before ? [id] : [];
    });
  }
}
