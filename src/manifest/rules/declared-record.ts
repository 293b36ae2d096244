import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace, textAt, valuePlace } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { namesIn, namesInWords } from '../placeholders.ts';
import { ownDirectory } from '../declared-tool.ts';
import { declaredEntries, type DeclaredEntry } from './declared-tools.ts';
import type { Rule } from './rule.ts';

export const declaredRecord: Rule = {
  name: 'declared-record',
  sentence: 'A declared tool that resumes has a record, and each of its members has a record of its own, under a name that the tool is told.',
  *check(draft) {
    for (const entry of declaredEntries(draft)) {
      yield* resumeFaults(draft, entry);
      const path = textAt(draft.root, [...entry.path, 'record', 'path']);
      if (path !== undefined) yield* pathFaults(draft, entry, path);
    }
  },
};

function* resumeFaults({ root }: Draft, { path, tool: { command, resume, record } }: DeclaredEntry): Generator<Diagnostic> {
  if (resume === undefined) return;
  if (record === undefined) {
    yield error('resume-without-record', 'The tool has a `resume`, and no `record` that shows whether there is a conversation to go on with.', { place: keyPlace(root, [...path, 'resume']), hint: 'Add `record: {path: …, text: …}`, or remove `resume`: then each start is a new conversation.' });
  }
  if (namesInWords(resume).includes('conversation') && !namesInWords(command).includes('conversation')) {
    yield error('unnamed-conversation', 'The tool is to resume a conversation by a name that it was never given.', { place: valuePlace(root, [...path, 'resume']), hint: 'Add {conversation} to `command`, where the tool takes a name for a new conversation.' });
  }
}

function* pathFaults({ root }: Draft, { path: at, tool: { command } }: DeclaredEntry, path: string): Generator<Diagnostic> {
  const place = valuePlace(root, [...at, 'record', 'path']);
  const names = namesIn(path);
  const strange = names.find((name) => !['conversation', 'directory'].includes(name));
  if (strange !== undefined) {
    yield error('bad-placeholder', `${quote(`{${strange}}`)} is no placeholder of a record's path.`, { place, hint: 'It is one of {conversation} or {directory}.' });
  } else if (names.length === 0) {
    yield error('shared-record', 'All members with this tool would have one and the same record.', { place, hint: 'Write {conversation} or {directory} where the path has the name of the conversation or of the directory.' });
  } else if (names.includes('directory') && !path.startsWith(ownDirectory)) {
    yield error('bad-placeholder', `${quote('{directory}')} stands elsewhere than at the start of the path.`, { place, hint: 'For example: {directory}/.mytool/history.jsonl.' });
  } else if (names.includes('conversation') && !namesInWords(command).includes('conversation')) {
    yield error('unnamed-conversation', 'The record is named after a conversation whose name the tool is never given.', { place, hint: 'Add {conversation} to `command`, where the tool takes a name for a new conversation.' });
  }
}
