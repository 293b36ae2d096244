import type { CommandLine } from '../command-line.ts';
import { teamOption, type Action, type Arguments, type CallerTeam, type Tool } from '../tool.ts';

const who: Action = {
  summary: 'say who the caller is',
  needs: [],
  takes: [],
  lines: (_, { team }) => [{ verb: 'mcp', operands: ['context'], options: teamOption(team) }],
};

const set: Action = {
  summary: 'keep something under a key, for everybody of your project',
  needs: ['key', 'value'],
  takes: ['whole_team'],
  lines: (given, caller) => [contextLine(['set', given.text('key')!, given.text('value')!], given, caller)],
};

const get: Action = {
  summary: 'what is kept under a key',
  needs: ['key'],
  takes: [],
  lines: (given, caller) => [contextLine(['get', given.text('key')!], given, caller)],
};

const list: Action = {
  summary: 'all that your project and the whole team know',
  needs: [],
  takes: [],
  lines: (given, caller) => [contextLine(['list'], given, caller)],
};

const search: Action = {
  summary: 'what holds all of these words, of what was set and what was learned',
  needs: ['words'],
  takes: [],
  lines: (given, caller) => [contextLine(['search', given.text('words')!], given, caller)],
};

const learn: Action = {
  summary: 'keep what you learned for the whole team, committed in its LEARNINGS.md',
  needs: ['value'],
  takes: ['whole_team'],
  lines: (given, { team }) => [{ verb: 'learn', operands: [given.text('value')!], options: { ...teamOption(team), ...wholeTeam(given) } }],
};

/** Who the caller is, and what its team knows: what `coders mcp context`, `coders context` and `coders learn` do. */
export const context: Tool = {
  name: 'context',
  summary: 'Learn who you are in the team: your address and role, where you work, whom you report to, and your mission. And what the team knows: look before you find out, and keep what others will need.',
  parameters: {
    key: { kind: 'text', about: 'a name for what is known, such as api-port' },
    value: { kind: 'text', about: 'what is known' },
    words: { kind: 'text', about: 'words that it holds' },
    whole_team: { kind: 'yes-or-no', about: 'it concerns every project' },
  },
  does: { who, set, get, list, search, learn },
  usual: 'who',
};

function contextLine(operands: readonly string[], given: Arguments, { team }: CallerTeam): CommandLine {
  return { verb: 'context', operands, options: { ...teamOption(team), ...wholeTeam(given) } };
}

function wholeTeam(given: Arguments): CommandLine['options'] {
  return given.has('whole_team') ? { 'whole-team': true } : {};
}
