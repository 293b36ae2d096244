import { mailTypes } from '../../state/mail.ts';
import type { CommandLine } from '../command-line.ts';
import { optionsFrom, teamOption, type Action, type Arguments, type CallerTeam, type Tool } from '../tool.ts';

/** Clients give up on a call after a minute. */
const patience = '30s';

const send: Action = {
  summary: 'write to a member, and say who writes; it is told when it rests',
  needs: ['to', 'text'],
  takes: ['type', 'reply_to', 'team', 'op_id'],
  lines: (given, caller) => [messageLine(['send', given.text('to')!, given.text('text')!], given, caller, ['type', 'reply_to', 'op_id'])],
};

const reply: Action = {
  summary: 'answer a message; without id the one that came last',
  needs: ['text'],
  takes: ['id', 'type', 'op_id'],
  lines: (given, caller) => [messageLine(['reply', ...given.several('id'), given.text('text')!], given, caller, ['type', 'op_id'])],
};

const read: Action = {
  summary: 'show a message whole; without id all that were not read yet',
  needs: [],
  takes: ['id'],
  lines: (given, caller) => [messageLine(['read', ...given.several('id')], given, caller)],
};

const inbox: Action = {
  summary: 'list what came and is unread, or all, or what you sent and how far it has come',
  needs: [],
  takes: ['all', 'sent'],
  lines: (given, { team }) => [{ verb: 'inbox', operands: [], options: { ...teamOption(team), ...(given.has('all') ? { all: true as const } : {}), ...(given.has('sent') ? { sent: true as const } : {}) } }],
};

const prompt: Action = {
  summary: 'give text to a member as a person would type it, and learn whether it has arrived',
  needs: ['to', 'text'],
  takes: ['when', 'team', 'op_id'],
  lines: (given, { team }) => [{ verb: 'send', operands: [given.text('to')!, given.text('text')!], options: { ...optionsFrom(given, ['when', 'op_id']), ...teamOption(given.text('team') ?? team), timeout: patience } }],
};

/** What members say to each other: what `coders message`, `inbox` and `send` do. */
export const message: Tool = {
  name: 'message',
  summary: 'Talk with the members of the team. Engineers write to their PM and to each other within their project, PMs to the orchestrator.',
  parameters: {
    to: { kind: 'text', about: 'a member by its name or address, such as pm or storefront/cart; for send also role:ROLE, project:PROJECT, all or person' },
    text: { kind: 'text', about: 'what is said' },
    type: { kind: 'choice', words: mailTypes, about: 'what the reader is to make of it; status unless given, of a reply answer' },
    id: { kind: 'text', about: 'the name of a message, such as k3f9qa' },
    reply_to: { kind: 'text', about: 'the message that this one answers' },
    all: { kind: 'yes-or-no', about: 'also what was read' },
    sent: { kind: 'yes-or-no', about: 'what you wrote' },
    when: { kind: 'choice', words: ['idle', 'next-turn', 'now'], about: 'idle; next-turn: queued by its tool while it works; now: ends its present turn' },
    team: { kind: 'text', about: 'another team than your own, such as that of a member that was spawned: adhoc-NAME' },
    op_id: { kind: 'text', about: 'a name for this message: the same name again is the same message, told once' },
  },
  does: { send, reply, read, inbox, prompt },
  usual: 'send',
};

function messageLine(operands: readonly string[], given: Arguments, { team }: CallerTeam, options: readonly string[] = []): CommandLine {
  return { verb: 'message', operands, options: { ...optionsFrom(given, options), ...teamOption(given.text('team') ?? team) } };
}
