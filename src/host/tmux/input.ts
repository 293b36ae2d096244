import type { ObservedPane } from '../../state/observed.ts';
import { withOwnStyles } from '../../util/styles.ts';
import { staleAnswer } from './commands.ts';
import { closeLookLine, keysLine, pasteLine, pressCommand, typeCommand, type Unchanged } from './typing.ts';

/** One pane from close by. */
export interface CloseLook {
  /** It shows its history, and keys would go there. */
  readonly inMode: boolean;
  /** The visible lines, each with its styles as escape sequences. */
  readonly styled: readonly string[];
  /** When a person's terminal that shows this window last sent anything; in milliseconds since the Unix epoch. */
  readonly touchedAt?: number;
  /** Another after each key of a person who looks at the window, and when one begins or ceases to look. */
  readonly hands: string;
  /** Another when a dialog opens, and mostly when anything else is drawn. */
  readonly scene: string;
}

/**
 * What a person's keyboard could do to one pane. Keys are refused, and then nothing was done, when the pane holds another
 * agent than it did, a dead one or copy mode, or when anything that must be unchanged is not.
 */
export interface Input {
  /** Undefined when the pane is gone. */
  lookClosely(pane: ObservedPane): Promise<CloseLook | undefined>;
  /** These tell whether it was done. */
  type(pane: ObservedPane, text: string, unchanged: Unchanged): Promise<boolean>;
  paste(pane: ObservedPane, text: string, unchanged: Unchanged): Promise<boolean>;
  press(pane: ObservedPane, key: string, unchanged: Unchanged): Promise<boolean>;
}

interface Line {
  send(line: string): Promise<string[][]>;
}

export function createInput(connection: Line): Input {
  let buffers = 0;
  const isDone = async (line: string) => (await connection.send(line)).every(([first]) => first !== staleAnswer);
  return {
    lookClosely: async (pane) => readCloseLook(pane, await connection.send(closeLookLine(pane.id))),
    type: (pane, text, unchanged) => isDone(keysLine(pane, [typeCommand(pane.id, text)], unchanged)),
    press: (pane, key, unchanged) => isDone(keysLine(pane, [pressCommand(pane.id, key)], unchanged)),
    paste: (pane, text, unchanged) => isDone(pasteLine(pane, { text, buffer: `coders-${process.pid}-${(buffers += 1)}` }, unchanged)),
  };
}

function readCloseLook({ window }: ObservedPane, blocks: readonly string[][]): CloseLook | undefined {
  // The choice between looking and not prints a block of its own, which is empty.
  const [[facts = ''] = [], styled = [], clients = []] = blocks.filter((block, index) => index > 0 || block.length > 0);
  if (facts === staleAnswer) return undefined;
  const [mode, hands = '', scene = ''] = facts.split(' ');
  const touches = clients.map((line) => line.split(',')).filter(([isControl, shown]) => isControl === '0' && shown === window).map(([, , activity]) => Number(activity) * 1000);
  return { inMode: mode === '1', styled: withOwnStyles(styled), hands, scene, ...(touches.length === 0 ? {} : { touchedAt: Math.max(...touches) }) };
}
