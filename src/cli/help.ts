import type { Command } from './command.ts';
import { allCommands } from './commands/index.ts';
import { palette } from './reporters/palette.ts';
import { wrapped } from './reporters/wrapped.ts';

/** `coders --help`. */
export async function overview(color: boolean): Promise<string> {
  const { bold } = palette(color);
  const commands = await allCommands();
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Runs teams of AI coding agents in tmux from one file: plan shows what would change and why, apply makes it so.',
    '',
    bold('Verbs'),
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    bold('Start here'),
    '  coders init --template pair     write a commented team.yaml',
    '  coders plan                     see what it would do',
    '  coders apply                    do it',
    '',
    'coders VERB --help explains a verb, with examples.',
  ].join('\n');
}

/** `coders VERB --help`, for a terminal of so many columns. */
export function commandHelp(command: Command, { color, columns }: { readonly color: boolean; readonly columns: number }): string {
  const { bold, faint } = palette(color);
  const options = Object.entries({ ...command.options, help: { summary: 'show this' } })
    .map(([name, option]) => [`--${name}${'value' in option ? ` ${option.value}` : ''}`, option.summary] as const);
  const width = Math.max(...options.map(([flag]) => flag.length));
  return [
    `${bold(`coders ${command.name}`)} ${[command.operands, '[OPTIONS]'].filter((words) => words !== '').join(' ')}`,
    '',
    `${command.summary}.`,
    ...(command.details === undefined ? [] : ['', wrapped(folded(command.details), Math.min(columns, 120))]),
    '',
    bold('Options'),
    ...options.map(([flag, summary]) => `  ${flag.padEnd(width)}  ${summary}`),
    '',
    bold('Examples'),
    ...command.examples.flatMap(({ line, does }) => [`  ${line}`, `      ${faint(does)}`]),
  ].join('\n');
}

/** A line that ends within a sentence goes on in the next: where it breaks is for the terminal to say. What is indented stays as it is. */
function folded(text: string): string {
  return text.replace(/(?<=^\S.*[^\s.])\n(?=\S)/gm, ' ');
}
