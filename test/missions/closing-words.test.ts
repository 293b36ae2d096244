import { expect, it } from 'vitest';
import { closingWords, closingWordsBytes, type ClosingEvidence } from '../../src/missions/closing-words.ts';
import type { Turn } from '../../src/state/turn.ts';
import { now, record } from './records.ts';

const by = 'member/shop/cart';

/** Begun at 100, said to be done at 250, and done at 400, after a review say. */
const done = record('api', { state: { state: 'done', at: now + 400, by }, tries: [{ by, epoch: 1, startedAt: now + 100, endedAt: now + 400, result: 'done' }] });
const acceptance = { output: '', at: now + 300, saidAt: now + 250 };

function turn(at: number, reply: string, endedAt?: number): Turn {
  return { prompt: '', at: now + at, reply, usage: [], ...(endedAt === undefined ? {} : { endedAt: now + endedAt }) };
}

function heard(turns: readonly Turn[], evidence: Partial<ClosingEvidence> = {}) {
  return closingWords(done, { turns, rests: false, acceptance, ...evidence });
}

it('are those of the turn in which it was said to be done, which may end after that', () => {
  const turns = [turn(50, 'Of another mission.', 90), turn(120, 'I begin.', 150), turn(200, 'All is done.', 500)];
  expect(heard(turns)).toEqual({ isOpen: false, text: 'All is done.' });
  expect(heard([...turns, turn(260, 'Of the next one, during the review.', 290)])).toEqual({ isOpen: false, text: 'All is done.' });
  expect(heard([...turns, turn(260, 'Nobody noted when it was said.', 290)], { acceptance: { output: '', at: now + 300 } }).text).toBe('Nobody noted when it was said.');
  expect(heard([...turns, turn(350, 'Its word alone stood for it.', 390)], { acceptance: undefined }).text).toBe('Its word alone stood for it.');
  expect(heard([...turns, turn(350, 'x', 390)], { acceptance: { ...acceptance, at: now, saidAt: now } }).text, 'an acceptance of an earlier try').toBe('x');
});

it('may not all be said yet while that turn goes on', () => {
  const goesOn = [turn(120, 'I begin.', 150), turn(200, 'Now I say so.')];
  expect(heard(goesOn)).toEqual({ isOpen: true, text: 'Now I say so.' });
  expect(heard(goesOn, { rests: true }), 'a tool that does not tell the end of a turn').toEqual({ isOpen: false, text: 'Now I say so.' });
  expect(heard([...goesOn, turn(450, '')]), 'the next prompt has begun').toEqual({ isOpen: false, text: 'Now I say so.' });
  expect(heard([turn(120, 'I begin.', 150), turn(200, '')])).toEqual({ isOpen: true });
});

it('are those before where nothing was said in that turn, and none where there are none', () => {
  expect(heard([turn(120, 'I begin.', 150), turn(200, ' \n', 500)])).toEqual({ isOpen: false, text: 'I begin.' });
  expect(heard([turn(50, 'Of another mission.', 90), turn(450, 'Of the next one.', 500)], { rests: true })).toEqual({ isOpen: false });
  expect(heard([turn(450, 'A new conversation, of which the record may not be whole yet.')])).toEqual({ isOpen: true });
});

it('are cut where they are long, and say so', () => {
  const { text = '' } = heard([turn(200, `${'é'.repeat(3000)}`, 500)]);
  expect(text).toBe(`${'é'.repeat(closingWordsBytes / 2)}…\n(2000 bytes more were not kept.)`);
});
