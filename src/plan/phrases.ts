import { together } from '../diagnostics/words.ts';
import type { Trigger } from '../manifest/checkin.ts';
import { usualMission } from '../manifest/mission.ts';
import { nameIn } from '../state/address.ts';
import type { Mission } from '../state/mission.ts';
import { formatDuration } from '../util/duration.ts';
import type { Action, ActionType, ChangeMission, MemberLaunch, Step } from './plan.ts';

export type Kind = 'add' | 'change' | 'remove';

interface Phrase<Type extends ActionType> {
  readonly kind: Kind;
  /** What is done, after the address: `start claude (sonnet)`. */
  readonly words: (action: Extract<Action, { type: Type }>) => string;
  /** The same, done. */
  readonly done: string;
}

const phrases: { readonly [Type in ActionType]: Phrase<Type> } = {
  'create-worktree': {
    kind: 'add',
    words: ({ branch, start, path }) => `make a worktree on ${start.at === 'existing-branch' ? `the existing branch ${branch}` : `a new branch ${branch} from ${start.from}`}, at ${path}`,
    done: 'made',
  },
  'forget-worktree': { kind: 'change', words: ({ path }) => `make git forget ${path}`, done: 'forgotten' },
  'restore-branch': { kind: 'change', words: ({ branch, commit }) => `restore branch ${branch} at ${commit.slice(0, 10)}`, done: 'branch restored' },
  'rename-branch': { kind: 'change', words: ({ from, to }) => `rename branch ${from} to ${to}`, done: 'branch renamed' },
  'move-worktree': { kind: 'change', words: ({ to }) => `move the worktree to ${to}`, done: 'moved' },
  'save-work': { kind: 'change', words: ({ ref }) => `save its work to ${ref}`, done: 'work saved' },
  'remove-worktree': { kind: 'remove', words: ({ path }) => `remove the worktree ${path}`, done: 'removed' },
  'open-window': { kind: 'add', words: ({ launch }) => launchWords('start', launch), done: 'started' },
  'respawn-window': { kind: 'change', words: ({ launch }) => launchWords('start again', launch), done: 'started again' },
  'close-window': { kind: 'remove', words: ({ pane }) => (pane.dead === undefined ? 'end it and close its window' : 'close its window'), done: 'closed' },
  'tag-window': { kind: 'change', words: ({ adopts }) => (adopts === undefined ? 'write the tag on its window again' : 'look at it as the manifest says now'), done: 'tagged' },
  'rename-window': { kind: 'change', words: ({ name }) => `rename its window to ${name}`, done: 'renamed' },
  'add-mission': { kind: 'add', words: ({ mission }) => missionWords(mission), done: 'added' },
  'change-mission': { kind: 'change', words: ({ then }) => changeWords[then], done: 'changed' },
  'withdraw-mission': { kind: 'remove', words: () => 'withdraw it', done: 'withdrawn' },
  'add-checkin': { kind: 'add', words: ({ checkin: { trigger } }) => `check in ${triggerWords(trigger)}`, done: 'added' },
  'change-checkin': { kind: 'change', words: ({ anew, checkin: { trigger } }) => (anew ? `check in ${triggerWords(trigger)} from now on` : 'change it; its times stay'), done: 'changed' },
  'remove-checkin': { kind: 'remove', words: () => 'check in no more', done: 'removed' },
};

/** `every 30m`, `by "0 * * * *"`. */
function triggerWords(trigger: Trigger): string {
  if ('cron' in trigger) return `by "${trigger.cron}"`;
  return 'everyMs' in trigger ? `every ${formatDuration(trigger.everyMs).replaceAll(' ', '')}` : `at ${new Date(trigger.at).toISOString()}`;
}

const changeWords: Record<ChangeMission['then'], string> = {
  'goes-on': 'change it',
  'starts-over': 'change it, and start it over',
  'is-given-out-anew': 'change it, take it from who has it, and give it out anew',
};

/** `add it for cart, priority high, after zero and first`. */
function missionWords({ to, role, priority, after, accept: { reviewBy } }: Mission): string {
  const who = to ?? (role === undefined ? 'any engineer' : `any ${role}`);
  const urgency = priority === usualMission.priority ? '' : `, priority ${priority}`;
  return `add it for ${who}${urgency}${reviewBy === undefined ? '' : `, reviewed by ${reviewBy}`}${after.length === 0 ? '' : `, after ${together(after.map(nameIn))}`}`;
}

function launchWords(verb: string, { member, conversation }: MemberLaunch): string {
  const { tool, model } = member.settings;
  const how = conversation.is === 'new' ? 'a new conversation' : `its conversation resumed${conversation.withBrief ? ' and told its new brief' : ''}`;
  return tool === 'command' ? `${verb} ${member.settings.command?.join(' ').replaceAll('\n', '⏎') ?? tool}` : `${verb} ${tool} (${model}), ${how}`;
}

export function phraseOf(step: Step): { readonly kind: Kind; readonly words: string; readonly done: string } {
  const { kind, words, done } = phrases[step.action.type] as Phrase<ActionType>;
  return { kind, words: words(step.action), done };
}

export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  readonly waiting: number;
}

export function countsOf(steps: readonly Step[]): Counts {
  const count = (kind: Kind) => steps.filter((step) => phraseOf(step).kind === kind).length;
  return { add: count('add'), change: count('change'), remove: count('remove'), waiting: steps.filter(({ waits }) => waits !== undefined).length };
}
