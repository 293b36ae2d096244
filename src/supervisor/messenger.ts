import { isOfCheckin } from '../checkins/prompts.ts';
import { deliver } from '../delivery/deliver.ts';
import { withInputLock } from '../delivery/input-lock.ts';
import { isWakeUp } from '../health/tend/limit.ts';
import type { Prompt } from '../health/tend/patient.ts';
import { isOfMission } from '../missions/prompts.ts';
import { isOfMail } from '../post/prompts.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';
import type { Address } from '../state/address.ts';
import { isFinal, type Message } from '../state/message.ts';

/** How long a moment is looked for, in milliseconds. What found none is kept as held, and is sent on when its member rests. */
export const defaultPatienceMs = 10 * 60_000;

/** How many of a team's latest messages may hold what was not brought to its end. */
const lookedBack = 500;

/** Ids are one space for all teams, and members of two teams may have one address. */
export function messageId(team: string, prompt: string): string {
  return `${team}/${prompt}`;
}

/** A prompt as a message. */
export function messageOf(team: string, { id, to, text, when }: Prompt, at: number): Message {
  return { id: messageId(team, id), team, to, text, when, at };
}

interface Around {
  log(line: string): void;
  /** What was to be said of a mission or as a check-in was, or cannot be, and that goes on; or mail was, and the next can be. */
  brought(): void;
  /** Takes a message for a member that another host runs; false for any other. */
  relay(message: Message): boolean;
}

/** Brings prompts to members beside the passes, which must not wait for a turn's end. */
export class Messenger {
  readonly #host: Host;
  readonly #around: Around;
  #isStopped = false;
  readonly #underWay = new Map<string, Promise<void>>();
  /** What found no moment, or could not be brought, by its id. */
  readonly #putOff = new Map<string, Message>();
  readonly #patienceMs: number;

  constructor(host: Host, around: Around, patienceMs = defaultPatienceMs) {
    this.#host = host;
    this.#around = around;
    this.#patienceMs = patienceMs;
  }

  /** A prompt that is kept already goes on from where it is. */
  send(team: AppliedTeam, prompt: Prompt): void {
    this.#bring(team, this.#host.store.messages.enqueue(messageOf(team.name, prompt, this.#host.clock.now())));
  }

  /**
   * Goes on with what others did not bring to its end: a supervisor before this one, or a verb that had no time. What was
   * meant for a turn that has gone by is left, but where it says that somebody's mission is no longer his.
   */
  resume(team: AppliedTeam): void {
    for (const { message, receipts } of this.#host.store.messages.ofTeam(team.name, lookedBack)) {
      if (message.id.startsWith(`${team.name}/`) && isLasting(message) && !isFinal(receipts.at(-1)?.state)) this.#bring(team, message);
    }
  }

  /** The same with what this one put off, for members that rest now: a turn may take longer than a moment is looked for. */
  goOn(team: AppliedTeam, isResting: (member: Address) => boolean): void {
    for (const message of this.#putOff.values()) {
      if (!isResting(message.to) || this.#underWay.has(message.id)) continue;
      this.#putOff.delete(message.id);
      this.#bring(team, message);
    }
  }

  /** What is under way is left as it is. */
  stop(): void {
    this.#isStopped = true;
  }

  #bring(team: AppliedTeam, message: Message): void {
    if (this.#underWay.has(message.id) || this.#around.relay(message)) return;
    this.#underWay.set(message.id, this.#deliver(team, message).finally(() => this.#underWay.delete(message.id)));
  }

  #putOffIfLasting(message: Message): void {
    if (isLasting(message)) this.#putOff.set(message.id, message);
  }

  async #deliver(team: AppliedTeam, message: Message): Promise<void> {
    const { store, clock } = this.#host;
    try {
      const watcher = { received: () => undefined, waiting: () => undefined };
      const prompt = promptOf(message);
      const timeoutMs = this.#patienceMs;
      const receipt = await withInputLock({ message, stateDirectory: store.directory, command: 'coders supervisor', timeoutMs }, clock, () =>
        deliver({ team, message, timeoutMs, watcher, evenIfLimited: isWakeUp(prompt) }, this.#host));
      if (!isFinal(receipt?.state)) this.#putOffIfLasting(message);
      if (isOfMission(prompt) || isOfCheckin(prompt) || isOfMail(prompt)) this.#around.brought();
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (this.#isStopped) return; // the store is closed; the message is in it, and can be gone on with
      this.#putOffIfLasting(message);
      this.#around.log(`${team.name}: ${message.to} was not told "${message.text.slice(0, 40)}…": ${error.message}`);
    }
  }
}

/** The id of the prompt that a message was made of. */
export function promptOf({ id, team }: Message): string {
  return id.slice(team.length + 1);
}

/** What was meant for a turn that has gone by is of no use any more; that somebody's mission is no longer his is. */
export function isLasting(message: Message): boolean {
  return message.when === 'idle' || isOfMission(promptOf(message));
}
