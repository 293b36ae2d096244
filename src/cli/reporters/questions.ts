import type { OpenQuestion } from '../../reconcile/observe-questions.ts';
import { seatIn } from '../../state/address.ts';
import { formatDuration } from '../../util/duration.ts';
import { palette } from './palette.ts';

/** A line each: the id, who asks for what since when; and what is asked, below it. */
export function questionsText(questions: readonly OpenQuestion[], { now, color }: { readonly now: number; readonly color: boolean }): string {
  const { bold, faint } = palette(color);
  if (questions.length === 0) return 'Nobody waits for an answer.';
  return questions.map(({ id, member, question, since, by }) => {
    const age = since === undefined ? '' : `  ${faint(`for ${formatDuration(now - since)}`)}`;
    const how = by.way === 'keys' && by.dialog === undefined ? `  ${faint('(answer it in its window)')}` : '';
    const text = (question.text ?? '').split('\n').map((line) => `    ${line}`);
    return [`${bold(id)}  ${seatIn(member)} asks: ${question.kind}${age}${how}`, ...(question.text === undefined ? [] : text)].join('\n');
  }).join('\n');
}

/** As `schemas/ask.schema.json` describes one. */
export function questionsJson({ id, member, question, since, by }: OpenQuestion) {
  const answerable = by.way === 'hook' || by.dialog !== undefined;
  return { id, member, kind: question.kind, ...(question.text === undefined ? {} : { text: question.text }), ...(since === undefined ? {} : { since: new Date(since).toISOString() }), answerable };
}
