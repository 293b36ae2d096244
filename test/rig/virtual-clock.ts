import type { AlarmClock } from '../../src/host/clock.ts';

interface Alarm {
  time: number;
  /** How long it was set for, in milliseconds. */
  readonly delayMs: number;
  readonly call: () => void;
}

/** A clock that goes only when it is told to. What waits on it waits a moment of real time: what it waits for is real. */
export class VirtualClock implements AlarmClock {
  #now: number;
  readonly #alarms = new Set<Alarm>();

  constructor(now = Date.now()) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  wait(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  at(time: number, call: () => void): { off(): void } {
    const alarm: Alarm = { time, delayMs: time - this.#now, call };
    this.#alarms.add(alarm);
    return { off: () => void this.#alarms.delete(alarm) };
  }

  /** How many alarms that were set for so long have not rung: what sets its own anew when it is done is done. */
  pending(delayMs: number): number {
    return [...this.#alarms].filter((alarm) => alarm.delayMs === delayMs).length;
  }

  /** What somebody does who finds it fast. Alarms ring after as long as they would have. */
  setBack(milliseconds: number): void {
    this.#now -= milliseconds;
    for (const alarm of this.#alarms) alarm.time -= milliseconds;
  }

  /** Lets time pass at once, as a machine does that slept; then what was due rings. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const alarm of [...this.#alarms].filter(({ time }) => time <= this.#now).sort((a, b) => a.time - b.time)) {
      if (this.#alarms.delete(alarm)) alarm.call();
    }
  }
}
