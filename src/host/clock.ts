/** The only place that knows the real time. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** A clock that can be set to ring. */
export interface AlarmClock extends Clock {
  /**
   * Calls back once, at a time in milliseconds since the Unix epoch or as soon as possible after it, unless it is called off
   * before. Where the clock is set back meanwhile, no later than it would have been without that, and so before its time.
   */
  at(time: number, call: () => void): { off(): void };
}

/** A timer does not see that the clock was set, or that the machine slept: so it looks at the clock this often. */
const longestMs = 30_000;

export const systemClock: AlarmClock = {
  now: () => Date.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  at: (time, call) => {
    const latest = performance.now() + (time - Date.now());
    const leftMs = (): number => Math.max(0, Math.min(time - Date.now(), latest - performance.now()));
    let timer: NodeJS.Timeout;
    const look = (): void => {
      if (leftMs() === 0) call();
      else timer = setTimeout(look, Math.min(leftMs(), longestMs));
    };
    timer = setTimeout(look, Math.min(leftMs(), longestMs));
    return { off: () => clearTimeout(timer) };
  },
};
