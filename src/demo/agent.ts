import type { Persona } from './personas/persona.ts';
import type { Question } from './question.ts';
import type { Row, SessionLog } from './session-log.ts';
import { takeTurn } from './turn.ts';
import type { Workplace } from './tools.ts';

/** What the agent does; `waiting` for the person's answer to a question. */
export type State = 'starting' | 'working' | 'idle' | 'waiting';

/** What a screen needs to know. */
export interface Status {
  readonly state: State;
  /** The call under way. */
  readonly call?: string;
  /** What it waits for, in state `waiting`. */
  readonly question?: Question;
  /** Prompts that run after this turn. */
  readonly queued: readonly string[];
}

export interface Audience {
  happened(row: Row): void;
  changed(status: Status): void;
  /** Gives the terminal away while it works; undefined where there is none. */
  lend: Workplace['lend'];
  /** A prompt asked the agent to end. */
  exits(code: number): void;
  /** Something broke that no turn can tell of. */
  broke(error: unknown): void;
}

export interface Post {
  readonly directory: string;
  readonly log: SessionLog;
  readonly persona: Persona;
}

/** Takes prompts one after the other, and keeps the conversation. */
export class DemoAgent {
  readonly #post: Post;
  readonly #audience: Audience;
  #queue: readonly string[] = [];
  #turn: AbortController | undefined;
  #call: string | undefined;
  #asked: { readonly question: Question; readonly answer: (isYes: boolean) => void } | undefined;

  constructor(post: Post, audience: Audience) {
    this.#post = post;
    this.#audience = audience;
  }

  get status(): Status {
    const call = this.#call === undefined ? {} : { call: this.#call };
    if (this.#asked !== undefined) return { state: 'waiting', question: this.#asked.question, queued: this.#queue, ...call };
    return { state: this.#turn === undefined ? 'idle' : 'working', queued: this.#queue, ...call };
  }

  /** Stops until the person has answered; rejects when they end the turn. */
  ask(question: Question, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const settle = (isYes?: boolean) => {
        this.#asked = undefined;
        signal?.removeEventListener('abort', leave);
        if (isYes === undefined) reject(signal?.reason as Error);
        else resolve(isYes);
        this.#audience.changed(this.status);
      };
      const leave = () => settle();
      signal?.addEventListener('abort', leave);
      this.#asked = { question, answer: settle };
      this.#audience.changed(this.status);
    });
  }

  /** The person's answer to the question that stands. */
  answer(isYes: boolean): void {
    this.#asked?.answer(isYes);
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
      const { signal } = (this.#turn = new AbortController());
      this.#audience.happened({ type: 'user', text: prompt });
      this.#audience.changed(this.status);
      const { directory, persona } = this.#post;
      const end = await takeTurn(prompt, { directory, persona, signal, ask: (question) => this.ask(question, signal), lend: this.#audience.lend }, this);
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
