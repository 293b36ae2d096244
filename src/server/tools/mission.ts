import { failurePolicies, missionTypes, priorities } from '../../manifest/mission.ts';
import type { CommandLine } from '../command-line.ts';
import { optionsFrom, teamOption, type Action, type Arguments, type CallerTeam, type Tool } from '../tool.ts';

const settings = ['project', 'brief', 'to', 'role', 'after', 'context', 'priority', 'type', 'timeout', 'retries', 'accept', 'commits', 'files', 'review_by', 'on_fail', 'handoff_to', 'model'];

const distribute: Action = {
  summary: 'add a mission and have it handed to the right member',
  needs: ['name', 'brief'],
  takes: settings.filter((name) => name !== 'brief'),
  lines: (given, caller) => [missionLine('add', given, caller, settings)],
};

const complete: Action = {
  summary: 'say that a mission is done; the runner then checks it',
  needs: [],
  takes: ['name'],
  lines: (given, caller) => [missionLine('done', given, caller)],
};

const fail: Action = {
  summary: 'say that a try at a mission has failed, and why',
  needs: ['because'],
  takes: ['name'],
  lines: (given, caller) => {
    const line = missionLine('fail', given, caller);
    return [{ ...line, operands: [...line.operands, given.text('because')!] }];
  },
};

const status: Action = {
  summary: 'show one mission by its name with its brief and its tries, or all that are not done',
  needs: [],
  takes: ['name', 'all', 'state'],
  lines: (given, caller) => {
    if (given.text('name') !== undefined) return [missionLine('show', given, caller)];
    const line = missionLine('list', given, caller, ['state']);
    return [given.has('all') ? { ...line, options: { ...line.options, all: true } } : line];
  },
};

/** Missions: what `coders mission` does. */
export const mission: Tool = {
  name: 'mission',
  summary: 'Work with the missions of the team: pieces of work that the runner hands out, and checks before they count as done.',
  parameters: {
    name: { kind: 'text', about: 'its name, such as cart-api; may be left out with complete and fail, where your own is meant' },
    brief: { kind: 'text', about: 'what is to be done' },
    because: { kind: 'text', about: 'why it failed' },
    all: { kind: 'yes-or-no', about: 'also those that are done' },
    state: { kind: 'several', about: 'only those in these states, such as ready, working or failed; pending: nobody has it and nothing blocks it; blocked: it waits for others' },
    project: { kind: 'text', about: 'its project; your own unless given' },
    to: { kind: 'text', about: 'who does it: an engineer, those of a common name, or pm; any engineer unless given' },
    role: { kind: 'text', about: 'anybody of this role does it' },
    after: { kind: 'several', about: 'names of missions of its project that must be done before' },
    context: { kind: 'several', about: 'paths of files to be read first' },
    priority: { kind: 'choice', words: priorities, about: 'how urgent it is; normal unless given' },
    type: { kind: 'choice', words: missionTypes, about: 'what kind of work it is; general unless given' },
    timeout: { kind: 'text', about: 'how long one try may take, such as 2h' },
    retries: { kind: 'number', about: 'how often it is tried again' },
    accept: { kind: 'several', about: 'command lines that must succeed before it counts as done' },
    commits: { kind: 'number', about: 'so many commits at least must have been made' },
    files: { kind: 'several', about: 'patterns of paths; a changed file must match each' },
    review_by: { kind: 'text', about: 'who says whether it is right, once all of this holds: another member than the one who does it' },
    on_fail: { kind: 'choice', words: failurePolicies, about: 'what follows a try that failed' },
    model: { kind: 'text', about: 'the model tier (opus, sonnet, haiku) or id that it is for: members with it come first' },
    handoff_to: { kind: 'text', about: 'who goes on with it when its tries are used up' },
  },
  does: { distribute, complete, fail, status },
};

function missionLine(verb: string, given: Arguments, { team }: CallerTeam, options: readonly string[] = []): CommandLine {
  return { verb: 'mission', operands: [verb, ...given.several('name')], options: { ...optionsFrom(given, options), ...teamOption(team) } };
}
