import { kind } from '../../host/files.ts';
import { repositoryOf } from '../../host/git/repository-of.ts';
import { HostError } from '../../host/host-error.ts';
import { learningsCheckout, learningsFile } from '../../host/git/learnings.ts';
import { takeLock } from '../../host/lock.ts';
import { calledBy, projectOf } from '../../post/seat.ts';
import { teamOption } from '../care/member.ts';
import { exits, jsonOption, UsageError, type Command } from '../command.ts';
import { correspondentOf, withPost, type PostCall } from '../post/call.ts';
import { newMailId } from '../post/mail-id.ts';
import { mailText } from '../post/text.ts';
import { placeOptions, projectMeant } from '../post/whose-knowledge.ts';
import { knowledgeJson } from '../reporters/knowledge.ts';

export const command: Command = {
  name: 'learn',
  summary: 'keep what was learned for the whole team: in LEARNINGS.md, committed on a branch of its own',
  operands: 'TEXT | -',
  details: 'The file is in a worktree of the runner\'s own, on the branch coders/TEAM/learnings of the project\'s repository; no checkout of\na person or a member is touched. Missions, and agents that begin anew, are told what is used most and is newest;\ncoders context search finds all of it.',
  options: { ...placeOptions, file: { summary: 'the text is in this file', value: 'FILE' }, team: teamOption, json: jsonOption },
  examples: [
    { line: 'coders learn "The fixtures need TZ=UTC."', does: 'in an agent\'s pane: of its project' },
    { line: 'coders learn --project storefront --file notes.md', does: 'a person, with a longer text' },
  ],
  run: (invocation) => withPost(invocation, learn),
};

/** Others may be committing there. */
const patienceMs = 30_000;

async function learn(call: PostCall): Promise<number> {
  const { team, host: { store, clock, git }, invocation } = call;
  const value = mailText(invocation.operands[0], invocation, 'learning');
  const project = projectMeant(call);
  const repository = await repositoryFor(project, call);
  const author = correspondentOf(call.caller);
  const [key, at] = [`learned-${newMailId(team.name, store)}`, clock.now()];
  const commit = repository === undefined ? undefined : await alone(call, () => git.learn({
    repository, ...learningsCheckout(repository, team.name),
    heading: `# What team ${team.name} has learned\n`,
    entry: `\n## ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC, ${calledBy(author)}${project === undefined ? '' : `, of ${project}`} (${key})\n\n${value}\n`,
    title: `Learn: ${value.split('\n')[0]!.slice(0, 60)}`,
  }));
  store.knowledge.put(team.name, { key, kind: 'learning', value, author, at, ...(project === undefined ? {} : { project }), ...(commit === undefined ? {} : { commit }) });
  return say(key, project, call);
}

/** One process at a time: two would write into one file. */
async function alone<Result>({ team, host: { store, clock } }: PostCall, work: () => Promise<Result>): Promise<Result> {
  const lock = await takeLock({ stateDirectory: store.directory, name: `${team.name}~learnings`, command: 'coders learn', timeoutMs: patienceMs, onWait: () => undefined }, clock);
  if (lock === undefined) throw new HostError({ tool: 'store', command: ['lock', 'learnings'], message: `Somebody else has written to the learnings of team ${team.name} for ${patienceMs / 1000} seconds.`, stderr: '' });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Where the project's members work, or the first of the team's who works in one; undefined where nobody does. */
async function repositoryFor(project: string | undefined, { team }: PostCall): Promise<string | undefined> {
  const members = team.members.filter(({ address }) => projectOf(address) !== undefined && (project === undefined || projectOf(address) === project));
  if (project !== undefined && members.length === 0) throw new UsageError(`No member of the project ${project} is on this host.`, 'Name a project whose repository is here.');
  for (const { directory } of members) {
    const found = kind(directory) === 'directory' ? await repositoryOf(directory) : undefined;
    if (found !== undefined) return found.main;
  }
  return undefined;
}

function say(key: string, project: string | undefined, { team, host: { store }, invocation: { options, terminal } }: PostCall): number {
  const known = store.knowledge.find(team.name, key, project)!;
  if (options.has('json')) terminal.data(JSON.stringify({ version: 1, team: team.name, known: [knowledgeJson(known)] }, null, 2));
  else terminal.out(known.commit === undefined ? `It is kept as ${key}, in no file: nobody of the team works in a repository.` : `It is in ${learningsFile} of the branch coders/${team.name}/learnings (${known.commit.slice(0, 10)}), and kept as ${key}.`);
  return exits.success;
}
