import { readCrontab, writeCrontab } from '../host/crontab.ts';
import { isOnPath } from '../host/find-program.ts';
import { removeFile, replaceText } from '../host/own-files.ts';
import { cronLine, cronLinesIn, withCronLine } from './cron-line.ts';
import { cronScript, scriptMark, scriptPath } from './cron-script.ts';
import type { Found, Piece, ServiceKind, Surroundings } from './kind.ts';
import { lookAtFile } from './own-text.ts';
import type { Startup } from './startup.ts';

const place = 'your crontab';

/** A line in the person's own crontab, and the script that it names. */
export const cron: ServiceKind = {
  name: 'cron',
  when: 'when cron starts, after each boot',
  isHere: hasCrontab,
  pieces: (startup) => [scriptOf(startup), { place, text: `${cronLine(scriptPath(startup))}\n` }],
  beside: () => [],
  look,
  install: async (startup, { environment }) => {
    const { place: script, text } = scriptOf(startup);
    replaceText(script, text);
    await writeCrontab(withCronLine(await readCrontab(environment), cronLine(script)), environment);
    return [];
  },
  uninstall: async (startup, surroundings) => {
    const { environment } = surroundings;
    const crontab = hasCrontab(surroundings) ? await readCrontab(environment) : '';
    if (cronLinesIn(crontab).length > 0) await writeCrontab(withCronLine(crontab, undefined), environment);
    if (lookAtFile(scriptOf(startup), scriptMark).state !== 'foreign') removeFile(scriptPath(startup));
    return [];
  },
};

/** Half of it is no service, and is renewed or removed like a whole one. */
async function look(startup: Startup, surroundings: Surroundings): Promise<Found> {
  const script = lookAtFile(scriptOf(startup), scriptMark);
  if (script.state === 'foreign') return script;
  const lines = hasCrontab(surroundings) ? cronLinesIn(await readCrontab(surroundings.environment)) : [];
  if (lines.length === 0 && script.state === 'absent') return script;
  const isCurrent = script.state === 'current' && lines.join('\n') === cronLine(scriptPath(startup));
  return { state: isCurrent ? 'current' : 'different', pieces: [...script.pieces, ...lines.map((line): Piece => ({ place, text: `${line}\n` }))] };
}

function scriptOf(startup: Startup): Piece {
  return { place: scriptPath(startup), text: cronScript(startup) };
}

function hasCrontab({ environment }: Surroundings): boolean {
  return isOnPath('crontab', environment['PATH']);
}
