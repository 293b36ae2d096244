import { join } from 'node:path';
import { createGit } from '../../host/git/git.ts';
import { rehearsalLimitMs } from '../../doctor/rehearsals.ts';
import { examineAll } from '../../doctor/examine.ts';
import type { DoctorRequest, ExaminedMember } from '../../doctor/request.ts';
import type { Finding } from '../../doctor/finding.ts';
import type { Desired } from '../../state/desired.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { findManifest, stateDirectoryOf } from '../locations.ts';
import { openTeam } from '../open-team.ts';
import { doctorJson, doctorText } from '../reporters/doctor.ts';

export const command: Command = {
  name: 'doctor',
  summary: 'examine this machine before a night: tmux, git, disk, Redis, and each agent CLI',
  operands: '[FILE]',
  details: `Examines what the team of FILE needs; without a FILE and a team.yaml here or above, every tool that coders knows. Each agent\nCLI is also started once, in a home of its own and with a model on this machine, to see whether coders reads what it shows:\nit knows nothing of you, sends nothing, and takes seconds, at most ${rehearsalLimitMs / 1000} s. Nothing of yours is changed, and no secret is read.\nExit code 0: all is well; 4: something would wait for you; 1: something is missing.`,
  options: {
    quick: { summary: 'start no agent CLI' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders doctor', does: 'what the team of team.yaml here or above needs' },
    { line: 'coders doctor --quick', does: 'the same in a second, without starting any agent CLI' },
    { line: 'coders doctor teams/shop.yaml --json', does: 'for a script, before it applies' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { terminal, options, environment } = invocation;
  const file = manifestMeant(invocation);
  const team = file === undefined ? undefined : await openTeam(file, invocation);
  const findings = await examineWith(invocation, {
    tmux: team?.manifest.tmux ?? { socket: 'coders' },
    stateDirectory: stateDirectoryOf(environment),
    environment,
    ...(team === undefined ? {} : { members: await examinedMembers(team.desired) }),
    ...(team?.manifest.sharing === undefined ? {} : { redis: team.manifest.sharing.redis, elsewhere: team.desired.sharing?.elsewhere ?? [] }),
  });
  if (options.has('json')) terminal.data(JSON.stringify(doctorJson(file, findings), null, 2));
  else terminal.out(doctorText(findings, terminal.color));
  if (findings.some(({ mark }) => mark === 'bad')) return exits.hostFailed;
  return findings.some(({ mark }) => mark === 'doubt') ? exits.notConverged : exits.success;
}

/** With rehearsals, unless they are not wanted; what they started has ended when this returns, also where a person ends it early. */
async function examineWith({ options, packageDirectory, terminal }: Invocation, request: DoctorRequest): Promise<Finding[]> {
  if (options.has('quick')) return examineAll(request);
  if (terminal.interactive) terminal.err('Each agent CLI is started once, in a home of its own; --quick leaves that out.');
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  const findings = await examineAll({ ...request, rehearsal: { packageDirectory: join(packageDirectory, 'dist'), signal: ending.signal } });
  if (ending.signal.aborted) throw new UsageError('The examination was ended early; nothing of it runs any more.');
  return findings;
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
