import { resolve } from 'node:path';
import { quote } from '../../diagnostics/words.ts';
import { kind } from '../../host/files.ts';
import { repositoryOf } from '../../host/git/repository-of.ts';
import { builtInTools } from '../../manifest/built-in-tools.ts';
import { seatIn } from '../../state/address.ts';
import { nearest } from '../../util/suggest.ts';
import type { WantedMember } from '../ad-hoc.ts';
import type { AdHocMember } from '../ad-hoc-manifest.ts';
import { timeoutFrom } from '../apply-team.ts';
import { requireMaySpawn } from '../care/rights.ts';
import { exits, jsonOption, UsageError, type Command, type Invocation } from '../command.ts';
import { convergedJson, convergedText, exitOf } from '../reporters/outcome.ts';
import { mostInPool, poolOf, spawnMembers, type Spawned } from '../spawn-members.ts';

export const command: Command = {
  name: 'spawn',
  summary: 'start one member outside any manifest, or several of a kind',
  operands: 'TOOL',
  details: 'It works in the directory where you are, or with --worktree on a branch of its own of the repository there. On a terminal,\nwhat is missing is asked for. It is a team of its own, adhoc-NAME: every verb takes that name, and coders down takes it away.',
  options: {
    name: { summary: 'what it is called; the tool\'s name, with a number, unless given', value: 'NAME' },
    task: { summary: 'what it is to do; without one it waits to be told', value: 'TEXT' },
    prd: { summary: 'a file with product requirements that it works from', value: 'FILE' },
    worktree: { summary: 'a branch that it works on, in a git worktree of its own; made where it does not exist', value: 'BRANCH' },
    base: { summary: 'with --worktree: where its branch starts if it is made; what is checked out here unless given', value: 'BRANCH' },
    model: { summary: 'the model tier (opus, sonnet, haiku) or id; its role\'s tier unless given', value: 'MODEL' },
    role: { summary: 'what it is for: coder (usual), tester, reviewer, …', value: 'ROLE' },
    directory: { summary: 'where it works, or whose repository its worktree is made of; here unless given', value: 'DIR' },
    count: { summary: 'so many at once: NAME-1 on the branch BRANCH-1, …; without --worktree the branches are called as they are', value: 'N' },
    once: { summary: 'start it once, and let no supervisor keep it' },
    timeout: { summary: 'how long to wait until it is ready (30s)', value: 'DURATION' },
    json: jsonOption,
  },
  examples: [
    { line: 'coders spawn claude --task "Find out why the build is slow."', does: 'a Claude Code in this directory' },
    { line: 'coders spawn codex --name fixer --worktree fix/login --prd docs/login.md', does: 'on a branch of its own, from a PRD' },
    { line: 'coders spawn codex --name pear --count 3 --task "Find a flaky test and mend it."', does: 'pear-1, pear-2 and pear-3, each in a worktree of its own' },
    { line: 'coders down adhoc-fixer --yes', does: 'takes it away; its branch stays' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const timeoutMs = timeoutFrom(invocation.options.text('timeout'));
  const count = countMeant(invocation);
  const wanted = await wantedMember(invocation);
  const name = await nameMeant(wanted.tool, invocation);
  const task = await taskMeant(invocation);
  const member: WantedMember = { ...wanted, name, ...(task === undefined ? {} : { task }) };
  const spawned = await spawnMembers(count === undefined ? [member] : poolOf(member, count), timeoutMs, invocation);
  report(spawned, count !== undefined, invocation);
  const ends = spawned.map(({ converged }) => exitOf(converged.outcome));
  return ends.find((exit) => exit === exits.hostFailed) ?? ends.find((exit) => exit !== exits.success) ?? exits.success;
}

/** Undefined for one alone, which is called and works as the command line says. */
function countMeant({ options }: Invocation): number | undefined {
  const text = options.text('count');
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/.test(text)) throw new UsageError(`--count can not be ${quote(text)}.`, `Write a whole number from 1 to ${mostInPool}.`);
  return Number(text);
}

/** All that the command line says of it, before anything is asked that would be typed in vain. */
async function wantedMember(invocation: Invocation): Promise<Omit<AdHocMember, 'name' | 'task'>> {
  const { options, directory: here } = invocation;
  const [branch, elsewhere, model, prd, role, base] = ['worktree', 'directory', 'model', 'prd', 'role', 'base'].map((option) => options.text(option));
  if (base !== undefined && branch === undefined) throw new UsageError('coders spawn takes --base only with --worktree.', 'It says where the branch of a worktree starts.');
  const directory = resolve(here, elsewhere ?? '.');
  if (kind(directory) !== 'directory') throw new UsageError(`There is no folder ${elsewhere ?? here}.`, 'Name one that exists.');
  const tool = await toolMeant(invocation);
  const repository = await repositoryOf(directory);
  await requireMaySpawn(repository, invocation);
  const needsWorktree = branch !== undefined || options.text('count') !== undefined;
  if (repository === undefined && (needsWorktree || prd !== undefined)) {
    throw new UsageError(`${directory} lies in no git repository, and ${needsWorktree ? 'a worktree is made of one' : 'a PRD belongs to one'}.`, 'Go to a repository, name one with --directory, or run git init.');
  }
  return {
    tool,
    directory,
    ...(model === undefined ? {} : { model }),
    ...(role === undefined ? {} : { role }),
    ...(base === undefined ? {} : { base }),
    ...(prd === undefined ? {} : { prd: resolve(here, prd) }),
    ...(branch === undefined ? {} : { branch }),
    ...(repository === undefined ? {} : { repository }),
  };
}

/** A member of tool `command` runs what its manifest says, and here is none. */
const tools = Object.keys(builtInTools).filter((name) => name !== 'command');

async function toolMeant(invocation: Invocation): Promise<string> {
  const tool = invocation.operands[0] ?? (await asked(`Which tool? (${tools.join(', ')}): `, invocation));
  if (tool === undefined) throw new UsageError('coders spawn needs a tool.', `Tools are ${tools.join(', ')}.`);
  if (tools.includes(tool)) return tool;
  const meant = nearest(tool, tools);
  throw new UsageError(`"${tool}" is no tool that can be spawned.`, meant === undefined ? `Tools are ${tools.join(', ')}; a tool of your own is described in a team.yaml.` : `Did you mean ${meant}?`);
}

/** The team's name is longer by `adhoc-`, and has at most 40 characters. */
const nameForm = /^[A-Za-z0-9][A-Za-z0-9_-]{0,33}$/;

/** Undefined where any name will do. */
async function nameMeant(tool: string, invocation: Invocation): Promise<string | undefined> {
  const name = invocation.options.text('name') ?? (await asked(`What is it called? (Enter: ${tool}, with a number if that is taken): `, invocation));
  if (name !== undefined && !nameForm.test(name)) throw new UsageError(`"${name}" can not be a member's name.`, 'A name is made of letters, digits, - and _, starts with a letter or a digit, and has at most 34 characters.');
  return name;
}

async function taskMeant(invocation: Invocation): Promise<string | undefined> {
  const { options } = invocation;
  return options.text('task') ?? (options.text('prd') === undefined ? asked('What is it to do? (Enter: it waits to be told): ', invocation) : undefined);
}

/** What a person at a terminal answers; undefined where nobody can be asked, or says nothing. */
async function asked(question: string, { terminal, options }: Invocation): Promise<string | undefined> {
  if (!terminal.interactive || options.has('json')) return undefined;
  const answer = await terminal.ask(question);
  if (answer === undefined) throw new UsageError('Nothing was spawned: the input ended.');
  return answer.trim() === '' ? undefined : answer.trim();
}

function report(spawned: readonly Spawned[], isPool: boolean, { terminal, options }: Invocation): void {
  if (options.has('json')) {
    const documents = spawned.map(({ converged }) => convergedJson(converged));
    return terminal.data(JSON.stringify(isPool ? { version: 1, spawned: documents } : documents[0], null, 2));
  }
  for (const one of spawned) terminal.out(spawnedText(one, terminal));
}

function spawnedText({ team: { manifest, desired: { members } }, converged }: Spawned, terminal: Invocation['terminal']): string {
  const [member] = members;
  const { state } = converged.outcome;
  const outcome = state === 'converged' ? [] : [convergedText(converged, terminal)];
  if (member === undefined || state === 'failed' || state === 'blocked') return [...outcome, `  coders down ${manifest.team}   takes away what there is of it`].join('\n');
  const seat = seatIn(member.address);
  return [...outcome, `${seat} is the member of team ${manifest.team}. It works in ${member.settings.directory}.`, `  coders attach ${seat} --team ${manifest.team}`, `  coders down ${manifest.team}`].join('\n');
}
