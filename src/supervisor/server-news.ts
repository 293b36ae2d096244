import type { News } from '../host/tmux/news.ts';
import type { Tmux } from '../host/tmux/tmux.ts';

/**
 * One waiter for each tmux server, for all teams on it: a signal that comes while nobody waits is kept by tmux, but not
 * for each of several. It is at work only while the server runs.
 */
export class ServerNews {
  readonly #listeners = new Map<string, Set<(news: News) => void>>();
  readonly #waiters = new Map<string, { stop(): void }>();

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

  /** To be called whenever the server was seen to run. */
  seenRunning(tmux: Tmux): void {
    const { socket } = tmux;
    if (this.#waiters.has(socket) || (this.#listeners.get(socket)?.size ?? 0) === 0) return;
    this.#waiters.set(socket, tmux.news((news) => {
      this.#waiters.delete(socket);
      if (news === 'happened') this.seenRunning(tmux);
      for (const listener of this.#listeners.get(socket) ?? []) listener(news);
    }));
  }
}
