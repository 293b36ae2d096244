import type { Answer } from '../../server/command-line.ts';
import { readArguments } from '../arguments.ts';
import { exits, type Invocation } from '../command.ts';
import { failureText } from '../reporters/failure.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Runs a command line within this process, as its caller would in a pane, and gives all that it says. What has been asked
 * for and waits for its moment (exit code 4) is no failure.
 */
export async function runWords([verb, ...rest]: readonly string[], invocation: Invocation): Promise<Answer> {
  const command = (await invocation.allCommands()).find(({ name }) => name === verb);
  if (command === undefined) throw new Error(`a tool calls the unknown verb ${verb}`);
  const { terminal, said } = listener();
  try {
    const exit = await command.run({ ...invocation, ...readArguments(command, rest), terminal });
    return { text: said.join('\n'), failed: exit !== exits.success && exit !== exits.notConverged };
  } catch (error) {
    return { text: [...said, failureText(error, { color: false, json: false }).text].join('\n'), failed: true };
  }
}

/** A terminal that keeps what is said, in order. Nobody can be asked there. */
function listener(): { readonly terminal: Terminal; readonly said: readonly string[] } {
  const said: string[] = [];
  const keep = (text: string) => void said.push(text.trimEnd());
  return { said, terminal: { out: keep, data: keep, err: keep, color: false, interactive: false, columns: 120, ask: () => Promise.resolve(undefined) } };
}
