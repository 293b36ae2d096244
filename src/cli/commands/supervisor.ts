import { readText } from '../../host/files.ts';
import { askSupervisor } from '../../host/poke.ts';
import { lockHolder, runSupervisor } from '../../supervisor/run.ts';
import { systemClock } from '../../host/clock.ts';
import { formatDuration } from '../../util/duration.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { stateDirectoryOf } from '../locations.ts';
import { packagePrograms, openStoreFor } from '../team-world.ts';
import { supervisorLog, wakeSupervisor, whyNotStarted } from '../start-supervisor.ts';
import { stopAsked } from '../stop-signal.ts';
import { absenceWords, supervisionIn, type RunningSupervisor, type Supervision } from '../../supervisor/supervision.ts';

export const command: Command = {
  name: 'supervisor',
  summary: 'the process that keeps applied teams as they should be',
  operands: 'start | stop | restart | status | logs | run',
  details: 'coders apply starts it, and it ends by itself once there is no team to keep. stop ends it, not the teams.\nrun stays in the foreground and also waits for teams: for a service manager.\nExit code of status: 0 when it runs, 4 when not.',
  options: {
    'until-idle': { summary: 'with run: end once there is no team to keep' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders supervisor status', does: 'whether it runs, and for which teams' },
    { line: 'coders supervisor logs', does: 'what it had to complain of' },
    { line: 'coders supervisor start', does: 'takes all teams up again, after a reboot for instance' },
  ],
  run,
};

const actions: Readonly<Record<string, (invocation: Invocation) => Promise<number>>> = { start, stop, restart, status, logs, run: runHere };

async function run(invocation: Invocation): Promise<number> {
  const [named] = invocation.operands;
  const action = named === undefined ? undefined : actions[named];
  if (action !== undefined) return action(invocation);
  const what = named === undefined ? 'coders supervisor needs to know what to do.' : `"${named}" is nothing that coders supervisor does.`;
  throw new UsageError(what, `Say one of ${Object.keys(actions).join(', ')}.`);
}

async function start(invocation: Invocation): Promise<number> {
  if (await wakeSupervisor(invocation)) return status(invocation);
  const store = openStoreFor(invocation);
  const count = store.keptTeams().length;
  store.close();
  if (invocation.options.has('json')) await status(invocation);
  invocation.terminal.err(count === 0 ? 'There is no team to keep: coders apply hands one over.' : await whyNotStarted(stateDirectoryOf(invocation.environment)));
  return count === 0 ? exits.notConverged : exits.hostFailed;
}

async function stop(invocation: Invocation): Promise<number> {
  const outcome = await endSupervisor(stateDirectoryOf(invocation.environment));
  return status(invocation, outcome === 'ended' ? exits.success : exits.notConverged);
}

async function restart(invocation: Invocation): Promise<number> {
  await endSupervisor(stateDirectoryOf(invocation.environment));
  return start(invocation);
}

const patienceMs = 10_000;
const pollMs = 20;

/** It has ended when its lock is free: before, it finishes what it is about. One that is busy has the word, and may be late with its answer. */
async function endSupervisor(stateDirectory: string): Promise<'absent' | 'ended' | 'stays'> {
  const hasAnswered = (await askSupervisor(stateDirectory, 'stop')) !== undefined;
  if (!hasAnswered && (await lockHolder(stateDirectory)) === undefined) return 'absent';
  for (const end = systemClock.now() + patienceMs; (await lockHolder(stateDirectory)) !== undefined; await systemClock.wait(pollMs)) {
    if (systemClock.now() >= end) return 'stays';
  }
  return 'ended';
}

async function status({ terminal, options, environment }: Invocation, exit?: number): Promise<number> {
  const supervision = await supervisionIn(stateDirectoryOf(environment));
  if (options.has('json')) terminal.data(JSON.stringify(supervisorJson(supervision), null, 2));
  else terminal.out(supervision.state === 'runs' ? runningWords(supervision.supervisor) : absenceWords(supervision));
  return exit ?? (supervision.state === 'runs' ? exits.success : exits.notConverged);
}

function runningWords({ pid, since, teams }: RunningSupervisor): string {
  return `The supervisor runs (process ${pid}, for ${formatDuration(Math.max(1000, systemClock.now() - since))}) and keeps ${teams.length === 0 ? 'no team' : teams.join(', ')}.`;
}

/** As `schemas/supervisor.schema.json` describes it. */
function supervisorJson(supervision: Supervision) {
  if (supervision.state !== 'runs') return { version: 1, running: false };
  const { pid, since, teams } = supervision.supervisor;
  return { version: 1, running: true, pid, since: new Date(since).toISOString(), teams };
}

async function refusal(stateDirectory: string): Promise<string> {
  const supervision = await supervisionIn(stateDirectory);
  return supervision.state === 'runs' ? 'Another supervisor runs already.' : absenceWords(supervision);
}

async function logs({ terminal, environment, options }: Invocation): Promise<number> {
  const stateDirectory = stateDirectoryOf(environment);
  const text = readText(supervisorLog(stateDirectory));
  if (options.has('json')) {
    terminal.data(JSON.stringify({ ...supervisorJson(await supervisionIn(stateDirectory)), log: (text ?? '').trimEnd().split('\n').filter((line) => line !== '') }, null, 2));
  } else if (text === undefined || text === '') terminal.err('It has said nothing yet.');
  else terminal.data(text.trimEnd());
  return exits.success;
}

/** Waits for teams where a service manager started it; the one that an apply starts is told not to. */
async function runHere(invocation: Invocation): Promise<number> {
  const stopping = stopAsked();
  const isFirst = await runSupervisor({
    stateDirectory: stateDirectoryOf(invocation.environment),
    environment: invocation.environment,
    programs: packagePrograms(invocation),
    lingers: !invocation.options.has('until-idle'),
    signal: stopping.signal,
    log: (line) => invocation.terminal.err(`${new Date(systemClock.now()).toISOString()} ${line}`),
  });
  stopping.release();
  if (!isFirst) invocation.terminal.err(await refusal(stateDirectoryOf(invocation.environment)));
  return exits.success;
}
