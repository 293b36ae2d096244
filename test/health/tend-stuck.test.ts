import { describe, expect, it } from 'vitest';
import { usualCare } from '../../src/manifest/manifest.ts';
import { tend } from '../../src/health/tend/tend.ts';
import type { StuckLadder } from '../../src/state/care.ts';
import type { Status } from '../../src/state/evidence.ts';
import type { MemberStatus } from '../../src/health/member-status.ts';
import { address, minuteMs, now, patient, type Symptoms } from './patients.ts';

const superior = 'member/shop/pm';
const since = now - 25 * minuteMs;
const after = usualCare.stuckAfterMs;
const silent: Symptoms = { is: 'stuck', status: { since } };

/** Where the ladder stands, `ago` after its last step; in this launch unless said. */
const at = (step: StuckLadder['step'], ago = after, epoch = 2): Symptoms => ({ care: { stuck: { epoch, step, at: now - ago } } });
const stuck = (symptoms: Symptoms = {}, time = now) => tend(patient({ ...silent, ...symptoms }), time);

describe('an agent that is stuck', () => {
  it('is asked first', () => {
    expect(stuck({ superior })).toEqual({
      care: { address, crashes: [], stuck: { epoch: 2, step: 'nudged', at: now } },
      events: [{ type: 'stuck', address, since, done: 'it was asked whether it is' }],
      prompts: [{ id: `stuck-${address}-2-${since}-nudged`, to: address, when: 'next-turn', text: expect.stringContaining('Nothing was seen of you for 25m.') as string }],
      nextAt: now + after,
    });
  });

  it('then its superior is told', () => {
    const { care, prompts } = stuck({ superior, ...at('nudged') });
    expect(care.stuck).toEqual({ epoch: 2, step: 'told', at: now });
    expect(prompts).toMatchObject([{ to: superior, text: expect.stringContaining('shop/cart has shown no sign of life for 25m') as string }]);
  });

  it.each<[string, Symptoms]>([['then it is started again', { superior, ...at('told') }], ['which comes second where there is nobody to tell', at('nudged')]])('%s, with its conversation', (_name, symptoms) => {
    const { care, prompts, events } = stuck({ ...symptoms, status: { since: now - 3 * after } });
    expect(care).toMatchObject({ stuck: { step: 'restarted', at: now }, restart: { epoch: 2, fresh: false, because: 'it was stuck for 1h' } });
    expect(prompts).toEqual([]);
    expect(events).toMatchObject([{ done: 'it is started again, with its conversation' }]);
  });

  it.each<[string, Symptoms]>([['told', { superior, ...at('told', 2 * after) }], ['nudged', at('nudged', 2 * after)]])('and not before it was silent for three times that long: it was %s for long, and gave a sign of life', (_name, symptoms) => {
    const one = patient({ is: 'stuck', ...symptoms, status: { since: now - 2 * after } });
    expect(tend(one, now)).toEqual({ care: one.care, events: [], prompts: [], nextAt: now + after });
  });

  it('then it is left to a person, and that is the end', () => {
    const { care, prompts, events } = stuck({ superior, ...at('restarted', after, 1) });
    expect(care.stuck?.step).toBe('given-up');
    expect(care).not.toHaveProperty('restart');
    expect([prompts, events]).toMatchObject([[], [{ done: 'nothing helped; it is left to a person' }]]);
    const one = patient({ ...silent, care });
    expect(tend(one, now + 10 * after)).toEqual({ care: one.care, events: [], prompts: [] });
  });

  it.each<StuckLadder['step']>(['nudged', 'told', 'restarted', 'given-up'])('has as long as it took to be called stuck after it was %s', (step) => {
    const one = patient({ ...silent, superior, ...at(step, after - 1), status: { since: now - 4 * after } });
    expect(tend(one, now)).toEqual({ care: one.care, events: [], prompts: [], nextAt: now + 1 });
  });
});

describe('a restart that had to wait', () => {
  const asked = { stuck: { epoch: 2, step: 'restarted', at: now - after }, restart: { epoch: 2, fresh: false, because: 'it was stuck for 1h' } } as const;

  it('is not given up before it was tried', () => {
    const one = patient({ ...silent, care: asked });
    expect(tend(one, now)).toEqual({ care: one.care, events: [], prompts: [], nextAt: now + after });
  });

  it.each<[string, Symptoms]>([
    ['rests', { is: 'idle' }],
    ['waits for an answer', { is: 'waiting' }],
    ['works on in the same turn', { status: { turn: { number: 1, prompt: 'p', at: now - 4 * after }, heartbeat: { state: 'responsive', lastAt: now - minuteMs } } }],
    ['works at something new', { status: { turn: { number: 2, prompt: 'Go on.', at: now - minuteMs } } }],
    ['is stuck again after a sign of life', { is: 'stuck', status: { since: now - after + 2 * minuteMs } }],
  ])('is taken back where its member %s', (_name, symptoms) => {
    expect(tend(patient({ ...symptoms, care: asked }), now).care).not.toHaveProperty('restart');
  });

  it('that a person asked for is none of these', () => {
    const restart = { epoch: 2, fresh: false, because: 'a person asked for it' };
    expect(tend(patient({ is: 'idle', care: { restart } }), now).care).toEqual({ address, crashes: [], restart });
  });
});

describe('a sign of life', () => {
  const seen = (status: Partial<MemberStatus>, symptoms: Symptoms): Symptoms => ({ ...symptoms, status });

  it.each<[string, StuckLadder['step'], Status]>([
    ['rest', 'nudged', 'idle'], ['rest', 'told', 'idle'], ['rest', 'given-up', 'idle'], ['a question', 'told', 'waiting'],
  ])('is %s: that it was %s is over', (_name, step, is) => {
    expect(tend(patient({ is, ...at(step, minuteMs) }), now)).toEqual({ care: { address, crashes: [] }, events: [], prompts: [] });
  });

  it.each<StuckLadder['step']>(['nudged', 'told', 'given-up'])('is a new turn after it was %s', (step) => {
    expect(tend(patient(seen({ turn: { number: 2, prompt: 'p', at: now - minuteMs } }, at(step))), now).care).not.toHaveProperty('stuck');
  });

  it('is none where it comes with the question: tools note what is said to them', () => {
    const echo = now - after + 1000;
    const one = patient(seen({ turn: { number: 2, prompt: 'If you are stuck, say so.', at: echo }, heartbeat: { state: 'responsive', lastAt: echo } }, at('nudged')));
    expect(tend(one, now).care).toBe(one.care);
    expect(stuck({ superior, ...seen({ since: echo }, at('nudged')) }).care.stuck?.step).toBe('told');
  });

  it('between two silences makes the second a new one', () => {
    expect(stuck({ superior, ...seen({ since: now - after + 2 * minuteMs }, at('told')) }).care.stuck).toEqual({ epoch: 2, step: 'nudged', at: now });
    expect(stuck({ superior, ...seen({ since: now - after + 2 * minuteMs }, at('given-up')) }).care.stuck?.step).toBe('nudged');
  });

  it('after a restart is a turn that ends, and not what a program writes as it starts', () => {
    const restarted = at('restarted', 3 * after, 1);
    const turn = { number: 1, prompt: 'p', at: now - 5 * after };
    expect(stuck(seen({ since: now - after, turn }, restarted)).care.stuck?.step).toBe('given-up');
    expect(tend(patient({ ...seen({ turn }, restarted), is: 'idle' }), now).care.stuck).toMatchObject({ step: 'restarted' });
    const ended = { ...turn, endedAt: now - after };
    expect(stuck(seen({ since: now - after, turn: ended }, restarted)).care.stuck?.step).toBe('nudged');
    expect(tend(patient(seen({ turn: ended }, restarted)), now).care).not.toHaveProperty('stuck');
  });

  it('is any other start: a crash, or a person\'s', () => {
    expect(tend(patient({ is: 'starting', ...at('nudged', 1, 1) }), now).care).not.toHaveProperty('stuck');
    expect(stuck({ superior, ...at('told', after, 1) }).care.stuck?.step).toBe('nudged');
  });

  it('is not that nothing can be seen of it', () => {
    const one = patient({ is: 'unknown', ...at('nudged') });
    expect(tend(one, now).care).toBe(one.care);
  });
});

it('nothing is done for one that merely works, however long', () => {
  const one = patient({ is: 'working', status: { since: now - 100 * after } });
  expect(tend(one, now)).toEqual({ care: one.care, events: [], prompts: [] });
});
