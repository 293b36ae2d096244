import type { MemberLaunch } from '../../src/plan/plan.ts';
import type { Verdict } from '../../src/state/evidence.ts';
import type { Conversation, Turn } from '../../src/state/turn.ts';

/** `hangs` looks like work, and leaves no sign of life. */
export type Doing = 'rests' | 'works' | 'hangs' | 'asks' | 'is limited';

/** An agent as the model has it: what it does is told to it. */
export class Agent {
  readonly epoch: number;
  readonly startedAt: number;
  doing: Doing = 'rests';
  used = 0;
  /** It does nothing of what it is told. */
  isDeaf = false;
  /** When its usage limit ends, and whether it says so. */
  limit: { readonly endsAt: number; readonly isTold: boolean } | undefined;
  #turn: Turn;
  #lastSignAt: number;
  #hungSince = 0;

  private constructor(epoch: number, startedAt: number, turn: Turn) {
    this.epoch = epoch;
    this.startedAt = startedAt;
    this.#turn = turn;
    this.#lastSignAt = startedAt;
  }

  /** A resumed one is at rest, wherever its conversation was cut off. */
  static startedAt(now: number, { epoch, conversation }: MemberLaunch, before: Agent | undefined): Agent {
    const isResumed = conversation.is === 'resumed' && before !== undefined;
    const agent = new Agent(epoch, now, isResumed ? before.#turn : { prompt: 'Its brief.', at: now, endedAt: now, reply: 'Yes.', usage: [] });
    if (isResumed) agent.used = before.used;
    return agent;
  }

  begin(doing: Doing, now: number): void {
    const isTurn = doing === 'works' || doing === 'hangs' || doing === 'is limited';
    if (isTurn && this.#turn.endedAt !== undefined) this.#turn = { prompt: 'Go on.', at: now, reply: '', usage: [] };
    if (doing === 'rests' && this.#turn.endedAt === undefined) this.#turn = { ...this.#turn, endedAt: now };
    if (this.doing !== 'hangs' || doing !== 'hangs') this.#lastSignAt = now;
    if (this.doing !== 'hangs') this.#hungSince = now;
    this.doing = doing;
  }

  limitedUntil(endsAt: number, isTold: boolean, now: number): void {
    this.limit = { endsAt, isTold };
    this.begin('is limited', now);
  }

  /** One at rest does what it is told, and so does one whose limit is over; a hung one only notes it. */
  hear(text: string, now: number): void {
    if (this.doing === 'hangs') this.#lastSignAt = now;
    if (this.isDeaf) return;
    if (this.doing === 'is limited' && now >= (this.limit?.endsAt ?? 0)) this.begin('works', now);
    if (this.doing === 'rests') this.#turn = { prompt: text, at: now, endedAt: now, reply: 'Done.', usage: [] };
  }

  /** How long nothing has come of it, whatever it noted of what was said to it. */
  hungFor(now: number): number {
    return this.doing === 'hangs' ? now - this.#hungSince : 0;
  }

  verdictAt(now: number): Verdict {
    return { reading: this.#readingAt(now), evidence: [] };
  }

  conversationAt(now: number): Conversation {
    return { turns: [this.#turn], context: { used: this.used, window: 100 }, lastSignAt: this.doing === 'works' ? now : this.#lastSignAt };
  }

  #readingAt(now: number): Verdict['reading'] {
    if (this.doing === 'is limited') return this.#limitAt(now);
    return { rests: { status: 'idle' }, works: { status: 'working' }, hangs: { status: 'working' }, asks: { status: 'waiting', for: { kind: 'question' } } }[this.doing] as Verdict['reading'];
  }

  /** A limit that is known to be over is told of no more, though nobody has gone on. */
  #limitAt(now: number): Verdict['reading'] {
    const { endsAt, isTold } = this.limit!;
    if (!isTold) return { status: 'limited' };
    return endsAt <= now ? { status: 'idle' } : { status: 'limited', until: endsAt };
  }
}
