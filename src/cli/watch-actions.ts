import type { Actions } from '../watch/live-view.ts';
import type { MemberName } from '../watch/sight.ts';
import type { Notice } from '../watch/state.ts';
import { readArguments } from './arguments.ts';
import { exits, type Invocation } from './command.ts';
import { failureText } from './reporters/failure.ts';
import type { Terminal } from './terminal.ts';

/** What the keys of the live view do: each runs the verb of its name, as if it had been typed. */
export function verbActions(invocation: Invocation): Actions {
  const silently = (verb: string) => (member: MemberName, ...words: readonly string[]) => run([verb, member, ...words], invocation);
  return {
    attach: async (member) => {
      const { isFailure, text } = await run(['attach', member], invocation, invocation.terminal);
      return { isFailure, text: isFailure ? text : `Back from ${member.address}: it goes on.` };
    },
    send: silently('send'),
    hold: silently('hold'),
    release: silently('release'),
    restart: silently('restart'),
    why: (member) => run(['why', member], invocation),
  };
}

type Line = readonly [verb: string, member: MemberName, ...words: readonly string[]];

/** What the verb said, all of it for one that succeeds; a terminal of the caller's has been told itself. */
async function run([verb, { team, address }, ...words]: Line, invocation: Invocation, terminal?: Terminal): Promise<Notice> {
  const said: string[] = [];
  try {
    const command = (await invocation.allCommands()).find(({ name }) => name === verb);
    if (command === undefined) throw new Error(`there is no verb ${verb}`);
    const exit = await command.run({ ...invocation, ...readArguments(command, ['--team', team, '--', address, ...words]), terminal: terminal ?? listening(said) });
    const text = said.join('\n').trim();
    return { text: text === '' && exit !== exits.success ? `coders ${verb} ended with exit code ${exit}.` : text, isFailure: exit !== exits.success };
  } catch (error) {
    const { text, exit } = failureText(error, { color: false, json: false });
    if (exit === exits.bug) throw error;
    return { text: text.replace(/^error: /, '').replace('\nhelp: ', ' '), isFailure: true };
  }
}

function listening(said: string[]): Terminal {
  const hear = (text: string) => void said.push(text);
  return { out: hear, data: hear, err: hear, color: false, interactive: false, columns: 1000, ask: () => Promise.resolve(undefined) };
}
