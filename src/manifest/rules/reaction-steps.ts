import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { keyPlace, startOf, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { writtenReactions, type ReactionAt } from '../reactions.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';

const steps = ['message', 'mission', 'command', 'notify', 'pause'] as const;

export const reactionSteps: Rule = {
  name: 'reaction-steps',
  sentence: 'A reaction does something, and says of a command whether a shell reads it.',
  *check(draft) {
    for (const at of writtenReactions(draft)) {
      if (!steps.some((step) => isGiven(draft, [...at.path, step]))) yield nothingDone(at.path, draft);
      yield* commandFaults(at, draft);
    }
  },
};

function nothingDone(path: Path, { root }: Draft): Diagnostic {
  return error('no-step', 'The reaction does nothing.', {
    place: startOf(valuePlace(root, path)),
    hint: 'Say what is done: message, mission, command, notify or pause.',
  });
}

function* commandFaults({ path, written: { command, shell, timeout } }: ReactionAt, { root }: Draft): Generator<Diagnostic> {
  if (typeof command === 'string' && shell !== true) {
    yield error('no-shell', 'The command is one text, which only a shell could read.', {
      place: valuePlace(root, [...path, 'command']),
      hint: 'Write it as a list, [npm, test], or add `shell: true`.',
    });
  }
  if (shell === true && typeof command !== 'string') {
    yield error('no-line', 'A shell reads one text, not a list.', { place: keyPlace(root, [...path, 'shell']), hint: 'Write the command as one text, or leave out `shell`.' });
  }
  if (timeout !== undefined && command === undefined) {
    yield error('no-command', 'The time is for a command, and there is none.', { place: keyPlace(root, [...path, 'timeout']), hint: 'Remove it.' });
  }
}
