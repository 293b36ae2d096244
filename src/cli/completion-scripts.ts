import type { Command } from './command.ts';

/** How to write the completion script of each shell, from the verbs and their options. */
export const completionScripts: Readonly<Record<string, (commands: readonly Command[]) => string>> = { bash, zsh, fish };

function bash(commands: readonly Command[]): string {
  return [
    '_coders() {',
    '  local word=${COMP_WORDS[COMP_CWORD]} words= flags= found',
    '  case ${COMP_CWORD}:${COMP_WORDS[1]} in',
    `    1:*) words="${names(commands).join(' ')} help" ;;`,
    `    2:help) words="${names(commands).join(' ')}" ;;`,
    ...commands.map((command) => `    *:${command.name}) words="${choices(command).join(' ')}" flags="${flags(command).join(' ')}" ;;`),
    '  esac',
    '  COMPREPLY=()',
    '  if [[ $word == -* ]]; then words=$flags; fi',
    '  while IFS= read -r found; do COMPREPLY+=("$found"); done < <(',
    '    if [[ -n $words ]]; then compgen -W "$words" -- "$word"; else compgen -f -- "$word"; fi',
    '  )',
    '}',
    'complete -o filenames -F _coders coders',
  ].join('\n');
}

function zsh(commands: readonly Command[]): string {
  return [
    '#compdef coders',
    '_coders() {',
    '  local -a verbs',
    `  verbs=(${commands.map(({ name, summary }) => zshQuoted(`${name}:${summary}`)).join(' ')})`,
    '  if (( CURRENT == 2 )); then _describe verb verbs; return; fi',
    '  local verb=$words[2]',
    '  shift words; (( CURRENT-- ))', // so that the verb is not taken for its own first word
    '  case $verb in',
    '    help) _describe verb verbs ;;',
    ...commands.map((command) => `    ${command.name}) _arguments ${options(command).map(([flag, summary, value]) =>
      zshQuoted(`${flag}[${summary.replace(/[[\]:]/g, ' ')}]${value === undefined ? '' : `:${value}:_files`}`)).join(' ')} ${zshOperands(command)} ;;`),
    '  esac',
    '}',
    '_coders "$@"',
  ].join('\n');
}

function zshOperands(command: Command): string {
  const words = choices(command);
  return zshQuoted(words.length === 0 ? '*:file:_files' : `1:word:(${words.join(' ')})`);
}

function fish(commands: readonly Command[]): string {
  const behind = (verb: string, rest: string) => `complete -c coders -n '__fish_seen_subcommand_from ${verb}' ${rest}`;
  const verbs = commands.map(({ name, summary }) => `complete -c coders -n __fish_use_subcommand -a ${name} -d ${fishQuoted(summary)}`);
  const words = commands.filter((command) => choices(command).length > 0).map((command) => behind(command.name, `-f -a '${choices(command).join(' ')}'`));
  const flagged = commands.flatMap((command) => options(command).map(([flag, summary, value]) =>
    behind(command.name, `-l ${flag.slice(2)} -d ${fishQuoted(summary)}${value === undefined ? '' : ' -r'}`)));
  return [...verbs, behind('help', `-f -a '${names(commands).join(' ')}'`), ...words, ...flagged].join('\n');
}

function names(commands: readonly Command[]): string[] {
  return commands.map(({ name }) => name);
}

/** The words to choose from, where a verb's operands are given as `a | b | c`. */
function choices({ operands }: Command): string[] {
  return /^[a-z]+( \| [a-z]+)+$/.test(operands) ? operands.split(' | ') : [];
}

function flags(command: Command): string[] {
  return options(command).map(([flag]) => flag);
}

function options(command: Command): (readonly [flag: string, summary: string, value: string | undefined])[] {
  const all: Command['options'] = { ...command.options, help: { summary: 'show help' } };
  return Object.entries(all).map(([name, option]) => [`--${name}`, option.summary, option.value] as const);
}

function zshQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
