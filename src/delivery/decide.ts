import type { Submit } from '../agents/delivery.ts';
import type { Status } from '../state/evidence.ts';
import type { Message, Receipt } from '../state/message.ts';

/** What was seen of a member in one look, as far as a delivery depends on it. */
export interface Sight {
  /** Undefined when the member has no living agent. */
  readonly epoch: number | undefined;
  readonly status: Status;
  /** What stands in the input box; undefined when none is recognised. */
  readonly draft: string | undefined;
  /** The pane shows its history (copy mode): keys would go there. */
  readonly inMode: boolean;
  /** Another program than the agent reads the terminal, such as an editor it opened. */
  readonly otherInFront: boolean;
  /** A person typed in this window a moment ago. */
  readonly personTypes: boolean;
  /** The tool's own record holds this message, behind what it held before. */
  readonly hasArrived: boolean;
}

/** What to do next. `wait` says for what, in words that end a sentence beginning with "It waits for". */
export type Move =
  | { readonly do: 'type' }
  | { readonly do: 'press' }
  | { readonly do: 'interrupt' }
  | { readonly do: 'wait'; readonly for: string }
  | { readonly do: 'end'; readonly as: 'acknowledged' | 'failed'; readonly reason: string };

export interface Ways {
  readonly message: Message;
  readonly submit: Submit;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

const mostPresses = 4;

/** The next move of a delivery. Pure; never answers `type` once anything was typed. */
export function decide(receipt: Receipt, sight: Sight, ways: Ways): Move {
  switch (receipt.state) {
    case 'queued':
    case 'held':
      return beforeTyping(sight, ways);
    case 'typing':
      return afterTyping(receipt.epoch, sight) ?? unfinished(sight, ways);
    case 'typed':
      return afterTyping(receipt.epoch, sight) ?? mayPress(sight);
    case 'submitted':
      return afterTyping(receipt.epoch, sight) ?? pressAgain(receipt, sight, ways);
    default:
      return { do: 'end', as: receipt.state, reason: 'it has ended already' };
  }
}

interface Obstacle {
  readonly waitsFor: string;
  stands(sight: Sight): boolean;
}

/** Why no key is pressed now, gravest first. */
const keyObstacles: readonly Obstacle[] = [
  { waitsFor: 'a living agent', stands: ({ epoch, status }) => epoch === undefined || status === 'exited' },
  { waitsFor: 'the agent to be ready', stands: ({ status }) => status === 'starting' },
  { waitsFor: 'an answer to the question on its screen', stands: ({ status }) => status === 'waiting' },
  { waitsFor: 'the end of its usage limit', stands: ({ status }) => status === 'limited' },
  { waitsFor: 'the window to leave copy mode', stands: ({ inMode }) => inMode },
  { waitsFor: 'the other program in its window to end', stands: ({ otherInFront }) => otherInFront },
  { waitsFor: 'the person who types there', stands: ({ personTypes }) => personTypes },
];

/** Why no text is typed now, beyond those: it would mix with what stands in the box. */
const boxObstacles: readonly Obstacle[] = [
  { waitsFor: 'an input box that can be read', stands: ({ draft }) => draft === undefined },
  { waitsFor: 'the draft in its input box to be sent or cleared', stands: ({ draft }) => draft !== undefined && draft !== '' },
];

function beforeTyping(sight: Sight, { message }: Ways): Move {
  const obstacle = [...keyObstacles, ...boxObstacles].find((one) => one.stands(sight));
  if (obstacle !== undefined) return { do: 'wait', for: obstacle.waitsFor };
  if (sight.status === 'idle' || message.when === 'next-turn') return { do: 'type' };
  if (message.when === 'now' && sight.status === 'working') return { do: 'interrupt' };
  return { do: 'wait', for: sight.status === 'working' ? 'the end of its turn' : 'a sign that it is idle' };
}

/** What holds for all that was typed: it has arrived, or the agent it was typed to is no more. */
function afterTyping(epoch: number, sight: Sight): Move | undefined {
  if (sight.hasArrived) return { do: 'end', as: 'acknowledged', reason: 'the tool\'s own record has it' };
  if (sight.epoch !== epoch || sight.status === 'exited') {
    return { do: 'end', as: 'failed', reason: 'the agent ended before it took the text' };
  }
  return undefined;
}

/** A runner died while it typed. Only a box that holds the whole text may be submitted; a part of it is a person's to judge. */
function unfinished(sight: Sight, { message }: Ways): Move {
  if (sight.draft === message.text) return mayPress(sight);
  return { do: 'end', as: 'failed', reason: 'the runner died while it typed, and the text is not whole in the input box' };
}

function mayPress(sight: Sight): Move {
  const obstacle = keyObstacles.find((one) => one.stands(sight));
  return obstacle === undefined ? { do: 'press' } : { do: 'wait', for: obstacle.waitsFor };
}

/** A swallowed key is pressed again, never the text; not into a dialog, where it would be an answer. */
function pressAgain(receipt: Extract<Receipt, { state: 'submitted' }>, sight: Sight, { submit, now }: Ways): Move {
  if (now - receipt.at < submit.againAfterMs) return { do: 'wait', for: 'the tool\'s own record to have it' };
  const stillInBox = sight.draft !== undefined && sight.draft !== '';
  if (!stillInBox) return { do: 'wait', for: 'the tool\'s own record to have it' };
  if (receipt.presses >= mostPresses) return { do: 'end', as: 'failed', reason: `the text stands in the input box, and ${mostPresses} presses of ${submit.key} did not send it` };
  return mayPress(sight);
}
