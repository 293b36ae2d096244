import { dirname, join } from 'node:path';
import { shellWord } from './cron-line.ts';
import type { Startup } from './startup.ts';

/** By this line a script is known as coders' own. */
export const scriptMark = '# Written by coders service install; coders service uninstall removes it.';

/** Absolute path of the script, beside the log. */
export function scriptPath({ log }: Startup): string {
  return join(dirname(log), 'service.sh');
}

/** The shell script that cron starts. Cron starts it once, so the loop is what others call a restart on failure. */
export function cronScript({ command, environment, log }: Startup): string {
  return [
    '#!/bin/sh',
    scriptMark,
    `exec >> ${shellWord(log)} 2>&1`,
    ...Object.entries(environment).map(([name, value]) => `export ${name}=${shellWord(value)}`),
    `until ${command.map(shellWord).join(' ')}; do sleep 5 || exit; done`,
    '',
  ].join('\n');
}
