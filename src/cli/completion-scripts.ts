import type { Command } from './command.ts';

/** How to write the completion script of each shell, from the verbs and their options. */
export const completionScripts: Readonly<Record<string, (commands: readonly Command[]) => string>> = { bash, zsh, fish };

function bash(commands: readonly Command[]): string {
  return [
    '_coders() {',
    '  local word=${COMP_WORDS[COMP_CWORD]}',
    '  local words',
    '  case ${COMP_CWORD}:${COMP_WORDS[1]} in',
    `    1:*) words="${names(commands).join(' ')} help" ;;`,
    ...commands.map((command) => `    *:${command.name}) words="${flags(command).join(' ')}" ;;`),
    '  esac',
    '  if [[ $COMP_CWORD -gt 1 && $word != -* ]]; then COMPREPLY=( $(compgen -f -- "$word") ); return; fi',
    '  COMPREPLY=( $(compgen -W "$words" -- "$word") )',
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
    '  case $words[2] in',
    ...commands.map((command) => `    ${command.name}) _arguments ${options(command).map(([flag, summary, value]) =>
      zshQuoted(`${flag}[${summary.replace(/[[\]:]/g, ' ')}]${value === undefined ? '' : `:${value}:_files`}`)).join(' ')} '*:file:_files' ;;`),
    '  esac',
    '}',
    '_coders "$@"',
  ].join('\n');
}

function fish(commands: readonly Command[]): string {
  return commands.flatMap((command) => [
    `complete -c coders -n __fish_use_subcommand -a ${command.name} -d ${fishQuoted(command.summary)}`,
    ...options(command).map(([flag, summary, value]) =>
      `complete -c coders -n '__fish_seen_subcommand_from ${command.name}' -l ${flag.slice(2)} -d ${fishQuoted(summary)}${value === undefined ? '' : ' -r'}`),
  ]).join('\n');
}

function names(commands: readonly Command[]): string[] {
  return commands.map(({ name }) => name);
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
