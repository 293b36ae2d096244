import type { Command } from './command.ts';
import { allCommands } from './commands/index.ts';
import { palette } from './reporters/palette.ts';

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

/** `coders VERB --help`. */
export function commandHelp(command: Command, color: boolean): string {
  const { bold, faint } = palette(color);
  const options = Object.entries({ ...command.options, help: { summary: 'show this' } })
    .map(([name, option]) => [`--${name}${'value' in option ? ` ${option.value}` : ''}`, option.summary] as const);
  const width = Math.max(...options.map(([flag]) => flag.length));
  return [
    `${bold(`coders ${command.name}`)} ${[command.operands, '[OPTIONS]'].filter((words) => words !== '').join(' ')}`,
    '',
    `${command.summary}.`,
    ...(command.details === undefined ? [] : ['', command.details]),
    '',
    bold('Options'),
    ...options.map(([flag, summary]) => `  ${flag.padEnd(width)}  ${summary}`),
    '',
    bold('Examples'),
    ...command.examples.flatMap(({ line, does }) => [`  ${line}`, `      ${faint(does)}`]),
  ].join('\n');
}
