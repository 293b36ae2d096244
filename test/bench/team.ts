import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../src/host/find-program.ts';
import type { WindowRequest } from '../../src/host/tmux/commands.ts';
import { run } from './run.ts';
import type { Surroundings } from './surroundings.ts';

export const teamName = 'bench';
const project = 'shop';

/** Who is in a team of so many: the orchestrator, and engineers of one project. */
export function seats(members: number): string[] {
  return ['orchestrator', ...Array.from({ length: members - 1 }, (_, index) => `${project}/${engineer(index)}`)];
}

function engineer(index: number): string {
  return `engineer-${index + 1}`;
}

export function directoryOf(seat: string, { directory }: Surroundings): string {
  return join(directory, 'members', seat.replace('/', '-'));
}

/** Makes the folders and the manifest of a team whose members do nothing, each in a folder of its own. Gives its file. */
export function writeTeam(members: number, place: Surroundings): string {
  for (const seat of seats(members)) mkdirSync(directoryOf(seat, place), { recursive: true });
  run(['git', 'init', '--quiet', join(place.directory, 'repository')], place);
  const engineers = seats(members).slice(1).map((seat) => `      ${seat.split('/')[1]}: {directory: ${JSON.stringify(directoryOf(seat, place))}}`);
  return writeManifest([
    'defaults: {tool: command, command: [sleep, "100000"], worktree: false}',
    `orchestrator: {directory: ${JSON.stringify(directoryOf('orchestrator', place))}}`,
    ...(engineers.length === 0 ? [] : ['projects:', `  ${project}:`, '    repo: repository', '    engineers:', ...engineers]),
  ], place);
}

/** Makes the folders and the manifest of a team of demo agents that were told something. Gives its file. */
export function writeDemoTeam(members: number, place: Surroundings): string {
  const engineers = seats(members).slice(1).map((seat) => `      ${seat.split('/')[1]}: {directory: ${JSON.stringify(makeDirectory(seat, place))}}`);
  run(['git', 'init', '--quiet', join(place.directory, 'repository')], place);
  return writeManifest([
    'defaults: {tool: demo, brief: Begin., worktree: false}',
    `orchestrator: {directory: ${JSON.stringify(makeDirectory('orchestrator', place))}}`,
    'projects:', `  ${project}:`, '    repo: repository', '    engineers:', ...engineers,
  ], place);
}

function makeDirectory(seat: string, place: Surroundings): string {
  mkdirSync(directoryOf(seat, place), { recursive: true });
  return directoryOf(seat, place);
}

/** Makes the manifest of a team whose engineers each have a worktree of the repository there. Gives its file. */
export function writeTeamWithWorktrees(worktrees: number, place: Surroundings): string {
  return writeManifest([
    'defaults: {tool: command, command: [sleep, "100000"]}',
    'projects:',
    `  ${project}:`,
    '    repo: repository',
    '    engineers:',
    ...Array.from({ length: worktrees }, (_, index) => `      ${engineer(index)}: {worktree: {path: trees/${engineer(index)}, branch: ${engineer(index)}}}`),
  ], place);
}

function writeManifest(lines: readonly string[], place: Surroundings): string {
  const file = join(place.directory, 'team.yaml');
  writeFileSync(file, ['version: 1', `team: ${teamName}`, `tmux: {socket: ${JSON.stringify(place.socket)}}`, ...lines, ''].join('\n'));
  return file;
}

/** The windows that apply makes of `writeTeam`: a test compares them with what it makes. */
export function windows(members: number, place: Surroundings): WindowRequest[] {
  return seats(members).map((seat) => windowOf(seat, directoryOf(seat, place), place));
}

/** The windows of the team with worktrees. */
export function worktreeWindows(worktrees: number, place: Surroundings): WindowRequest[] {
  return seats(worktrees + 1).slice(1).map((seat) => windowOf(seat, join(place.directory, 'trees', seat.split('/')[1]!), place));
}

function windowOf(seat: string, directory: string, { env }: Surroundings): WindowRequest {
  const address = `member/${seat}`;
  return {
    session: teamName,
    name: seat,
    directory,
    argv: [findProgram('sleep', env['PATH']), '100000'],
    env: { PATH: env['PATH']!, HOME: env['HOME']!, LANG: env['LANG']!, CODERS_TEAM: teamName, CODERS_ADDRESS: address, CODERS_EPOCH: '1' },
    tag: { team: teamName, address, epoch: 1, fingerprint: '0123456789abcdef', conversation: '00000000-0000-4000-8000-000000000000' },
  };
}
