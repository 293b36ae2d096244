import fc from 'fast-check';
import { seed } from './seed.ts';

/** Where each run takes a random part, this takes all: `npm run soak -- samples 1`. */
const takesAll = process.env['CODERS_SOAK_SAMPLES'] !== undefined;

/** So many of these at most, in their order: others in each run, so that many runs see all. */
export function sample<Thing>(things: readonly Thing[], most: number): readonly Thing[] {
  if (takesAll || things.length <= most) return things;
  return fc.sample(fc.subarray([...things], { minLength: most, maxLength: most }), { seed, numRuns: 1 })[0]!;
}
