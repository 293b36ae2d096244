import { join } from 'node:path';
import { Stage } from '../conformance/stage.ts';
import { Unmet } from '../conformance/subject.ts';
import { fakeModel, type FakeModel } from '../fake-model/server.ts';
import type { Clock } from '../host/clock.ts';
import { kind } from '../host/files.ts';
import { createHost } from '../host/host.ts';
import { makeScratch, touch, writeText, type Scratch } from '../host/scratch.ts';
import { openStore } from '../host/store/store.ts';
import type { Mismatch } from './mismatch.ts';
import type { Part, Place } from './part.ts';
import { briefOf, perform } from './performance.ts';

export interface RehearsalRequest {
  readonly part: Part;
  /** Absolute. */
  readonly program: string;
  /** PATH, for what the program itself starts. */
  readonly searchPath: string;
  /** Folder of the programs that ship with the package. */
  readonly packageDirectory: string;
  /** How long all of it may take, in milliseconds. */
  readonly limitMs: number;
  /** Ends it early, with nothing left running. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a tool's program once, in a home, a tmux server and a store that are made for it and removed afterwards, against
 * a model on this machine. Returns what its adapter reads otherwise than in the versions that it was tested with.
 */
export async function rehearse(request: RehearsalRequest): Promise<readonly Mismatch[]> {
  const scratch = await makeScratch('rehearsal');
  try {
    const model = await fakeModel();
    try {
      return await rehearseIn(scratch, model, request);
    } finally {
      await model.close();
    }
  } finally {
    scratch.remove();
  }
}

async function rehearseIn(scratch: Scratch, model: FakeModel, request: RehearsalRequest): Promise<readonly Mismatch[]> {
  const { part, packageDirectory } = request;
  const place = { home: join(scratch.directory, 'home'), directory: scratch.repository, model: model.url };
  for (const [path, text] of Object.entries(part.files(place))) writeText(join(place.home, path), text);
  const tmux = { socket: join(scratch.directory, 'tmux') };
  const store = openStore(join(scratch.directory, 'state'));
  const host = createHost({ tmux, store, packageDirectory, environment: environmentOf(place, request) });
  const settings = stageSettings(place, request);
  const limited = new Stage({ ...settings, tmux }, { ...host, clock: endingClock(host.clock, request) });
  try {
    return await played(limited, { part, model });
  } finally {
    // On a clock that does not end: what was started has to be ended, however late it is.
    await new Stage({ ...settings, tmux }, host).clear();
    store.close();
  }
}

/** Nothing of whoever asks is in it but PATH. */
function environmentOf(place: Place, { part, searchPath }: RehearsalRequest): Readonly<Record<string, string>> {
  return { PATH: searchPath, HOME: place.home, TMPDIR: place.home, LANG: 'C.UTF-8', ...part.variables(place) };
}

function stageSettings({ directory }: Place, { part, program, limitMs }: RehearsalRequest) {
  const { tool, permissionMode, permissions } = part;
  const settings = { tool, model: 'haiku', role: 'generalist', brief: briefOf(part), directory, binary: program, args: [], permissionMode, ...(permissions === undefined ? {} : { permissions }), env: {} };
  const grounds = { touch: (name: string) => touch(join(directory, name)), exists: (name: string) => kind(join(directory, name)) !== undefined };
  return { subject: { settings, prompts: {}, patienceMs: limitMs / 2 }, grounds };
}

async function played(stage: Stage, { part, model }: { readonly part: Part; readonly model: FakeModel }): Promise<readonly Mismatch[]> {
  const found: Mismatch[] = [];
  try {
    await perform({ stage, part, model, patienceMs: stage.subject.patienceMs / 3 }, (mismatch) => found.push(mismatch));
  } catch (error) {
    if (!(error instanceof Unmet)) throw error;
    found.push({ kind: found.length > 0 || error instanceof TooLate ? 'unknown' : 'wrong', clause: clauseOf(error.message) });
  }
  return [...found, ...model.failures.map((failure): Mismatch => ({ kind: 'unknown', clause: `its model could not answer it as rehearsed (${failure.replace(/\.$/, '')})` }))];
}

class TooLate extends Unmet {}

/** A clock on which nobody waits any longer once the time is over, or the signal came. */
function endingClock(clock: Clock, { limitMs, signal }: RehearsalRequest): Clock {
  const end = clock.now() + limitMs;
  const look = () => {
    if (signal?.aborted === true) throw new TooLate('It is ended early.');
    if (clock.now() > end) throw new TooLate(`It is not through with its rehearsal after ${limitMs / 1000} s.`);
  };
  return { now: () => clock.now(), wait: async (milliseconds) => (look(), clock.wait(milliseconds)) };
}

function clauseOf(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}
