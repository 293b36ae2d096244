import type { AttachedPerson } from '../rig/attached-person.ts';
import { demo } from '../../src/agents/demo.ts';
import { questionIn } from '../../src/demo/question.ts';
import { deliver } from '../../src/delivery/deliver.ts';
import type { Dice } from './dice.ts';
import { pass, type Stage } from './stage.ts';

/** A message by its id, and where it is to go. */
export interface Addressed {
  readonly id: string;
  readonly seat: string;
  readonly text: string;
}

/** What befalls the agents while they are talked to, and how often each did. */
export interface Mishaps {
  /** By what happened. */
  readonly counts: Record<'agents killed' | 'dialogs opened' | 'dialogs answered by a person' | 'drafts sent by a person' | 'drafts erased by a person' | 'times in copy mode', number>;
  /** What a person has sent, by seat. */
  readonly sentByPerson: { readonly seat: string; readonly text: string }[];
  /** The messages that were to open dialogs. */
  readonly asked: Addressed[];
}

export interface Running {
  readonly stage: Stage;
  readonly dice: Dice;
  readonly mishaps: Mishaps;
  /** Whether there is still something to disturb. */
  isGoing(): boolean;
}

export function noMishaps(): Mishaps {
  return {
    counts: { 'agents killed': 0, 'dialogs opened': 0, 'dialogs answered by a person': 0, 'drafts sent by a person': 0, 'drafts erased by a person': 0, 'times in copy mode': 0 },
    sentByPerson: [],
    asked: [],
  };
}

/** Kills a few agents now and then, and lets coders bring them back. */
export async function killAgents({ stage, dice, mishaps, isGoing }: Running): Promise<void> {
  while (isGoing()) {
    for (let left = 1 + dice.below(3); left > 0; left -= 1) {
      await pass(dice.below(500));
      const pane = await stage.team.pane(dice.oneOf(stage.seats));
      if (pane.dead) continue;
      process.kill(pane.pid, 'SIGKILL');
      mishaps.counts['agents killed'] += 1;
    }
    await stage.team.coders('apply', '--timeout', '0');
  }
  await stage.team.succeed('apply', '--timeout', '60s');
}

/** One sender an agent at a time. */
export type Lane = <Result>(seat: string, work: () => Promise<Result>) => Promise<Result>;

/** Opens a dialog now and then, by a message of its own kind, which takes its place in the agent's lane. */
export async function openDialogs({ stage, dice, mishaps, isGoing }: Running, inLane: Lane): Promise<void> {
  while (isGoing()) {
    await pass(dice.below(100));
    const seat = dice.oneOf(stage.seats);
    const id = `dialog-${dice.below(2 ** 32)}`;
    const text = `demo: ask echo ${id}`;
    const message = stage.host.store.messages.enqueue({ id, team: 'shop', to: `member/${seat}`, text, when: 'idle', at: Date.now() });
    const watcher = { received: () => undefined, waiting: () => undefined };
    const receipt = await inLane(seat, () => deliver({ team: stage.applied, message, timeoutMs: 2000, watcher }, stage.host));
    if (receipt.state === 'held') continue;
    mishaps.asked.push({ id, seat, text });
    mishaps.counts['dialogs opened'] += 1;
  }
}

/** Says no to every dialog, sooner or later: whatever is allowed was allowed by a stray key. */
export async function answerDialogs({ stage, dice, mishaps, isGoing }: Running): Promise<void> {
  do {
    await pass(100 + dice.below(400));
    for (const { id, dead } of await stage.team.panes()) {
      if (dead || questionIn((await stage.team.tmux('capture-pane', '-p', '-t', id)).split('\n')) === undefined) continue;
      await stage.team.tmux('send-keys', '-t', id, '2');
      mishaps.counts['dialogs answered by a person'] += 1;
    }
  } while (isGoing());
}

/** Looks at the history of a window now and then. */
export async function readHistory({ stage, dice, mishaps, isGoing }: Running): Promise<void> {
  while (isGoing()) {
    await pass(dice.below(800));
    const { id } = await stage.team.pane(dice.oneOf(stage.seats));
    await stage.team.tmux('copy-mode', '-t', id);
    mishaps.counts['times in copy mode'] += 1;
    await pass(dice.below(500));
    await stage.team.tmux('if-shell', '-F', '-t', id, '#{pane_in_mode}', `send-keys -t ${id} -X cancel`, '');
  }
}

/**
 * A person who turns to one agent after the other, types a few words into an empty box, and sends or erases them. Like
 * people do, they look before they press Enter: where something else came into the box, they take back what is theirs.
 */
export async function typeNowAndThen(running: Running, person: AttachedPerson): Promise<void> {
  const { stage, dice, mishaps, isGoing } = running;
  for (let number = 1; isGoing(); number += 1) {
    await pass(dice.below(200));
    const seat = dice.oneOf(stage.seats);
    await person.turnTo(seat);
    const { id, dead } = await stage.team.pane(seat);
    const inBox = async () => demo.delivery?.draft((await stage.team.tmux('capture-pane', '-e', '-p', '-t', id)).split('\n'));
    if (dead || (await inBox()) !== '') continue;
    const words = [`person`, ` ${number}`, ` was`, ` here`];
    for (const word of words) {
      await person.type(word);
      await pass(dice.below(80));
    }
    await pass(100);
    const text = words.join('');
    if ((await inBox()) === text && dice.roll() < 0.5) {
      mishaps.sentByPerson.push({ seat, text });
      mishaps.counts['drafts sent by a person'] += 1;
      await person.press('Enter');
    } else {
      mishaps.counts['drafts erased by a person'] += 1;
      for (const _ of text) await person.press('BSpace');
    }
  }
}
