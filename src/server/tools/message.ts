import { optionsFrom, teamOption, type Tool } from '../tool.ts';

/** Clients give up on a call after a minute. */
const patience = '30s';

/** Text to a member: what `coders send` does. */
export const message: Tool = {
  name: 'message',
  summary: 'Give text to a member of the team, and learn whether it has arrived. It goes in when the member is idle unless another moment is given.',
  parameters: {
    to: { kind: 'text', about: 'a member by its name or address, such as pm or storefront/cart' },
    text: { kind: 'text', about: 'what it is told' },
    when: { kind: 'choice', words: ['idle', 'next-turn', 'now'], about: 'idle; next-turn: queued by its tool while it works; now: ends its present turn' },
    team: { kind: 'text', about: 'another team than your own, such as that of a member that was spawned: adhoc-NAME' },
    op_id: { kind: 'text', about: 'a name for this message: the same name again goes on with it, and never sends it twice' },
  },
  does: {
    summary: 'give text to a member',
    needs: ['to', 'text'],
    takes: ['when', 'team', 'op_id'],
    lines: (given, { team }) => [{ verb: 'send', operands: [given.text('to')!, given.text('text')!], options: { ...optionsFrom(given, ['when', 'op_id']), ...teamOption(given.text('team') ?? team), timeout: patience } }],
  },
};
