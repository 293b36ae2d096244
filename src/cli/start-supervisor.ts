import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../host/clock.ts';
import { pokeSupervisor } from '../host/poke.ts';
import { withoutOurselves } from '../host/without-ourselves.ts';
import type { Invocation } from './command.ts';
import { stateDirectoryOf } from './locations.ts';
import { absenceWords, supervisionIn } from '../supervisor/supervision.ts';

/** Where the supervisor writes what it has to say. */
export function supervisorLog(stateDirectory: string): string {
  return join(stateDirectory, 'supervisor.log');
}

/** Longer than a new one waits for the end of the one before. */
const patienceMs = 20_000;
const pollMs = 15;

/**
 * Has the supervisor look now, and starts one where none runs: in a session of its own, so that it outlives the
 * terminal and this process. Gives whether one runs.
 */
export async function wakeSupervisor(invocation: Pick<Invocation, 'environment' | 'packageDirectory'>): Promise<boolean> {
  const stateDirectory = stateDirectoryOf(invocation.environment);
  if (await pokeSupervisor(stateDirectory)) return true;
  let isRunning = true;
  startProcess(stateDirectory, invocation).once('exit', () => (isRunning = false));
  for (const end = systemClock.now() + patienceMs; systemClock.now() < end; await systemClock.wait(pollMs)) {
    if (await pokeSupervisor(stateDirectory)) return true;
    if (!isRunning) return pokeSupervisor(stateDirectory); // another one was first, or there is no team to keep
  }
  return false;
}

/** Why none was to be had, in full sentences: one that hangs keeps others from taking its place. */
export async function whyNotStarted(stateDirectory: string): Promise<string> {
  const supervision = await supervisionIn(stateDirectory);
  return supervision.state === 'hangs' ? absenceWords(supervision) : `The supervisor does not start; ${supervisorLog(stateDirectory)} may say why.`;
}

/**
 * A shell that sleeps beside it starts it again if it is killed, as by a system that is short of memory: nobody may be there
 * to do so until the morning. It ends when the supervisor ends by itself or is asked to. Each pause is longer than the one before.
 */
const guard = 'pause=2; until "$@"; do sleep "$pause"; [ "$pause" -ge 60 ] || pause=$((pause * 2)); done';

function startProcess(stateDirectory: string, { environment, packageDirectory }: Pick<Invocation, 'environment' | 'packageDirectory'>): ReturnType<typeof spawn> {
  mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
  const log = openSync(supervisorLog(stateDirectory), 'a', 0o600);
  try {
    const program = [process.execPath, join(packageDirectory, 'dist', 'coders.js'), 'supervisor', 'run', '--until-idle'];
    const supervisor = spawn('/bin/sh', ['-c', guard, 'sh', ...program], {
      detached: true, cwd: '/', env: withoutOurselves(environment), stdio: ['ignore', log, log],
    });
    supervisor.once('error', () => undefined); // told by its not answering
    supervisor.unref();
    return supervisor;
  } finally {
    closeSync(log);
  }
}
