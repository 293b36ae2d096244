import { dirname } from 'node:path';
import { makePrivateFolder } from '../../host/own-files.ts';
import { serviceKinds } from '../../service/kinds.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { installText, piecesText, serviceJson, serviceText, uninstallText, type ServiceReport } from '../reporters/service.ts';
import { foundServices, kindForHere, kindNamed, serviceCall, type FoundService } from '../service-call.ts';

export const command: Command = {
  name: 'service',
  summary: 'have the supervisor started after a reboot: by systemd, launchd or cron',
  operands: 'install | uninstall | status',
  details: 'Shows what it writes, and asks, before it writes it. A supervisor that runs now is left alone.',
  options: {
    kind: { summary: 'systemd, launchd or cron; the one that this system has unless given', value: 'KIND' },
    print: { summary: 'print what would be written or removed, and do nothing' },
    yes: { summary: 'do not ask', short: 'y' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders service install', does: 'from the next boot on, the teams come back by themselves' },
    { line: 'coders service install --kind cron --print', does: 'only shows the line for a crontab' },
    { line: 'coders service uninstall --yes', does: 'removes exactly what was written, without asking' },
  ],
  run,
};

type Verb = (invocation: Invocation) => Promise<ServiceReport | 'declined'>;

const verbs: Readonly<Record<string, Verb>> = { install, uninstall, status };

async function run(invocation: Invocation): Promise<number> {
  const { operands: [named], options, terminal } = invocation;
  const verb = named !== undefined && Object.hasOwn(verbs, named) ? verbs[named] : undefined;
  if (verb === undefined) throw unknownVerb(named);
  const report = await verb(invocation);
  if (report === 'declined') {
    terminal.err('Nothing was changed.');
    return exits.notConverged;
  }
  if (options.has('json')) terminal.data(JSON.stringify(serviceJson(report), null, 2));
  else if (report.printed !== undefined) terminal.data(report.printed.replace(/\n$/, ''));
  else terminal.out(serviceText(report));
  return exits.success;
}

async function install(invocation: Invocation): Promise<ServiceReport | 'declined'> {
  const { options } = invocation;
  const call = serviceCall(invocation);
  const { startup, surroundings } = call;
  const named = options.text('kind');
  const kind = named === undefined ? kindForHere(surroundings) : kindNamed(named);
  const wanted = { kind, state: 'current', pieces: kind.pieces(startup, surroundings) } as const;
  const report = { verb: 'install', services: [wanted], changed: false, notes: [] } as const;
  if (options.has('print')) return { ...report, printed: piecesText(wanted.pieces) };
  const [found] = await foundServices([kind], call);
  if (found?.state === 'current') return report;
  if (found?.state === 'foreign') throw new UsageError(`${found.pieces[0]?.place} exists, and coders did not write it.`, 'Look at what it is; move it away, or name another --kind.');
  if (!(await agreed(installText({ service: wanted, beside: kind.beside(surroundings), isRenewed: found !== undefined }), invocation))) return 'declined';
  makePrivateFolder(dirname(startup.log)); // where the log is opened before anything of coders runs
  return { ...report, changed: true, notes: [...(await kind.install(startup, surroundings)), ...passing(startup.command)] };
}

async function uninstall(invocation: Invocation): Promise<ServiceReport | 'declined'> {
  const { options } = invocation;
  const call = serviceCall(invocation);
  const found = (await foundServices(kindsMeant(invocation), call)).filter(({ state }) => state !== 'foreign');
  const report = { verb: 'uninstall', services: found, changed: false, notes: [] } as const;
  if (options.has('print')) return { ...report, printed: uninstallText(found) };
  if (found.length === 0) return report;
  if (!(await agreed(uninstallText(found), invocation))) return 'declined';
  const notes: string[] = [];
  for (const { kind } of found) notes.push(...(await kind.uninstall(call.startup, call.surroundings)));
  return { ...report, changed: true, notes };
}

async function status(invocation: Invocation): Promise<ServiceReport> {
  const services: readonly FoundService[] = await foundServices(kindsMeant(invocation), serviceCall(invocation));
  return { verb: 'status', services, changed: false, notes: [] };
}

function kindsMeant({ options }: Invocation): typeof serviceKinds {
  const named = options.text('kind');
  return named === undefined ? serviceKinds : [kindNamed(named)];
}

async function agreed(announcement: string, { options, terminal, operands: [verb] }: Invocation): Promise<boolean> {
  if (options.has('yes')) return true;
  if (!terminal.interactive) throw new UsageError(`coders service ${verb} changes what this system starts, and nobody can be asked.`, 'Look at it with --print, then say --yes.');
  terminal.err(announcement);
  const answer = await terminal.ask('Do that? Only "yes" is taken as yes: ');
  return answer?.trim() === 'yes';
}

/** What a later clearing away takes from under the service. */
function passing(command: readonly string[]): string[] {
  return command.some((word) => word.includes('/_npx/')) ? ['This coders stands in the cache of npx, which is cleared at times: npm install -g coders, then install the service with that one.'] : [];
}

function unknownVerb(named: string | undefined): UsageError {
  const names = Object.keys(verbs).join(', ');
  return new UsageError(named === undefined ? 'coders service needs a word that says what to do.' : `coders service can not "${named}".`, `It is one of ${names}.`);
}
