import { teamOption, type Tool } from '../tool.ts';

/** Who the caller is: what `coders mcp context` says. */
export const context: Tool = {
  name: 'context',
  summary: 'Learn who you are in the team: your address and role, where you work, whom you report to, and your mission.',
  parameters: {},
  does: {
    summary: 'say who the caller is',
    needs: [],
    takes: [],
    lines: (_, { team }) => [{ verb: 'mcp', operands: ['context'], options: teamOption(team) }],
  },
};
