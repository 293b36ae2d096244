import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { inject, test, expect } from 'vitest';
import { temporaryDirectory } from '../rig/temporary.ts';
import { waitUntil } from '../rig/wait-until.ts';
import { peerVersion } from './peers.ts';
import { run } from './run.ts';
import { endServer } from './server.ts';
import { surroundingsIn, type Surroundings } from './surroundings.ts';
import { windows, worktreeWindows, writeTeam, writeTeamWithWorktrees } from './team.ts';
import { commandFile, shellScript, tmuxinator, tmuxp, type Way } from './ways.ts';

const members = 4;

/** What the windows are, by what tmux and the system tell: all that the bench says is the same. */
interface Window {
  readonly name: string;
  readonly directory: string;
  readonly command: string;
  readonly size: string;
  readonly options: string;
  readonly environment: readonly string[];
}

async function windowsOf(place: Surroundings): Promise<Window[]> {
  // tmux asks the system where a program runs, which does not know while the program is being put in its place.
  await waitUntil(() => listed(['#{pane_current_path}'], place).every(([directory]) => directory !== ''), { what: 'every window to have a directory' });
  const fields = ['#{window_name}', '#{pane_current_path}', '#{window_width}x#{window_height}', '#{remain-on-exit} #{@coders}', '#{pane_pid}'];
  return Promise.all(listed(fields, place).map(async ([name = '', directory = '', size = '', options = '', pid = '']) =>
    ({ name, directory, size, options: withoutChance(options), command: await programOf(pid), environment: environmentOf(pid) })));
}

function listed(fields: readonly string[], { socket, env }: Surroundings): string[][] {
  const { stdout } = spawnSync('tmux', ['-S', socket, 'list-panes', '-s', '-t', '=bench:', '-F', fields.join('\t')], { env, encoding: 'utf8' });
  return stdout.trimEnd().split('\n').map((line) => line.split('\t'));
}

/** What runs in the end: apply has a shell make way for it. */
function programOf(pid: string): Promise<string> {
  const command = () => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  return waitUntil(() => (/^\S*sleep 100000$/.test(command()) ? command() : undefined), { what: `process ${pid} to be the member's own program` });
}

/** A conversation and a fingerprint are as long in all, and in none the same. */
function withoutChance(options: string): string {
  return options.replace(/[0-9a-f]{16} [-0-9a-f]{36}$/, 'FINGERPRINT CONVERSATION');
}

/** Only apply makes windows in which the `coders` that made them is found. */
const ownPrograms = /^PATH=[^:]*\/dist\/bin:/;

function environmentOf(pid: string): string[] {
  return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').map((text) => text.replace(ownPrograms, 'PATH=')).filter((text) => /^(PATH|HOME|LANG|CODERS_(TEAM|ADDRESS|EPOCH))=/.test(text)).sort();
}

/** What a program makes in a place of its own, whose paths read alike in all. */
async function made<Seen>(argvIn: (place: Surroundings) => readonly string[], look: (place: Surroundings) => Promise<Seen>): Promise<Seen> {
  const place = surroundingsIn(await temporaryDirectory());
  try {
    run(argvIn(place), place);
    return JSON.parse(JSON.stringify(await look(place)).replaceAll(place.directory, 'PLACE')) as Seen;
  } finally {
    endServer(place);
  }
}

const coders = (file: string) => [process.execPath, join(inject('codersPackage'), 'dist', 'coders.js'), 'apply', file];
const applied = () => made((place) => coders(writeTeam(members, place)), windowsOf);

function by<Seen>(way: Way, look: (place: Surroundings) => Promise<Seen>): Promise<Seen> {
  return made((place) => {
    writeTeam(members, place); // for its folders
    return way(windows(members, place), place);
  }, look);
}

test.runIf(process.platform === 'linux')('the limit and the shell script make the windows that apply makes', async () => {
  const expected = await applied();
  expect(expected).toHaveLength(members);
  expect(expected[0]!.options).toMatch(/^on 1 bench member\/orchestrator 1 FINGERPRINT CONVERSATION$/);
  expect(await by(commandFile, windowsOf)).toEqual(expected);
  expect(await by(shellScript, windowsOf)).toEqual(expected);
});

test.runIf(process.platform === 'linux')('with worktrees too', async () => {
  const expected = await made((place) => {
    makeRepository(place);
    return coders(writeTeamWithWorktrees(2, place));
  }, windowsOf);
  const limit = await made((place) => {
    makeRepository(place);
    const wanted = worktreeWindows(2, place);
    for (const { directory } of wanted) run(['git', '-C', 'repository', 'worktree', 'add', '--quiet', '-b', basename(directory), directory], place);
    return commandFile(wanted, place);
  }, windowsOf);
  expect(limit).toEqual(expected);
});

function makeRepository(place: Surroundings): void {
  run(['git', 'init', '--quiet', '--initial-branch=main', 'repository'], place);
  run(['git', '-C', 'repository', 'commit', '--quiet', '--allow-empty', '--message', 'Start'], place);
}

const peers: readonly (readonly ['tmuxp' | 'tmuxinator', Way])[] = [['tmuxp', tmuxp], ['tmuxinator', tmuxinator]];
const present = peers.filter(([peer]) => peerVersion(peer) !== undefined);

test.runIf(present.length > 0).each(present)('%s makes windows of these names in these folders', async (_peer, way) => {
  const fields = ['#{window_name}', '#{pane_current_path}'];
  await by(way, async (place) => {
    const expected = windows(members, place).map(({ name, directory }) => [name, directory]);
    await waitUntil(() => isDeepStrictEqual(listed(fields, place), expected), { what: 'the shells to have gone to their folders' });
    return expected;
  });
});
