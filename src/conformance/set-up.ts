import { join } from 'node:path';
import type { Environment } from '../agents/adapter.ts';
import type { Clock } from '../host/clock.ts';
import { kind } from '../host/files.ts';
import { createHost } from '../host/host.ts';
import { makeScratch, touch, type Scratch } from '../host/scratch.ts';
import { openStore } from '../host/store/store.ts';
import type { MemberSettings } from '../state/desired.ts';
import { Stage } from './stage.ts';
import { Unmet, type CheckResult, type Grounds, type Subject } from './subject.ts';
import { testAdapter } from './test-adapter.ts';

export interface ConformanceRequest extends Omit<Subject, 'settings'> {
  /** Its brief is the suite's own. Where no directory is given it works in a new repository. */
  readonly settings: Omit<MemberSettings, 'brief' | 'directory'> & { readonly directory?: string };
  /** What the agent inherits; where its tool keeps its files is read from it too. */
  readonly environment: Environment;
  /** Folder of the programs that ship with the package. */
  readonly packageDirectory: string;
  readonly onResult: (result: CheckResult) => void;
  /** Ends the suite early, with nothing left running. */
  readonly signal?: AbortSignal;
}

const brief = 'Answer each message with OK, and do nothing that it does not ask for.';

/** Makes every check with a real agent in a tmux server, a store and a folder that are made for it and removed afterwards. */
export async function testTool(request: ConformanceRequest): Promise<readonly CheckResult[]> {
  const scratch = await makeScratch('adapter');
  try {
    return await testIn(scratch, request);
  } finally {
    scratch.remove();
  }
}

async function testIn(scratch: Scratch, request: ConformanceRequest): Promise<readonly CheckResult[]> {
  const { settings, environment, packageDirectory, prompts, patienceMs } = request;
  const directory = settings.directory ?? scratch.repository;
  const tmux = { socket: join(scratch.directory, 'tmux') };
  const store = openStore(join(scratch.directory, 'state'));
  const world = createHost({ tmux, store, packageDirectory, environment: { ...environment, ...(settings.tool === 'demo' ? ownPlaces(scratch) : {}) } });
  const host = { ...world, clock: stoppable(world.clock, request.signal) };
  const subject = { settings: { ...settings, brief, directory }, prompts, patienceMs };
  const stage = new Stage({ subject, tmux, grounds: groundsIn(directory) }, host);
  try {
    return await testAdapter(stage, request);
  } finally {
    store.close();
  }
}

function groundsIn(directory: string): Grounds {
  return { touch: (name) => touch(join(directory, name)), exists: (name) => kind(join(directory, name)) !== undefined };
}

/** The agent that ships with the package keeps its conversations where they leave no trace. */
function ownPlaces({ directory }: Scratch): Readonly<Record<string, string>> {
  return { CODERS_DEMO_HOME: join(directory, 'demo') };
}

/** A clock on which nobody waits any longer once the signal came: whatever waits then ends, wherever it is. */
function stoppable(clock: Clock, signal: AbortSignal | undefined): Clock {
  const stop = () => {
    if (signal?.aborted === true) throw new Unmet('The suite is ended early.');
  };
  return { now: () => clock.now(), wait: async (milliseconds) => (stop(), clock.wait(milliseconds)) };
}
