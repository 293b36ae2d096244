import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installationOf } from '../agents/installations.ts';
import type { Environment } from '../agents/look.ts';
import { HostError } from './host-error.ts';
import { programVersion } from './program-version.ts';
import { withFolder } from './scratch.ts';

/** A tool's program: which tool it is of decides how it is kept from writing among the person's files. */
export interface ToolProgram {
  readonly tool: string;
  /** Absolute. */
  readonly path: string;
}

/** Asks programs for their versions, each once as long as its file stays what it is: some take seconds to say it. */
export interface Versions {
  /** Throws a HostError where the program names none. */
  of(program: ToolProgram): Promise<string>;
}

/** `directory` keeps what was said, for whoever asks next. */
export function createVersions(directory: string, environment: Environment): Versions {
  const file = join(directory, 'versions.json');
  const asked = new Map<string, Promise<string>>();
  const ask = async (program: ToolProgram, state: string): Promise<string> => {
    const known = saidBefore(file)[program.path];
    if (known?.state === state) return known.version;
    const version = await versionOf(program, environment);
    remember(file, { ...saidBefore(file), [program.path]: { state, version } });
    return version;
  };
  return {
    of(program) {
      const state = stateOf(program.path);
      const key = `${program.path} ${state}`;
      const answer = asked.get(key) ?? ask(program, state);
      asked.set(key, answer);
      return answer;
    },
  };
}

/** The version that a tool's program says it has, asked so that it writes nothing among the person's files. */
export function versionOf({ tool, path }: ToolProgram, environment: Environment): Promise<string> {
  return withFolder('version', (folder) => programVersion(path, { ...environment, ...installationOf(tool)?.movedTo(folder) }));
}

type Said = Readonly<Record<string, { readonly state: string; readonly version: string }>>;

/** What changes with every install: npm gives all files of a package one and the same time, so that alone would not do. */
function stateOf(path: string): string {
  return inFiles(path, () => {
    const real = realpathSync(path);
    const { mtimeMs, ctimeMs, size, ino } = statSync(real);
    return [real, mtimeMs, ctimeMs, size, ino].join(' ');
  });
}

function saidBefore(file: string): Said {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Said;
  } catch (error) {
    // Nobody asked before, or a machine lost power while it was written: then it is asked again.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw failure(file, error);
  }
}

function remember(file: string, said: Said): void {
  inFiles(file, () => {
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, JSON.stringify(said), { mode: 0o600 });
    renameSync(aside, file);
  });
}

function inFiles<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw failure(path, error);
  }
}

function failure(path: string, error: unknown): HostError {
  const words = error instanceof Error ? error.message : String(error);
  return new HostError({ tool: 'files', command: [path], message: `coders can not look at ${path}: ${words}.`, stderr: '' });
}
