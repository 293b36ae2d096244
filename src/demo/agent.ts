import { takeTurn } from './turn.ts';
import type { Row, SessionLog } from './session-log.ts';

/** What the agent does. `waiting` is kept for questions to the person, which it does not ask yet. */
export type State = 'starting' | 'working' | 'idle' | 'waiting';

/** What a screen needs to know. */
export interface Status {
  readonly state: State;
  /** The call under way. */
  readonly call?: string;
  /** Prompts that run after this turn. */
  readonly queued: readonly string[];
}

export interface Audience {
  happened(row: Row): void;
  changed(status: Status): void;
  /** A prompt asked the agent to end. */
  exits(code: number): void;
  /** Something broke that no turn can tell of. */
  broke(error: unknown): void;
}

export interface Post {
  readonly directory: string;
  readonly log: SessionLog;
}

/** Takes prompts one after the other, and keeps the conversation. */
export class DemoAgent {
  readonly #post: Post;
  readonly #audience: Audience;
  #queue: readonly string[] = [];
  #turn: AbortController | undefined;
  #call: string | undefined;

  constructor(post: Post, audience: Audience) {
    this.#post = post;
    this.#audience = audience;
  }

  get status(): Status {
    return { state: this.#turn === undefined ? 'idle' : 'working', queued: this.#queue, ...(this.#call === undefined ? {} : { call: this.#call }) };
  }

  /** Takes a prompt: the session's file holds it before anything else happens. */
  submit(prompt: string): void {
    const waits = this.#turn !== undefined;
    this.#post.log.append({ type: 'user', text: prompt, ...(waits ? { queued: true } : {}) });
    if (waits) this.#queue = [...this.#queue, prompt];
    else void this.#work(prompt).catch((error: unknown) => this.#audience.broke(error));
    this.#audience.changed(this.status);
  }

  /** Ends the present turn, if there is one; queued prompts still run. */
  interrupt(): void {
    this.#turn?.abort();
  }

  async #work(first: string): Promise<void> {
    for (let prompt: string | undefined = first; prompt !== undefined; [prompt, ...this.#queue] = this.#queue) {
      this.#turn = new AbortController();
      this.#audience.happened({ type: 'user', text: prompt });
      this.#audience.changed(this.status);
      const end = await takeTurn(prompt, { directory: this.#post.directory, signal: this.#turn.signal }, this);
      if (end.end === 'exited') return this.#audience.exits(end.code);
    }
    this.#turn = undefined;
    this.#audience.changed(this.status);
  }

  /** Of the turn under way. */
  began(call: string): void {
    this.#call = call;
    this.#audience.changed(this.status);
  }

  /** Of the turn under way: kept first, then shown. */
  happened(row: Row): void {
    this.#call = undefined;
    this.#post.log.append(row);
    this.#audience.happened(row);
  }
}
