import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { completionScripts } from '../completion-scripts.ts';

export const command: Command = {
  name: 'completion',
  summary: 'print a completion script for a shell',
  operands: 'bash | zsh | fish',
  options: { json: jsonOption },
  examples: [
    { line: 'coders completion bash > ~/.local/share/bash-completion/completions/coders', does: 'for bash, from the next shell on' },
    { line: 'coders completion zsh > "${fpath[1]}/_coders"', does: 'for zsh' },
    { line: 'coders completion fish > ~/.config/fish/completions/coders.fish', does: 'for fish' },
  ],
  run,
};

async function run({ operands, options, terminal, allCommands }: Invocation): Promise<number> {
  const [shell] = operands;
  const write = shell !== undefined && Object.hasOwn(completionScripts, shell) ? completionScripts[shell] : undefined;
  if (write === undefined) throw new UsageError(shell === undefined ? 'coders completion needs the name of a shell.' : `coders completion knows no shell "${shell}".`, `Shells are ${Object.keys(completionScripts).join(', ')}.`);
  const script = write(await allCommands());
  terminal.data(options.has('json') ? JSON.stringify({ version: 1, shell, script }, null, 2) : script);
  return exits.success;
}
