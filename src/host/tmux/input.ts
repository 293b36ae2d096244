import type { ObservedPane } from '../../state/observed.ts';
import type { HostError } from '../host-error.ts';
import { staleAnswer } from './commands.ts';
import { closeLookLine, keysLine, pasteLine, pressCommand, typeCommand } from './typing.ts';

/** One pane from close by. */
export interface CloseLook {
  /** It shows its history, and keys would go there. */
  readonly inMode: boolean;
  /** The visible lines with their styles, as escape sequences. */
  readonly styled: readonly string[];
  /** When a person's terminal that shows this window last sent anything; in milliseconds since the Unix epoch. */
  readonly touchedAt?: number;
}

/** What a person's keyboard could do to one pane. Refused when the pane holds another agent by now, a dead one, or copy mode. */
export interface Input {
  lookClosely(pane: ObservedPane): Promise<CloseLook>;
  type(pane: ObservedPane, text: string): Promise<void>;
  paste(pane: ObservedPane, text: string): Promise<void>;
  press(pane: ObservedPane, key: string): Promise<void>;
}

interface Line {
  send(line: string): Promise<string[][]>;
  error(line: string, message: string): HostError;
}

export function createInput(connection: Line): Input {
  let buffers = 0;
  async function guarded(line: string, pane: ObservedPane): Promise<void> {
    const blocks = await connection.send(line);
    if (blocks.some(([first]) => first === staleAnswer)) {
      throw connection.error(line, `Pane ${pane.id} does not hold the agent that the text is for, or shows its history.`);
    }
  }
  return {
    lookClosely: async (pane) => readCloseLook(pane, await connection.send(closeLookLine(pane.id))),
    type: (pane, text) => guarded(keysLine(pane, [typeCommand(pane.id, text)]), pane),
    press: (pane, key) => guarded(keysLine(pane, [pressCommand(pane.id, key)]), pane),
    paste: (pane, text) => guarded(pasteLine(pane, text, `coders-${process.pid}-${(buffers += 1)}`), pane),
  };
}

function readCloseLook({ window }: ObservedPane, [mode = [], styled = [], clients = []]: readonly string[][]): CloseLook {
  const touches = clients.map((line) => line.split(',')).filter(([isControl, shown]) => isControl === '0' && shown === window).map(([, , activity]) => Number(activity) * 1000);
  return { inMode: mode[0] === '1', styled, ...(touches.length === 0 ? {} : { touchedAt: Math.max(...touches) }) };
}
