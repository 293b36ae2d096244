import type { Prompt } from '../health/tend/patient.ts';
import type { Host } from '../host/host.ts';
import type { Plan } from '../plan/plan.ts';
import type { Care } from '../state/care.ts';
import type { TeamEvent } from '../state/event.ts';
import type { KeptTeam } from '../state/kept-team.ts';
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
  readonly events: readonly TeamEvent[];
}

/** All or nothing: a care that says that a member was told stands only beside what it is told. */
export async function remember({ kept: { name }, plan: { bookkeeping }, cares, prompts, missions, events }: Noted, host: Host): Promise<MissionsMoved> {
  const { store, clock } = host;
  const { launches, worktrees, forgotten } = bookkeeping;
  let moved = nothingMoved;
  if (missions === undefined && cares.length + events.length + launches.length + worktrees.length + forgotten.length === 0) return moved;
  await store.together(() => {
    for (const care of cares) store.setCare(name, care);
    for (const prompt of prompts) store.messages.enqueue(messageOf(name, prompt, clock.now()));
    for (const launch of launches) store.recordLaunch(name, launch);
    for (const worktree of worktrees) store.recordWorktree(name, worktree);
    for (const path of forgotten) store.forgetWorktree(name, path);
    store.append(name, clock.now(), events);
    moved = moveMissions(missions, host);
  });
  return moved;
}
