import type { Startup } from './startup.ts';

/** By this first line a unit is known as coders' own. */
export const unitMark = '# Written by coders service install; coders service uninstall removes it.';

/** The text of a systemd user unit. */
export function systemdUnit({ command, environment, log }: Startup): string {
  const [program = '', ...argv] = startable(command);
  return [
    unitMark,
    '[Unit]',
    'Description=The coders supervisor, which keeps teams of coding agents as they were applied',
    '',
    '[Service]',
    ...Object.entries(environment).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`),
    `ExecStart=${[quoted(program), ...argv.map((word) => quoted(word).replaceAll('$', '$$$$'))].join(' ')}`,
    'Restart=on-failure',
    'RestartSec=5',
    '# Agents and their tmux servers outlive the supervisor, and are many.',
    'KillMode=process',
    'OOMPolicy=continue',
    'TasksMax=infinity',
    `StandardOutput=append:${withoutSpecifiers(log)}`,
    `StandardError=append:${withoutSpecifiers(log)}`,
    '',
    '[Install]',
    'WantedBy=default.target',
    '',
  ].join('\n');
}

/** Systemd takes no program with a quote or a backslash in its path; a shell does. */
function startable(command: readonly string[]): readonly string[] {
  return /["'\\]/.test(command[0] ?? '') ? ['/bin/sh', '-c', 'exec "$0" "$@"', ...command] : command;
}

/** One word: of what is done within quotes, systemd undoes C escapes and `%`; `$` counts only in arguments. */
function quoted(word: string): string {
  const text = withoutSpecifiers(word).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return /^[\w./:=@+-]+$/.test(text) ? text : `"${text}"`;
}

function withoutSpecifiers(text: string): string {
  return text.replaceAll('%', '%%');
}
