import { createGit } from '../../host/git/git.ts';
import { examineAll } from '../../doctor/examine.ts';
import type { ExaminedMember } from '../../doctor/request.ts';
import type { Desired } from '../../state/desired.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { findManifest, stateDirectoryOf } from '../locations.ts';
import { openTeam } from '../open-team.ts';
import { doctorJson, doctorText } from '../reporters/doctor.ts';

export const command: Command = {
  name: 'doctor',
  summary: 'examine this machine before a night: tmux, git, disk, and each agent CLI',
  operands: '[FILE]',
  details: 'Examines what the team of FILE needs; without a FILE and a team.yaml here or above, every tool that coders knows. Changes\nnothing, starts no agent, and reads no secret. Exit code 0: all is well; 4: something would wait for you; 1: something is missing.',
  options: { json: jsonOption },
  examples: [
    { line: 'coders doctor', does: 'what the team of team.yaml here or above needs' },
    { line: 'coders doctor teams/shop.yaml --json', does: 'for a script, before it applies' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { terminal, options, environment } = invocation;
  const file = manifestMeant(invocation);
  const team = file === undefined ? undefined : await openTeam(file, invocation);
  const findings = await examineAll({
    tmux: team?.manifest.tmux ?? { socket: 'coders' },
    stateDirectory: stateDirectoryOf(environment),
    environment,
    ...(team === undefined ? {} : { members: await examinedMembers(team.desired) }),
  });
  if (options.has('json')) terminal.data(JSON.stringify(doctorJson(file, findings), null, 2));
  else terminal.out(doctorText(findings, terminal.color));
  if (findings.some(({ mark }) => mark === 'bad')) return exits.hostFailed;
  return findings.some(({ mark }) => mark === 'doubt') ? exits.notConverged : exits.success;
}

/** A person without a manifest examines the machine before they write one. */
function manifestMeant({ operands: [named], directory }: Invocation): string | undefined {
  try {
    return findManifest(named, directory);
  } catch (error) {
    if (named === undefined && error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Tools know a repository by its own path, whichever the manifest says. */
async function examinedMembers({ members, worktrees }: Desired): Promise<ExaminedMember[]> {
  const git = createGit();
  return Promise.all(members.map(async ({ settings, worktree, pin }) => {
    const wanted = worktrees.find(({ address }) => address === worktree);
    const seen = wanted === undefined ? undefined : await git.observe(wanted.repository, []);
    return { settings, ...(pin === undefined ? {} : { pin }), ...(seen?.state === 'usable' ? { repository: seen.root } : {}) };
  }));
}
