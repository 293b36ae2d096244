import { deliver } from '../delivery/deliver.ts';
import { withInputLock } from '../delivery/input-lock.ts';
import type { Prompt } from '../health/tend/patient.ts';
import { HostError } from '../host/host-error.ts';
import type { Host } from '../host/host.ts';
import type { AppliedTeam } from '../state/applied-team.ts';

/** How long a moment is looked for, in milliseconds. What found none is kept as held, and can be sent on. */
const patienceMs = 10 * 60_000;

/** Brings prompts to members beside the passes, which must not wait for a turn's end. */
export class Messenger {
  readonly #host: Host;
  readonly #log: (line: string) => void;
  #isStopped = false;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(host: Host, log: (line: string) => void) {
    this.#host = host;
    this.#log = log;
  }

  send(team: AppliedTeam, prompt: Prompt): void {
    if (this.#underWay.has(prompt.id)) return;
    this.#underWay.set(prompt.id, this.#deliver(team, prompt).finally(() => this.#underWay.delete(prompt.id)));
  }

  /** What is under way is left as it is. */
  stop(): void {
    this.#isStopped = true;
  }

  async #deliver(team: AppliedTeam, { id, to, text, when, evenIfLimited }: Prompt): Promise<void> {
    const { store, clock } = this.#host;
    try {
      const message = store.messages.enqueue({ id, team: team.name, to, text, when, at: clock.now() });
      const watcher = { received: () => undefined, waiting: () => undefined };
      await withInputLock({ message, stateDirectory: store.directory, command: 'coders supervisor', timeoutMs: patienceMs }, clock, () =>
        deliver({ team, message, timeoutMs: patienceMs, watcher, ...(evenIfLimited === true ? { evenIfLimited } : {}) }, this.#host));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (this.#isStopped) return; // the store is closed; the message is in it, and can be gone on with
      this.#log(`${team.name}: ${to} was not told "${text.slice(0, 40)}…": ${error.message}`);
    }
  }
}
