import type { ReadStream, WriteStream } from 'node:tty';
import type { RecordedEvent } from '../state/event.ts';
import { graphemes } from '../util/display-width.ts';
import type { Key } from '../util/terminal-keys.ts';
import { Keyboard } from './keyboard.ts';
import { press } from './keys.ts';
import type { Listener, Observer } from './observer.ts';
import { Screen } from './screen.ts';
import type { Happening, MemberName } from './sight.ts';
import { emptyState, memberIn, withHappenings, withSights, type Notice, type Order, type WatchState } from './state.ts';
import { viewOf } from './view.ts';

/** What the keys can do to the world: what the verbs of these names do. */
export interface Actions {
  /** Has the terminal to itself until it resolves. */
  attach(member: MemberName): Promise<Notice>;
  send(member: MemberName, text: string): Promise<Notice>;
  hold(member: MemberName): Promise<Notice>;
  release(member: MemberName): Promise<Notice>;
  restart(member: MemberName): Promise<Notice>;
  why(member: MemberName): Promise<Notice>;
}

export interface LiveViewSettings {
  readonly observer: Observer;
  readonly actions: Actions;
  readonly ends: { readonly input: ReadStream; readonly output: WriteStream };
  readonly colours: boolean;
  /** How an event is told. */
  readonly phraseOf: (event: RecordedEvent) => string;
}

/** How long it has been so is shown to the second. */
const tickMs = 1000;

/** The teams on a terminal, until a key or a signal ends it; nothing else ends with it. */
export class LiveView implements Listener {
  readonly #settings: LiveViewSettings;
  readonly #screen: Screen;
  readonly #keyboard: Keyboard;
  readonly #end = new AbortController();
  readonly #underway = new Set<string>();
  #state: WatchState = emptyState;
  #drawing: NodeJS.Immediate | undefined;
  #isLent = false;
  #fail: ((error: unknown) => void) | undefined;

  constructor(settings: LiveViewSettings) {
    this.#settings = settings;
    this.#screen = new Screen(settings.ends.output, settings.colours);
    this.#keyboard = new Keyboard(settings.ends.input, { pressed: (keys) => keys.forEach((key) => this.#pressed(key)), ended: () => this.#end.abort() });
  }

  /** What was asked for and has not ended. */
  get underway(): readonly string[] {
    return [...this.#underway];
  }

  /** Resolves when it has ended; rejects with what is no failure of the host. The terminal is then as it was. */
  async run(signal: AbortSignal): Promise<void> {
    const failure = new Promise<never>((_resolve, reject) => (this.#fail = reject));
    const stop = () => this.#end.abort();
    const resized = () => this.#redraw();
    const tick = setInterval(() => this.#draw(), tickMs);
    signal.addEventListener('abort', stop, { once: true });
    this.#settings.ends.output.on('resize', resized);
    try {
      if (signal.aborted) return;
      this.#screen.open();
      this.#keyboard.open();
      this.#draw();
      await Promise.race([failure, this.#settings.observer.run(this, this.#end.signal)]);
    } finally {
      this.#end.abort();
      clearInterval(tick);
      clearImmediate(this.#drawing);
      signal.removeEventListener('abort', stop);
      this.#settings.ends.output.off('resize', resized);
      if (!this.#isLent) this.#keyboard.close();
      this.#screen.close();
    }
  }

  seen(sights: WatchState['sights']): void {
    this.#show(withSights(this.#state, sights));
  }

  happened(event: RecordedEvent): void {
    const { type, at, team } = event;
    const happening: Happening = { type, at, team, phrase: this.#settings.phraseOf(event), ...('address' in event ? { address: event.address } : {}) };
    this.#show(withHappenings(this.#state, [happening]));
  }

  #show(state: WatchState): void {
    this.#state = state;
    // All that is new in one turn of the event loop is drawn together.
    this.#drawing ??= setImmediate(() => this.#draw());
  }

  #draw(): void {
    clearImmediate(this.#drawing);
    this.#drawing = undefined;
    if (!this.#isLent) this.#screen.draw(viewOf(this.#state, this.#screen.size, Date.now()));
  }

  #redraw(): void {
    if (this.#isLent) return;
    this.#screen.forget();
    this.#draw();
  }

  /** Keys that come quickly come as one text; only a line that is written takes them as one. */
  #pressed(key: Key): void {
    const keys = key.kind === 'text' && this.#state.mode.kind !== 'writing' ? graphemes(key.text).map((text): Key => ({ kind: 'text', text })) : [key];
    for (const one of keys) {
      const { state, order } = press(this.#state, one);
      this.#show(state);
      if (order !== undefined) void this.#carryOut(order).catch((error: unknown) => this.#fail?.(error));
    }
  }

  async #carryOut(order: Order): Promise<void> {
    if (order.do === 'quit') return this.#end.abort();
    if (order.do === 'redraw') return this.#redraw();
    const { actions, observer } = this.#settings;
    const { member } = order;
    if (order.do === 'why') return this.#showPage(await actions.why(member));
    if (order.do === 'attach') this.#notice(await this.#lend(() => actions.attach(member)));
    if (order.do === 'send') await this.#report(`sending to ${member.address}`, actions.send(member, order.text));
    if (order.do === 'restart') await this.#report(`restarting ${member.address}`, actions.restart(member));
    if (order.do === 'toggle-hold') this.#notice(await (this.#isHeld(member) ? actions.release(member) : actions.hold(member)));
    await observer.lookAt(member);
  }

  /** Says that something is done that takes its time, and then how it ended. */
  async #report(what: string, work: Promise<Notice>): Promise<void> {
    this.#underway.add(what);
    this.#notice({ text: `${what} …`, isFailure: false });
    try {
      this.#notice(await work);
    } finally {
      this.#underway.delete(what);
    }
  }

  #isHeld(name: MemberName): boolean {
    return memberIn(this.#state, name)?.care?.hold !== undefined;
  }

  #showPage({ text, isFailure }: Notice): void {
    if (isFailure) return this.#notice({ text, isFailure });
    const [title = '', ...lines] = text.split('\n');
    this.#show({ ...this.#state, mode: { kind: 'page', title, lines, top: 0 } });
  }

  /** There is one line for it: the last is how it ended. */
  #notice({ text, isFailure }: Notice): void {
    this.#show({ ...this.#state, notice: { text: text.split('\n').at(-1) ?? '', isFailure } });
  }

  /** The program in front reads all keys meanwhile and draws what it likes. */
  async #lend<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#isLent = true;
    this.#keyboard.close();
    this.#screen.close();
    try {
      return await work();
    } finally {
      this.#isLent = false;
      if (!this.#end.signal.aborted) {
        this.#screen.open();
        this.#keyboard.open();
        this.#redraw();
      }
    }
  }
}
