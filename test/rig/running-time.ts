const tickMs = 20;

/** Measures the milliseconds in which this process runs, until asked: a pause, as a busy machine makes one, counts as little. */
export function runningTime(): () => number {
  let ticks = 0;
  const timer = setInterval(() => { ticks += 1; }, tickMs);
  return () => {
    clearInterval(timer);
    return ticks * tickMs;
  };
}
