import { execute } from './execute.ts';
import { HostError } from './host-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How the crons say that a person has no crontab: all of them with exit code 1, as for anything else. */
const none = /no crontab for|no such file or directory/i;

/** A person's own crontab; an empty text where there is none. Throws a HostError. */
export async function readCrontab(environment: Environment): Promise<string> {
  const { stdout, stderr, exitCode } = await execute('crontab', ['-l'], { env: { ...environment, LC_ALL: 'C' }, accepted: [0, 1] });
  if (exitCode === 0) return stdout;
  if (none.test(stderr)) return '';
  throw new HostError({ tool: 'crontab', command: ['crontab', '-l'], message: `Your crontab can not be read: ${stderr.trim()}.`, exitCode, stderr });
}

/** Replaces a person's own crontab, and looks whether that was kept. Throws a HostError. */
export async function writeCrontab(text: string, environment: Environment): Promise<void> {
  if (text === '') await execute('crontab', ['-r'], { env: environment });
  else await execute('crontab', ['-'], { env: environment, input: text });
  if ((await readCrontab(environment)) === text) return;
  throw new HostError({ tool: 'crontab', command: ['crontab', '-'], message: 'The crontab is another than the one that was just written.', stderr: '', hint: 'Somebody else changes it now, too: look at it with crontab -l, then try again.' });
}
