import type { Prompt } from '../health/tend/patient.ts';
import type { Host } from '../host/host.ts';
import type { Plan } from '../plan/plan.ts';
import type { Care } from '../state/care.ts';
import type { TeamEvent } from '../state/event.ts';
import type { KeptTeam } from '../state/kept-team.ts';
import { decideAll } from './duties/all.ts';
import type { Decide, Dutiful } from './duties/duty.ts';
import { messageOf } from './messenger.ts';
import type { MissionLook } from './mission-look.ts';
import { moveMissions, nothingMoved, type MissionsMoved } from './missions.ts';

/** What a pass is not to forget. */
export interface Noted {
  readonly kept: KeptTeam;
  readonly plan: Plan;
  readonly cares: readonly Care[];
  readonly prompts: readonly Prompt[];
  readonly missions: MissionLook | undefined;
  readonly duties: readonly Decide[];
  readonly events: readonly TeamEvent[];
}

/** What a pass has written down, and what follows from it. */
export interface Remembered {
  readonly moved: MissionsMoved;
  readonly done: Dutiful;
}

/** All or nothing: a care that says that a member was told stands only beside what it is told. */
export async function remember({ kept: { name }, plan: { bookkeeping }, cares, prompts, missions, duties, events }: Noted, host: Host): Promise<Remembered> {
  const { store, clock } = host;
  const { launches, worktrees, forgotten } = bookkeeping;
  let remembered: Remembered = { moved: nothingMoved, done: { events: [], prompts: [] } };
  if (missions === undefined && duties.length + cares.length + events.length + launches.length + worktrees.length + forgotten.length === 0) return remembered;
  await store.together(() => {
    for (const care of cares) store.setCare(name, care);
    const done = decideAll(duties, clock.now());
    for (const prompt of [...prompts, ...done.prompts]) store.messages.enqueue(messageOf(name, prompt, clock.now()));
    for (const launch of launches) store.recordLaunch(name, launch);
    for (const worktree of worktrees) store.recordWorktree(name, worktree);
    for (const path of forgotten) store.forgetWorktree(name, path);
    store.append(name, clock.now(), [...events, ...done.events]);
    remembered = { moved: moveMissions(missions, host), done };
  });
  return remembered;
}
