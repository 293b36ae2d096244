import { describe, expect, it } from 'vitest';
import { usualCare } from '../../src/manifest/manifest.ts';
import { tend } from '../../src/health/tend/tend.ts';
import type { MemberStatus } from '../../src/health/member-status.ts';
import type { Status } from '../../src/state/evidence.ts';
import type { Turn } from '../../src/state/turn.ts';
import { address, minuteMs, now, patient, type Symptoms } from './patients.ts';

const policy = { ...usualCare, handoverAt: 0.8 };
const full = { context: { used: 80, window: 100 } };
const atRest = (status: Partial<MemberStatus> = full): Symptoms => ({ is: 'idle', policy, status });

describe('a member whose context is nearly full', () => {
  const asked = tend(patient(atRest()), now);

  it('is asked for a hand-over note', () => {
    expect(asked).toEqual({
      care: { address, crashes: [], handover: { at: now, epoch: 2, message: `handover-${address}-2` } },
      events: [{ type: 'context-nearly-full', address, used: 80, window: 100 }],
      prompts: [{ id: `handover-${address}-2`, to: address, when: 'idle', text: expect.stringContaining('Answer with a hand-over note') as string }],
      nextAt: now + 20 * minuteMs,
    });
  });

  it.each<[string, Symptoms]>([
    ['less is used', atRest({ context: { used: 79, window: 100 } })],
    ['nobody knows how much there is', atRest({ context: { used: 1_000_000 } })],
    ['nobody knows how much is used', atRest({})],
    ['the manifest does not want it', { ...atRest(), policy: usualCare }],
    ['a person looks at it', atRest({ ...full, attended: true })],
    ['it is to be started again anyway', { ...atRest(), care: { restart: { epoch: 2, fresh: true, because: 'its context was nearly full' } } }],
    ...(['working', 'waiting', 'starting', 'unknown'] as const).map((is): [string, Symptoms] => [`it is ${is}`, { ...atRest(), is }]),
  ])('is left alone where %s', (_name, symptoms) => {
    const one = patient(symptoms);
    expect(tend(one, now)).toEqual({ care: one.care, events: [], prompts: [] });
  });

  it('is not asked twice for one launch', () => {
    expect(tend(patient({ ...atRest(), care: asked.care }), now + minuteMs)).toEqual({ care: asked.care, events: [], prompts: [], nextAt: now + 20 * minuteMs });
  });
});

describe('the note', () => {
  const { care, prompts: [request] } = tend(patient(atRest()), now);
  const note: Turn = { prompt: `${request!.text}\n`, at: now + minuteMs, endedAt: now + 2 * minuteMs, reply: '\nThe cart stands.\n', usage: [] };
  const written = (symptoms: Symptoms = {}, at = now + 3 * minuteMs) => tend(patient({ ...atRest(), care, turn: note, ...symptoms }), at);

  it('goes with what was committed into a fresh start', () => {
    expect(written({ commits: ['abc1234 Build the cart', 'def5678 Begin'] })).toEqual({
      care: {
        address, crashes: [],
        restart: {
          epoch: 2, fresh: true, because: 'its context was nearly full',
          handover: 'You go on with work that was begun in an earlier conversation. Its hand-over note:\n\nThe cart stands.\n\nCommitted so far, newest first:\n  abc1234 Build the cart\n  def5678 Begin',
        },
      },
      events: [],
      prompts: [],
    });
  });

  const { endedAt: _endedAt, ...underWay } = note;

  it.each<[string, { readonly turn?: Turn }]>([
    ['was not begun', {}],
    ['is under way', { turn: underWay }],
    ['is another turn\'s', { turn: { ...note, prompt: 'Go on.' } }],
    ['is an earlier one', { turn: { ...note, at: now - 1 } }],
  ])('that %s is waited for', (_name, latest) => {
    const one = patient({ ...atRest(), care, ...latest });
    expect(tend(one, now + 3 * minuteMs)).toEqual({ care: one.care, events: [], prompts: [], nextAt: now + 20 * minuteMs });
  });

  it('that is not written within its time is done without', () => {
    const late = tend(patient({ ...atRest(), care }), now + 20 * minuteMs);
    expect(late.care.restart).toEqual({
      epoch: 2, fresh: true, because: 'its context is nearly full, and it wrote no note within 20m',
      handover: 'You go on with work that was begun in an earlier conversation, which left no note.',
    });
    expect(late.care).not.toHaveProperty('handover');
  });

  it.each<Status>(['working', 'waiting', 'starting', 'unknown'])('does not end a member that is %s, written or not, in time or not: its turn is waited for', (is) => {
    for (const turn of [note, { ...note, prompt: 'Go on.' }]) {
      const one = patient({ ...atRest(), is, care, turn });
      expect(tend(one, now + 50 * minuteMs)).toEqual({ care: one.care, events: [], prompts: [], nextAt: now + 51 * minuteMs });
    }
  });

  it('does not end one that a person looks at', () => {
    expect(written({ status: { ...full, attended: true } })).toMatchObject({ care, nextAt: now + 20 * minuteMs });
    expect(written({ status: { ...full, attended: true } }, now + 20 * minuteMs).nextAt).toBe(now + 21 * minuteMs);
  });

  it('of an earlier launch is of no use, and forgotten', () => {
    expect(written({ epoch: 3 })).toEqual({ care: { address, crashes: [] }, events: [], prompts: [] });
  });
});
