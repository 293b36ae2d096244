import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { median, share } from '../race.ts';
import { run } from '../run.ts';
import type { BenchContext, Finding, Section } from '../section.ts';
import { endServer } from '../server.ts';
import { remove, type Surroundings } from '../surroundings.ts';

/** Each is killed once: a second crash of the same member would have to wait for its pause, as it should. */
const members = 100;
const limitMs = 100;
const patienceMs = 3000;

/** From kill -9 of an agent to the first line of its replacement, for three who keep it alive. */
export const replacementSection: Section = {
  name: 'replacement',
  async measure(context) {
    const hook = await measure(byHook, context);
    const supervisor = await measure(bySupervisor, context);
    const polling = await measure(byPolling, context);
    return [finding({ hook, supervisor, polling })];
  },
};

/** Milliseconds each; Infinity where no replacement came within the patience. */
type Times = readonly number[];

function finding({ hook, supervisor, polling }: Readonly<Record<'hook' | 'supervisor' | 'polling', Times>>): Finding {
  const rows = ([["tmux's own pane-died hook", hook], ['the supervisor', supervisor], ['asking tmux every second', polling]] as const).map(([name, times]) => {
    const came = times.filter((time) => time !== Infinity);
    return [name, times.length, times.length - came.length, median(came).toFixed(1), share(came, 0.99).toFixed(1)];
  });
  const heard = median(hook.filter((time) => time !== Infinity));
  const ratio = median(supervisor) / heard;
  const worst = share(supervisor, 0.99);
  return {
    title: `kill -9 of one of ${members} agents → its replacement runs`,
    table: { kind: 'counts', columns: ['kept by', 'kills', `none within ${patienceMs / 1000} s`, 'median ms', 'p99 ms'], rows },
    aims: [
      { aim: "replaced within 3× of tmux's own hook, where that hears of the end at all", found: `${ratio.toFixed(2)}×`, met: ratio <= 3 },
      { aim: `replaced within ${limitMs} ms, at p99`, found: `${worst.toFixed(1)} ms`, met: worst <= limitMs },
    ],
    remarks: ['The replacement itself writes the time when it starts; medians and p99 are of those that came. tmux 3.3a misses ends, and its hook with them: see docs/decisions/007.'],
  };
}

/** Starts a keeper of windows that are there; gives what ends it. */
type Keeper = (place: Surroundings, context: BenchContext) => Promise<() => void>;

async function measure(keeper: Keeper, context: BenchContext): Promise<Times> {
  const place = context.place();
  const log = join(place.directory, 'starts');
  writeFileSync(log, '');
  const end = await keeper(place, context);
  try {
    const panes = tmux(place, 'list-panes', '-a', '-F', '#{pane_id} #{pane_pid}').split('\n').map((line) => line.split(' '));
    await started(log, panes.length);
    await wait(2500); // what follows from the start is over
    const times: number[] = [];
    for (const [id, pid] of panes) times.push(await replaced({ id: id!, pid: Number(pid), log }));
    return times;
  } finally {
    end();
    endServer(place);
    remove(place);
  }
}

async function replaced({ id, pid, log }: { readonly id: string; readonly pid: number; readonly log: string }): Promise<number> {
  const before = startsOf(log, id).length;
  const killed = performance.timeOrigin + performance.now();
  process.kill(pid, 'SIGKILL');
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const starts = startsOf(log, id);
    if (starts.length > before) return settled(starts.at(-1)! - killed);
    await wait(5);
  }
  return Infinity;
}

/** So that no kill comes with what followed from the one before. */
async function settled(time: number): Promise<number> {
  await wait(60);
  return time;
}

async function started(log: string, count: number): Promise<void> {
  for (const deadline = Date.now() + 60_000; readFileSync(log, 'utf8').split('\n').length - 1 < count; await wait(50)) {
    if (Date.now() > deadline) throw new Error('not all members start');
  }
}

/** When the program in a pane was started, each time, in milliseconds since the Unix epoch. */
function startsOf(log: string, pane: string): number[] {
  return readFileSync(log, 'utf8').split('\n').flatMap((line) => {
    const [id, nanoseconds] = line.split(' ');
    return id === pane ? [Number(nanoseconds) / 1e6] : [];
  });
}

function program({ directory }: Surroundings): string[] {
  return ['sh', '-c', `echo "$TMUX_PANE $(date +%s%N)" >> ${join(directory, 'starts')}; exec sleep 100000`];
}

function tmux({ socket, env }: Surroundings, ...argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('tmux', ['-S', socket, '-f', '/dev/null', ...argv], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tmux ${argv.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

function openWindows(place: Surroundings): void {
  tmux(place, 'new-session', '-d', '-s', 'bench', ...program(place), ';', 'set-option', '-g', 'remain-on-exit', 'on');
  for (let index = 1; index < members; index += 1) tmux(place, 'new-window', '-d', '-t', 'bench:', ...program(place));
}

const byHook: Keeper = async (place) => {
  openWindows(place);
  tmux(place, 'set-hook', '-g', 'pane-died', 'respawn-pane');
  return () => undefined;
};

const byPolling: Keeper = async (place) => {
  openWindows(place);
  const words = `tmux -S '${place.socket}'`;
  const loop = `while sleep 1; do ${words} list-panes -a -f '#{pane_dead}' -F '#{pane_id}' | while read -r pane; do ${words} respawn-pane -t "$pane"; done; done`;
  return ender(spawn('sh', ['-c', loop], { env: place.env, stdio: 'ignore', detached: true }));
};

const bySupervisor: Keeper = async (place, { coders }) => {
  const kept = { ...place, env: { ...place.env, CODERS_SUPERVISOR: 'on' } };
  run([...coders, 'apply', '--timeout', '2m', writeManifest(place)], kept);
  if (!existsSync(join(place.env['CODERS_STATE_DIR']!, 'supervisor.sock'))) throw new Error('no supervisor runs');
  return () => void run([...coders, 'supervisor', 'stop'], kept);
};

function writeManifest(place: Surroundings): string {
  const file = join(place.directory, 'team.yaml');
  run(['git', 'init', '--quiet', join(place.directory, 'repository')], place);
  const engineers = Array.from({ length: members }, (_, index) => {
    const directory = join(place.directory, 'members', `m${index}`);
    mkdirSync(directory, { recursive: true });
    return `      m${index}: {directory: ${JSON.stringify(directory)}}`;
  });
  writeFileSync(file, ['version: 1', 'team: bench', `tmux: {socket: ${JSON.stringify(place.socket)}}`, `defaults: {tool: command, worktree: false, command: ${JSON.stringify(program(place))}}`, 'projects:', '  p:', '    repo: repository', '    engineers:', ...engineers, ''].join('\n'));
  return file;
}

function ender(child: ChildProcess): () => void {
  return () => void process.kill(-child.pid!, 'SIGKILL');
}
