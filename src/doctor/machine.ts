import { diskOf } from '../host/disk.ts';
import { execute } from '../host/execute.ts';
import { findProgram } from '../host/find-program.ts';
import { gitEnvironment } from '../host/git/environment.ts';
import { programVersion } from '../host/program-version.ts';
import { openRedis } from '../host/redis/connection.ts';
import { distrustOf } from '../host/redis/trust.ts';
import { oldestTmux } from '../host/tmux/requirement.ts';
import { tmuxVersions } from '../host/tmux/versions.ts';
import type { Finding } from './finding.ts';
import type { DoctorRequest } from './request.ts';

export async function examineTmux({ tmux, environment }: DoctorRequest): Promise<Finding[]> {
  const { client, server, mismatch } = await tmuxVersions(tmux, environment);
  const program = findProgram('tmux', environment['PATH']);
  const found: Finding = { about: 'tmux', mark: 'good', sentence: `Version ${client} is at ${program}; ${oldestTmux} or newer is needed.` };
  if (mismatch !== undefined) return [found, { about: 'tmux', mark: 'bad', sentence: `This tmux can not talk to the server on socket ${tmux.socket}: ${mismatch}.`, remedy: 'End that server with the tmux that started it, then apply again.' }];
  if (server === undefined) return [found, { about: 'tmux', mark: 'note', sentence: `No server runs on socket ${tmux.socket}.` }];
  if (server === client) return [found, { about: 'tmux', mark: 'good', sentence: `The server on socket ${tmux.socket} is version ${server}, too.` }];
  return [found, { about: 'tmux', mark: 'doubt', sentence: `The server on socket ${tmux.socket} is still version ${server}, and the program is ${client}.`, remedy: 'Take its teams down and apply them again when they are at rest.' }];
}

export async function examineGit({ environment }: DoctorRequest): Promise<Finding[]> {
  const program = findProgram('git', environment['PATH']);
  const version = await programVersion(program, gitEnvironment(environment));
  const found: Finding = { about: 'git', mark: 'good', sentence: `Version ${version} is at ${program}.` };
  const { exitCode } = await execute('git', ['config', '--get', 'user.email'], { env: gitEnvironment(environment), accepted: [0, 1] });
  if (exitCode === 0 || (environment['GIT_AUTHOR_EMAIL'] && environment['GIT_COMMITTER_EMAIL'])) return [found];
  return [found, { about: 'git', mark: 'doubt', sentence: 'It has no user.email in its global settings: commits fail in a repository without its own.', remedy: 'git config --global user.name "…"; git config --global user.email "…"' }];
}

const [mega, giga] = [1e6, 1e9];

/** Below the first, the store may lose its room in a night; below the second, worktrees do. */
const leastFree = { store: 100 * mega, work: giga };

export function examineState({ stateDirectory }: DoctorRequest): Finding[] {
  const about = 'state';
  const { existing, isWritable, freeBytes } = diskOf(stateDirectory);
  const where = existing === stateDirectory ? stateDirectory : `${stateDirectory} will be made in ${existing}, which`;
  if (!isWritable) return [{ about, mark: 'bad', sentence: `${where} can not be written to.`, remedy: 'Make it writable, or name another folder with CODERS_STATE_DIR.' }];
  const free = freeBytes >= giga ? `${Math.floor(freeBytes / giga)} GB` : `${Math.floor(freeBytes / mega)} MB`;
  const sentence = `${where} is writable, and ${free} are free there.`;
  if (freeBytes < leastFree.store) return [{ about, mark: 'bad', sentence, remedy: 'Make room: what agents and coders write would be lost.' }];
  if (freeBytes < leastFree.work) return [{ about, mark: 'doubt', sentence, remedy: 'Make room: a night of work may need more.' }];
  return [{ about, mark: 'good', sentence }];
}

export async function examineRedis({ redis }: DoctorRequest): Promise<Finding[]> {
  const about = 'redis';
  if (redis === undefined) return [{ about, mark: 'note', sentence: 'Only a team with "redis:" in its manifest needs one.' }];
  const connection = await openRedis(redis, () => undefined);
  try {
    const distrust = await distrustOf(connection);
    if (distrust === undefined) return [{ about, mark: 'good', sentence: `Redis at ${connection.place} answers, and keeps what it is told.` }];
    const { because, remedy } = distrust;
    return [redis.acceptLoss ? { about, mark: 'note', sentence: `${because} The manifest says accept_loss.` } : { about, mark: 'bad', sentence: because, remedy }];
  } finally {
    await connection.close();
  }
}
