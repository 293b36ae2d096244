import { systemClock } from '../host/clock.ts';
import type { News, Waiter } from '../host/tmux/news.ts';
import type { Tmux } from '../host/tmux/tmux.ts';

/** How long the last word of a server that is gone is waited for, on a busy machine. */
const lastWordMs = 3000;

/**
 * One waiter for each tmux server, for all teams on it: a signal that comes while nobody waits is kept by tmux, but not
 * for each of several. It is at work only while the server runs, and after each piece of news not before somebody has
 * looked again: who comes to a server in its last moments hears of its death, whatever ended it.
 */
export class ServerNews {
  readonly #listeners = new Map<string, Set<(news: News) => void>>();
  readonly #waiters = new Map<string, Waiter>();

  /** Tells `listener` what happens in the server from now on; returns what ends that. */
  listen(tmux: Tmux, listener: (news: News) => void): () => void {
    const listeners = this.#listeners.get(tmux.socket) ?? new Set();
    this.#listeners.set(tmux.socket, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      this.#waiters.get(tmux.socket)?.stop();
      this.#waiters.delete(tmux.socket);
    };
  }

  /** To be called whenever the server was seen to run, after all that was heard of it. */
  seenRunning(tmux: Tmux): void {
    const { socket } = tmux;
    if (this.#waiters.has(socket) || (this.#listeners.get(socket)?.size ?? 0) === 0) return;
    const waiter = tmux.news();
    this.#waiters.set(socket, waiter);
    void waiter.news.then((news) => {
      this.#waiters.delete(socket);
      for (const listener of this.#listeners.get(socket) ?? []) listener(news);
    });
  }

  /** Whether a server that was seen to be gone has died: whoever looks may be faster than the one that waits for its last word. */
  async hasDied({ socket }: Tmux): Promise<boolean> {
    const waiter = this.#waiters.get(socket);
    return waiter !== undefined && (await Promise.race([waiter.news, systemClock.wait(lastWordMs)])) === 'died';
  }
}
