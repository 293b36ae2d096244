import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ended, type Ran, type TestTeam } from '../../rig/team.ts';

/** Where and with which environment a person types; the team's own folder and environment unless given. */
export interface Typing {
  readonly directory?: string;
  /** All of it: nothing is inherited. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs `coders` to its end from another place than the team's folder. */
export function codersFrom(team: TestTeam, typing: Typing, ...argv: readonly string[]): Promise<Ran> {
  const { directory = team.directory, environment = team.environment } = typing;
  return ended(spawn(process.execPath, [programOf(team), ...argv], { cwd: directory, env: environment, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Runs a line of `/bin/bash` in which `coders` is the program under test. */
export function shell(team: TestTeam, line: string): Promise<Ran> {
  const environment = { ...team.environment, NODE: process.execPath, CODERS: programOf(team) };
  const script = `coders() { "$NODE" "$CODERS" "$@"; }\n${line}`;
  return ended(spawn('bash', ['-c', script], { cwd: team.directory, env: environment, stdio: ['ignore', 'pipe', 'pipe'] }));
}

export function programOf(team: TestTeam): string {
  return join(team.package, 'dist', 'coders.js');
}
