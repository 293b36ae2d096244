import type { ObservedPane } from '../../state/observed.ts';
import { withOwnStyles } from '../../util/styles.ts';
import { isStale } from './commands.ts';
import { closeLookLine, keysLine, partMark, pasteLine, pressCommand, typeCommand, type Unchanged } from './typing.ts';

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
 * agent than it did, a dead one, none or copy mode, or when anything that must be unchanged is not.
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
  /** Undefined where the pane is gone. */
  send(line: string): Promise<string | undefined>;
}

export function createInput(server: Line): Input {
  let buffers = 0;
  const isDone = async (line: string) => !isRefused(await server.send(line));
  return {
    lookClosely: async (pane) => readCloseLook(pane, await server.send(closeLookLine(pane.id))),
    type: (pane, text, unchanged) => isDone(keysLine(pane, [typeCommand(pane.id, text)], unchanged)),
    press: (pane, key, unchanged) => isDone(keysLine(pane, [pressCommand(pane.id, key)], unchanged)),
    paste: (pane, text, unchanged) => isDone(pasteLine(pane, { text, buffer: `coders-${process.pid}-${(buffers += 1)}` }, unchanged)),
  };
}

function isRefused(printed: string | undefined): boolean {
  return printed === undefined || isStale(printed);
}

function readCloseLook({ window }: ObservedPane, printed: string | undefined): CloseLook | undefined {
  if (printed === undefined || isStale(printed)) return undefined;
  const [facts = '', styled = '', clients = ''] = printed.split(`${partMark}\n`);
  const [mode, hands = '', scene = ''] = facts.trimEnd().split(' ');
  const shown = clients.split('\n').map((line) => line.split(',')).filter(([isControl, at]) => isControl === '0' && at === window);
  const touches = shown.map(([, , activity]) => Number(activity) * 1000);
  return { inMode: mode === '1', styled: withOwnStyles(styled.split('\n')), hands, scene, ...(touches.length === 0 ? {} : { touchedAt: Math.max(...touches) }) };
}
