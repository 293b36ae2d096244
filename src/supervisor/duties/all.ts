import type { Host } from '../../host/host.ts';
import { checkins } from './checkins.ts';
import { closingWords } from './closing-words.ts';
import { commits } from './commits.ts';
import type { Decide, Dutiful, Duty, DutyView } from './duty.ts';
import { mailDuty } from './mail.ts';
import { roles } from './roles.ts';
import { tags } from './tags.ts';

/** In this order. */
const duties: readonly Duty[] = [mailDuty, checkins, commits, tags, closingWords, roles];

/** Asks every duty of a team what it has to find out; gives what they decide by it. */
export async function lookAtDuties(view: DutyView, host: Host): Promise<readonly Decide[]> {
  const found = await Promise.all(duties.map((duty) => duty(view, host)));
  return found.filter((decide) => decide !== undefined);
}

/** All that they decide now, as one. */
export function decideAll(decisions: readonly Decide[], now: number): Dutiful {
  const all = decisions.map((decide) => decide(now));
  const times = all.flatMap(({ nextAt }) => nextAt ?? []);
  return {
    events: all.flatMap(({ events }) => events),
    prompts: all.flatMap(({ prompts }) => prompts),
    awaits: all.flatMap(({ awaits = [] }) => awaits),
    ...(times.length === 0 ? {} : { nextAt: Math.min(...times) }),
  };
}
