import type { Channel } from '../agents/delivery.ts';
import type { Status } from '../state/evidence.ts';
import type { Receipt, When } from '../state/message.ts';

/** What was seen of a member in one look, as far as a delivery depends on it. */
export interface Sight {
  /** Undefined when the member has no living agent. */
  readonly epoch: number | undefined;
  readonly status: Status;
  /** What stands in the input box; undefined when none is recognised. */
  readonly draft: string | undefined;
  /** The box holds this text, all of it, and nothing else. */
  readonly holdsText: boolean;
  /** The pane shows its history (copy mode): keys would go there. */
  readonly inMode: boolean;
  /** Another program than the agent reads the terminal, such as an editor it opened. */
  readonly otherInFront: boolean;
  /** A person typed in this window a moment ago. */
  readonly personTypes: boolean;
  /** A person's keys may have come into the window since the text did. */
  readonly isTouched: boolean;
  /** The tool's own record holds this message, behind what it held before. */
  readonly hasArrived: boolean;
}

/** What to do next. `wait` says for what, in words that end a sentence beginning with "It waits for". */
export type Move =
  | { readonly do: 'type' }
  | { readonly do: 'press' }
  | { readonly do: 'interrupt' }
  | { readonly do: 'wait'; readonly for: string }
  /** Nobody can have read anything of it, and nobody will: it is as if nothing had been typed. */
  | { readonly do: 'hold'; readonly reason: string }
  | { readonly do: 'end'; readonly as: 'acknowledged' | 'failed'; readonly reason: string };

export interface Ways {
  readonly when: When;
  readonly channel: Channel;
  /** Whether the tool keeps a record that can be asked; true unless said. Without one, only its input box can tell. */
  readonly hasRecord?: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** When this delivery last ended a turn; absent when it has not. */
  readonly interruptedAt?: number;
  /** How often its text was begun; once unless said. */
  readonly begun?: number;
}

/** The key once, and three times more where it was swallowed. */
export const mostPresses = 4;

/** A runner that dies over one text again and again does not die by accident. Those that tmux refused count, too. */
export const mostBegun = 5;

/** How long a tool with a door of its own may take to write down what came through it. */
const doorMs = 5000;

/** How long an idle tool may take to write down what it took: longer than any has been seen to. */
const lostMs = 30_000;

/** How long a turn may take to end: an Escape too many opens menus in some tools. */
const interruptMs = 3000;

/** The next move of a delivery. Pure; never answers `type` once anything was typed, unless that was never whole and sent by nobody. */
export function decide(receipt: Receipt, sight: Sight, ways: Ways): Move {
  switch (receipt.state) {
    case 'queued':
    case 'held':
      return beforeTyping(sight, ways);
    case 'typing':
      return afterTyping(receipt.epoch, sight) ?? unfinished(receipt.at, sight, ways);
    case 'typed':
      return afterTyping(receipt.epoch, sight) ?? submit(receipt.at, sight, ways);
    case 'submitted':
      return afterTyping(receipt.epoch, sight) ?? submitAgain(receipt, sight, ways);
    default:
      return { do: 'end', as: receipt.state, reason: 'it has ended already' };
  }
}

interface Obstacle {
  readonly waitsFor: string;
  stands(sight: Sight): boolean;
}

/** Why nothing is sent by whatever channel, gravest first. */
const agentObstacles: readonly Obstacle[] = [
  { waitsFor: 'a living agent', stands: ({ epoch, status }) => epoch === undefined || status === 'exited' },
  { waitsFor: 'the agent to be ready', stands: ({ status }) => status === 'starting' },
  { waitsFor: 'an answer to the question on its screen', stands: ({ status }) => status === 'waiting' },
  { waitsFor: 'the end of its usage limit', stands: ({ status }) => status === 'limited' },
];

/** Why no key is pressed, beyond those. */
const keyObstacles: readonly Obstacle[] = [
  ...agentObstacles,
  { waitsFor: 'the window to leave copy mode', stands: ({ inMode }) => inMode },
  { waitsFor: 'the other program in its window to end', stands: ({ otherInFront }) => otherInFront },
  { waitsFor: 'the person who types there', stands: ({ personTypes }) => personTypes },
];

const unreadable: Obstacle = { waitsFor: 'an input box that can be read', stands: ({ draft }) => draft === undefined };

/** Why no text is typed, beyond those: it would mix with what stands in the box. */
const boxObstacles: readonly Obstacle[] = [
  ...keyObstacles,
  unreadable,
  { waitsFor: 'the draft in its input box to be sent or cleared', stands: isFilled },
];

const proof: Move = { do: 'wait', for: 'the tool\'s own record to have it' };

function beforeTyping(sight: Sight, { when, channel, now, interruptedAt }: Ways): Move {
  const obstacle = (channel.by === 'http' ? agentObstacles : boxObstacles).find((one) => one.stands(sight));
  if (obstacle !== undefined) return { do: 'wait', for: obstacle.waitsFor };
  if (sight.status === 'idle' || when === 'next-turn') return { do: 'type' };
  const isEnding = interruptedAt !== undefined && now - interruptedAt < interruptMs;
  if (when === 'now' && sight.status === 'working' && !isEnding) return { do: 'interrupt' };
  return { do: 'wait', for: sight.status === 'working' ? 'the end of its turn' : 'a sign that it is idle' };
}

/** What holds for all that was typed: it has arrived, or the agent it was typed to is no more. */
function afterTyping(epoch: number, sight: Sight): Move | undefined {
  if (sight.hasArrived) return { do: 'end', as: 'acknowledged', reason: 'the tool\'s own record has it' };
  if (sight.epoch !== epoch || sight.status === 'exited') return failed('the agent ended before it took the text');
  return undefined;
}

/**
 * A runner died while it typed. Only a box that holds the whole text may be submitted. A part of it is a person's to judge: it
 * is typed anew once the box is empty, unless a person may have sent what stood there, or it went through a door.
 */
function unfinished(typedAt: number, sight: Sight, { channel, now, begun = 1 }: Ways): Move {
  // A paste comes whole or not at all, so whatever an untouched box holds is all of it.
  const isWhole = sight.holdsText || (channel.by === 'paste' && !sight.isTouched && isFilled(sight));
  if (isWhole) return pressUnlessObstacle(sight);
  if (now - typedAt < patience(channel)) return { do: 'wait', for: 'the input box to hold the text' };
  const reason = 'the runner died while it typed, and the text is not whole in the input box';
  if (channel.by === 'http') return failed(reason);
  const obstacle = [...keyObstacles, unreadable].find((one) => one.stands(sight)); // the text may be whole behind a dialog
  if (obstacle !== undefined) return { do: 'wait', for: obstacle.waitsFor };
  return sight.isTouched || begun >= mostBegun ? failed(reason) : { do: 'hold', reason };
}

/** The key goes to the text alone, never to what a person has added to it or put in its place. */
function submit(typedAt: number, sight: Sight, { channel, now, hasRecord = true }: Ways): Move {
  if (!hasRecord && !isFilled(sight)) {
    // What was never seen in the box would not be missed there either.
    return now - typedAt < patience(channel) ? { do: 'wait', for: 'the input box to hold the text' } : failed('the text does not appear in the input box');
  }
  if (!sight.isTouched || sight.holdsText) return pressUnlessObstacle(sight);
  if (isFilled(sight)) return { do: 'wait', for: 'the input box to hold nothing but the text' };
  return now - typedAt < patience(channel) ? proof : failed('a person took the text out of the input box');
}

/** A swallowed key is pressed again, never the text; not into a dialog, where it would be an answer. */
function submitAgain(receipt: Extract<Receipt, { state: 'submitted' }>, sight: Sight, { when, channel, now, hasRecord = true }: Ways): Move {
  // What was idle when the key was pressed, and asks something now, asks it because of the text.
  const asks = !sight.holdsText && sight.status === 'waiting' && when !== 'next-turn';
  const isTaken = !hasRecord && !sight.isTouched && (sight.draft === '' || asks);
  if (isTaken) return { do: 'end', as: 'acknowledged', reason: 'its input box has let go of the text (weaker: the tool keeps no record that could prove it)' };
  const stillInBox = sight.isTouched ? sight.holdsText : isFilled(sight);
  if (channel.by === 'http' || !stillInBox) {
    const isLost = sight.status === 'idle' && now - receipt.at >= lostMs;
    return isLost ? failed('the agent is idle, and neither its input box nor its own record has the text') : proof;
  }
  if (now - receipt.at < patience(channel)) return proof;
  if (receipt.presses < mostPresses) return pressUnlessObstacle(sight);
  return failed(`the text stands in the input box, and ${mostPresses} presses of ${channel.submit.key} did not send it`);
}

function pressUnlessObstacle(sight: Sight): Move {
  const obstacle = keyObstacles.find((one) => one.stands(sight));
  return obstacle === undefined ? { do: 'press' } : { do: 'wait', for: obstacle.waitsFor };
}

/** How long a tool may take to do with a key what it does. */
function patience(channel: Channel): number {
  return channel.by === 'http' ? doorMs : channel.submit.againAfterMs;
}

function isFilled({ draft }: Sight): boolean {
  return draft !== undefined && draft !== '';
}

function failed(reason: string): Move {
  return { do: 'end', as: 'failed', reason };
}
