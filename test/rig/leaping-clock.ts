import { systemClock, type AlarmClock } from '../../src/host/clock.ts';

/** A clock that a test makes go on at once. */
export interface SteeredClock extends AlarmClock {
  advance(milliseconds: number): void;
}

interface Alarm {
  readonly time: number;
  readonly call: () => void;
  timer: { off(): void };
}

/**
 * A clock that goes like any other, from a time of the test's on, and leaps when it is told to: for agents that mind how
 * fast they are typed to. Told so only while all rest, no leap falls into a delivery.
 */
export class LeapingClock implements SteeredClock {
  #aheadMs: number;
  readonly #alarms = new Set<Alarm>();

  constructor(now: number) {
    this.#aheadMs = now - systemClock.now();
  }

  now(): number {
    return systemClock.now() + this.#aheadMs;
  }

  wait(milliseconds: number): Promise<void> {
    return systemClock.wait(milliseconds);
  }

  at(time: number, call: () => void): { off(): void } {
    const alarm: Alarm = { time, call, timer: { off: () => undefined } };
    this.#alarms.add(alarm);
    this.#set(alarm);
    return { off: () => this.#takeOff(alarm) };
  }

  /** As a machine does that slept; then what was due rings, in its order. */
  advance(milliseconds: number): void {
    this.#aheadMs += milliseconds;
    for (const alarm of [...this.#alarms].sort((one, other) => one.time - other.time)) {
      if (alarm.time <= this.now()) this.#ring(alarm);
      else if (this.#alarms.has(alarm)) this.#set(alarm);
    }
  }

  #set(alarm: Alarm): void {
    alarm.timer.off();
    alarm.timer = systemClock.at(alarm.time - this.#aheadMs, () => this.#ring(alarm));
  }

  #ring(alarm: Alarm): void {
    if (!this.#alarms.has(alarm)) return;
    this.#takeOff(alarm);
    alarm.call();
  }

  #takeOff(alarm: Alarm): void {
    alarm.timer.off();
    this.#alarms.delete(alarm);
  }
}
