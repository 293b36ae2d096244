import { randomBytes, randomInt } from 'node:crypto';

/** A new UUID (version 1) that tells when it was made, in milliseconds since the Unix epoch. Its other digits are random. */
export function timeUuid(at: number): string {
  const ticks = BigInt(at) * ticksPerMs + BigInt(randomInt(Number(ticksPerMs))) + ticksBeforeUnix;
  const time = ticks.toString(16).padStart(15, '0');
  const rest = randomBytes(8);
  rest[0] = (rest[0]! & 0x3f) | 0x80;
  rest[2]! |= 0x01; // marks the last digits as made up, not as a network card's
  const tail = rest.toString('hex');
  return `${time.slice(7)}-${time.slice(3, 7)}-1${time.slice(0, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** When such a UUID was made; undefined for any other text. */
export function timeOf(uuid: string): number | undefined {
  const [, low, mid, high] = /^([0-9a-f]{8})-([0-9a-f]{4})-1([0-9a-f]{3})-[0-9a-f]{4}-[0-9a-f]{12}$/.exec(uuid) ?? [];
  if (low === undefined) return undefined;
  return Number((BigInt(`0x${high}${mid}${low}`) - ticksBeforeUnix) / ticksPerMs);
}

/** Of 100 nanoseconds, which such UUIDs count since 15 October 1582. */
const ticksPerMs = 10_000n;
const ticksBeforeUnix = 0x01b21dd213814000n;
