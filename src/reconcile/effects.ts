import type { Action, ActionType, Step } from '../plan/plan.ts';
import type { TeamEvent } from '../state/event.ts';
import { spoolsOf } from '../state/spool.ts';
import { addCheckin, changeCheckin, removeCheckin } from './checkins.ts';
import type { EffectContext } from './effect-context.ts';
import { endPane } from './end-pane.ts';
import { openWindow, respawnWindow } from './launch.ts';
import { changeMission, withdrawMission } from './missions.ts';

type Effect<Type extends ActionType> = (action: Extract<Action, { type: Type }>, step: Step, context: EffectContext) => Promise<TeamEvent[]>;

/** From action to host call: what a step does, and what is noted of it. No step decides anything here. */
const effects: { readonly [Type in ActionType]: Effect<Type> } = {
  'create-worktree': async ({ repository, path, branch, start, record }, step, { team, host }) => {
    const from = start.at === 'existing-branch' ? { existingBranch: true as const } : { commit: start.commit };
    await host.git.createWorktree({ repository, path, branch, from });
    host.store.recordWorktree(team, record);
    return [worktreeChanged(step, `made at ${path} on branch ${branch}`)];
  },
  'forget-worktree': async ({ repository, path }, step, { host }) => {
    await host.git.forgetWorktree(repository, path);
    return [worktreeChanged(step, `forgotten at ${path}`)];
  },
  'restore-branch': async ({ repository, branch, commit }, step, { host }) => {
    await host.git.restoreBranch(repository, branch, commit);
    return [worktreeChanged(step, `branch ${branch} restored at ${commit}`)];
  },
  'rename-branch': async ({ repository, from, to, record }, step, { team, host }) => {
    await host.git.renameBranch(repository, from, to);
    host.store.recordWorktree(team, record);
    return [worktreeChanged(step, `branch ${from} renamed to ${to}`)];
  },
  'move-worktree': async ({ repository, from, to, record }, step, { team, host }) => {
    await host.git.moveWorktree(repository, from, to);
    host.store.recordWorktree(team, record);
    host.store.forgetWorktree(team, from);
    return [worktreeChanged(step, `moved from ${from} to ${to}`)];
  },
  'save-work': async ({ repository, path, ref }, { address }, { host }) => {
    const { commit } = await host.git.saveWork(repository, path, ref);
    return [{ type: 'work-saved', address, ref, commit }];
  },
  'remove-worktree': async ({ repository, path, savedBy }, step, { team, host }) => {
    await host.git.removeWorktree(repository, path, savedBy);
    host.store.forgetWorktree(team, path);
    return [worktreeChanged(step, `removed from ${path}`)];
  },
  'open-window': openWindow,
  'respawn-window': respawnWindow,
  'close-window': async ({ pane, keepsConversation }, { address, cause }, { team, host }) => {
    await endPane(pane, host);
    await host.tmux.closePane(pane);
    if (pane.tag === undefined) return [];
    if (keepsConversation === true) host.store.unplaceLaunches(team, address);
    else host.store.endConversation(team, address);
    host.files.removeSpools(spoolsOf(host.store.directory, { team, address }));
    return [{ type: 'closed', address, epoch: pane.tag.epoch, conversation: pane.tag.conversation, cause }];
  },
  'tag-window': async ({ pane, tag, adopts }, _step, { team, host }) => {
    if (adopts !== undefined) host.store.recordLaunch(team, adopts);
    await host.tmux.tagPane(pane, tag);
    return [];
  },
  'rename-window': async ({ pane, name }, _step, { host }) => {
    await host.tmux.renameWindow(pane, name);
    return [];
  },
  'add-mission': async ({ mission }, { cause }, { team, host }) => {
    const now = host.clock.now();
    host.store.missions.put(team, { mission, state: { state: 'waiting', since: now }, tries: [], addedAt: now });
    return [{ type: 'mission', address: mission.address, state: 'waiting', because: cause }];
  },
  'change-mission': changeMission,
  'withdraw-mission': withdrawMission,
  'add-checkin': addCheckin,
  'change-checkin': changeCheckin,
  'remove-checkin': removeCheckin,
};

/** Carries out one step. Throws a HostError when the host fails. */
export function carryOut(step: Step, context: EffectContext): Promise<TeamEvent[]> {
  const effect = effects[step.action.type] as Effect<ActionType>;
  return effect(step.action, step, context);
}

function worktreeChanged({ address, cause }: Step, what: string): TeamEvent {
  return { type: 'worktree-changed', address, what, cause };
}
