import { join } from 'node:path';
import { systemClock } from '../../host/clock.ts';
import { snapshotFiles } from '../../host/snapshot-files.ts';
import { readSnapshot } from '../../snapshot/read.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { stateDirectoryOf } from '../locations.ts';
import { snapshotsJson, snapshotsText, type ListedSnapshot } from '../reporters/snapshots.ts';

export const command: Command = {
  name: 'snapshots',
  summary: 'list the snapshots there are, the newest first',
  operands: '[TEAM]',
  details: 'They are taken by coders snapshot, and before what ends conversations: coders down, and an apply that destroys or prunes.',
  options: { json: jsonOption },
  examples: [
    { line: 'coders snapshots', does: 'of all teams' },
    { line: 'coders snapshots shop --json', does: 'of one, for a script' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { operands: [team], options, terminal, environment, packageDirectory } = invocation;
  const all = snapshotFiles(stateDirectoryOf(environment));
  const files = all.filter((file) => team === undefined || file.team === team);
  if (team !== undefined && files.length === 0) throw noneOf(team, [...new Set(all.map((file) => file.team))]);
  const listed: ListedSnapshot[] = [];
  for (const file of files) listed.push({ file, ...(await readSnapshot(file.path, join(packageDirectory, 'schemas'))) });
  if (options.has('json')) terminal.data(JSON.stringify(snapshotsJson(listed), null, 2));
  else terminal.out(snapshotsText(listed, { now: systemClock.now(), color: terminal.color }));
  return exits.success;
}

function noneOf(team: string, teams: readonly string[]): UsageError {
  return new UsageError(`There is no snapshot of a team "${team}".`, teams.length === 0 ? 'Take one with coders snapshot.' : `There are snapshots of ${teams.join(', ')}.`);
}
