/** The only place that knows the real time. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** A clock that can be set to ring. */
export interface AlarmClock extends Clock {
  /** Calls back once, at a time in milliseconds since the Unix epoch or as soon as possible after it, unless it is called off before. */
  at(time: number, call: () => void): { off(): void };
}

/** A timer does not see that the clock was set, or that the machine slept: so it looks at the clock this often. */
const longestMs = 30_000;

export const systemClock: AlarmClock = {
  now: () => Date.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  at: (time, call) => {
    let timer: NodeJS.Timeout;
    const look = (): void => {
      const left = time - Date.now();
      if (left <= 0) call();
      else timer = setTimeout(look, Math.min(left, longestMs));
    };
    timer = setTimeout(look, Math.max(0, Math.min(time - Date.now(), longestMs)));
    return { off: () => clearTimeout(timer) };
  },
};
