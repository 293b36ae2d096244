import type { Redis } from 'ioredis';

/** Into so many parts a command's time is cut. */
const parts = 10;

/**
 * Fails each command that is not answered within so many milliseconds in which this process ran. The client's own limit would
 * also fail what was answered long ago, where this process or the machine stood still meanwhile: a timer that is due goes before
 * the answer that lies there. A pause of any length counts as one part.
 */
export function limitAnswerTime(redis: Redis, milliseconds: number): void {
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    const limit = afterRunning(milliseconds, () => command.reject(new Error('Command timed out')));
    command.promise.then(limit.off, limit.off);
    return send(command, stream);
  };
}

function afterRunning(milliseconds: number, call: () => void): { off(): void } {
  let left = parts;
  const timer = setInterval(() => {
    left -= 1;
    if (left === 0) clearInterval(timer), call();
  }, milliseconds / parts);
  return { off: () => clearInterval(timer) };
}
