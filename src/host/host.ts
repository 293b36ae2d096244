import { delimiter, join } from 'node:path';
import type { Environment, FileLook, SeenFile } from '../agents/adapter.ts';
import type { HttpRequest } from '../agents/delivery.ts';
import type { TmuxSettings } from '../manifest/manifest.ts';
import { timeUuid } from '../util/time-uuid.ts';
import { systemClock, type Clock } from './clock.ts';
import { createGit, type Git } from './git/git.ts';
import { existsMatching, isOccupied, kind, lookAt, lookAtAll, readText } from './files.ts';
import { findProgram } from './find-program.ts';
import { sendHttp } from './http.ts';
import { createVersions, type Versions } from './installed-version.ts';
import { createProcesses, type Processes } from './processes/processes.ts';
import { isRead, makeSpool, removeSpools, writeTo } from './spool.ts';
import type { Store } from './store/store.ts';
import { createTmux, type Tmux } from './tmux/tmux.ts';

/** The world behind interfaces: all that a pass may look at or touch. */
export interface Host {
  readonly tmux: Tmux;
  /** Another server than the team's own. */
  tmuxAt(settings: TmuxSettings): Tmux;
  readonly git: Git;
  readonly processes: Processes;
  readonly store: Store;
  readonly files: HostFiles;
  readonly versions: Versions;
  readonly clock: Clock;
  readonly environment: Environment;
  /** Folder of the programs that ship with the package. */
  readonly packageDirectory: string;
  /** Sends one request to a program on this machine. Throws a HostError unless it is answered with 2xx. */
  http(request: HttpRequest): Promise<void>;
  /** A name for a conversation that begins now (see `timeUuid`). */
  newConversation(): string;
}

export interface HostFiles {
  /** Undefined when there is no such file. */
  readText(path: string): string | undefined;
  /** `*` may stand for any one name. */
  existsMatching(pattern: string): boolean;
  /** The newest file that a pattern names, or its tail. Undefined when there is none. */
  look(look: FileLook): SeenFile | undefined;
  /** Every file that a pattern names. */
  lookAll(look: FileLook): SeenFile[];
  /** Makes the folder of a launch's own, with these files in it, and removes those of earlier launches. */
  makeSpool(spool: string, files: Readonly<Record<string, string>>): void;
  /** Removes the folder of all launches of a member, if there is one. */
  removeSpools(folder: string): void;
  /** Whether somebody reads the pipe now; false where there is none. */
  isRead(pipe: string): boolean;
  /** Writes to a pipe, if somebody reads it; tells whether somebody does. */
  writeTo(pipe: string, text: string): boolean;
  isDirectory(path: string): boolean;
  /** Whether git could not make a worktree there. */
  isOccupied(path: string): boolean;
  /** The absolute path of a program. Throws a HostError when there is none. */
  findProgram(name: string): string;
}

export interface HostSettings {
  readonly tmux: TmuxSettings;
  readonly store: Store;
  readonly packageDirectory: string;
  readonly environment: Environment;
}

/** Where agents look for programs: first for the `coders` that started them, whichever is installed beside it. */
export function agentsPath({ environment, packageDirectory }: Pick<HostSettings, 'environment' | 'packageDirectory'>): string | undefined {
  const path = environment['PATH'];
  return path === undefined || packageDirectory === '' ? path : [join(packageDirectory, 'bin'), path].join(delimiter);
}

/** tmux gives a window the PATH of whoever asks for it, above all that the request says. */
function forWindows(settings: HostSettings): Environment {
  const path = agentsPath(settings);
  return { ...settings.environment, ...(path === undefined ? {} : { PATH: path }) };
}

export function createHost(settings: HostSettings): Host {
  return {
    tmux: createTmux(settings.tmux, forWindows(settings)),
    tmuxAt: (tmux) => createTmux(tmux, forWindows(settings)),
    git: createGit(),
    processes: createProcesses(systemClock),
    store: settings.store,
    files: {
      readText,
      existsMatching,
      look: lookAt,
      lookAll: lookAtAll,
      isOccupied,
      makeSpool,
      removeSpools,
      isRead,
      writeTo,
      isDirectory: (path) => kind(path) === 'directory',
      findProgram: (name) => findProgram(name, settings.environment['PATH']),
    },
    versions: createVersions(settings.store.directory, settings.environment),
    clock: systemClock,
    environment: settings.environment,
    packageDirectory: settings.packageDirectory,
    http: sendHttp,
    newConversation: () => timeUuid(systemClock.now()),
  };
}
