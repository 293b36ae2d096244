import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { kind as kindOfFile } from '../host/files.ts';
import type { Found, ServiceKind, Surroundings } from '../service/kind.ts';
import { kindHere, serviceKinds } from '../service/kinds.ts';
import { startupOf, unwritable, type Startup } from '../service/startup.ts';
import { nearest } from '../util/suggest.ts';
import { UsageError, type Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';
import { supervisorLog } from './start-supervisor.ts';

/** What a service would start for this person, and the system that it is for. */
export interface ServiceCall {
  readonly startup: Startup;
  readonly surroundings: Surroundings;
}

/** A service of one kind, as it was found. */
export interface FoundService extends Found {
  readonly kind: ServiceKind;
}

/** Throws a UsageError where this coders can not be started by a system. */
export function serviceCall({ environment, packageDirectory }: Invocation): ServiceCall {
  const home = environment['HOME'] || homedir();
  const program = join(packageDirectory, 'dist', 'coders.js');
  const stateDirectory = stateDirectoryOf(environment);
  const startup = startupOf({ node: process.execPath, program, home, stateDirectory, log: supervisorLog(stateDirectory), environment });
  if (kindOfFile(program) !== 'file') throw new UsageError(`There is no program ${program}.`, 'A service starts the coders that is installed: build it with npm run build.');
  const wrong = unwritable(startup);
  if (wrong !== undefined) throw new UsageError(`${JSON.stringify(wrong)} holds a control character, which no service can be given.`, 'Use paths without one.');
  return { startup, surroundings: { home, user: userInfo().username, platform: process.platform, environment } };
}

/** The kind that --kind names. Throws a UsageError for another word. */
export function kindNamed(named: string): ServiceKind {
  const kind = serviceKinds.find(({ name }) => name === named);
  if (kind !== undefined) return kind;
  const names = serviceKinds.map(({ name }) => name);
  const meant = nearest(named, names);
  throw new UsageError(`"${named}" is no kind of service.`, meant === undefined ? `Kinds are ${names.join(', ')}.` : `Did you mean ${meant}?`);
}

/** The kind to install where none is named. Throws a UsageError where this system has none. */
export function kindForHere(surroundings: Surroundings): ServiceKind {
  const kind = kindHere(surroundings);
  if (kind !== undefined) return kind;
  throw new UsageError('This system has neither launchd nor a running systemd nor a crontab program.', 'Install cron, or have "coders supervisor start" called at boot by what starts programs here.');
}

/** Those of the kinds that are there. */
export async function foundServices(kinds: readonly ServiceKind[], { startup, surroundings }: ServiceCall): Promise<readonly FoundService[]> {
  const all = await Promise.all(kinds.map(async (kind) => ({ kind, ...(await kind.look(startup, surroundings)) })));
  return all.filter(({ state }) => state !== 'absent');
}
