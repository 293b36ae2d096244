import { join } from 'node:path';
import { kind } from '../host/files.ts';
import { isOnPath } from '../host/find-program.ts';
import { linkTarget, removeFile, replaceLink, replaceText } from '../host/own-files.ts';
import { runProgram } from '../host/run-program.ts';
import type { Found, Piece, ServiceKind, Surroundings } from './kind.ts';
import { lookAtFile } from './own-text.ts';
import type { Startup } from './startup.ts';
import { systemdUnit, unitMark } from './systemd-unit.ts';

/** A unit of the person's own systemd. It is enabled by its link, as systemctl does it, which needs no running systemd. */
export const systemd: ServiceKind = {
  name: 'systemd',
  when: 'after each boot, or where lingering is off when you log in',
  isHere: ({ environment }) => kind('/run/systemd/system') === 'directory' && isOnPath('systemctl', environment['PATH']),
  pieces: (startup, surroundings) => [unitOf(startup, surroundings)],
  beside: (surroundings) => [
    `The link ${linkPath(surroundings)} enables it.`,
    ...(lingers(surroundings) ? [] : ['Your systemd is told to start without a login: loginctl enable-linger.']),
  ],
  look,
  install: async (startup, surroundings) => {
    const { place, text } = unitOf(startup, surroundings);
    replaceText(place, text);
    replaceLink(linkPath(surroundings), place);
    await reload(surroundings);
    return lingers(surroundings) ? [] : linger(surroundings);
  },
  uninstall: async (_startup, surroundings) => {
    if (linkTarget(linkPath(surroundings)) === unitPath(surroundings)) removeFile(linkPath(surroundings));
    removeFile(unitPath(surroundings));
    await reload(surroundings);
    return lingers(surroundings) ? ['Your systemd still starts without a login, which others may need; loginctl disable-linger ends that.'] : [];
  },
};

async function look(startup: Startup, surroundings: Surroundings): Promise<Found> {
  const found = lookAtFile(unitOf(startup, surroundings), unitMark);
  const isEnabled = linkTarget(linkPath(surroundings)) === unitPath(surroundings);
  return found.state === 'current' && !isEnabled ? { ...found, state: 'different' } : found;
}

function unitOf(startup: Startup, surroundings: Surroundings): Piece {
  return { place: unitPath(surroundings), text: systemdUnit(startup) };
}

/** Where a person's systemd looks whatever the variables of a shell say, which it does not know. */
function unitPath({ home }: Surroundings): string {
  return join(home, '.config', 'systemd', 'user', 'coders.service');
}

function linkPath({ home }: Surroundings): string {
  return join(home, '.config', 'systemd', 'user', 'default.target.wants', 'coders.service');
}

function lingers({ user }: Surroundings): boolean {
  return kind(join('/var/lib/systemd/linger', user)) !== undefined;
}

const patienceMs = 10_000;

/** Where no systemd of the person runs now, the next one reads the unit anyway. */
async function reload({ environment }: Surroundings): Promise<void> {
  await runProgram('systemctl', ['--user', 'daemon-reload'], { env: environment, timeoutMs: patienceMs });
}

async function linger({ environment, user }: Surroundings): Promise<readonly string[]> {
  const ended = await runProgram('loginctl', ['--no-ask-password', 'enable-linger'], { env: environment, timeoutMs: patienceMs });
  if (ended.how === 'exited' && ended.exitCode === 0) return [];
  const reason = ended.how === 'not started' ? ended.error.message : ended.stderr.trim();
  return [`Until somebody types "sudo loginctl enable-linger ${user}" it starts only when you log in: loginctl enable-linger fails${reason === '' ? '' : ` (${reason})`}.`];
}
