import { describe, expect, it } from 'vitest';
import { unansweredPrompt } from '../../src/checkins/prompts.ts';
import { missionForMerge } from '../../src/discipline/merge-mission.ts';
import { commitPrompt, faultsPrompt, testsPrompt } from '../../src/discipline/prompts.ts';
import { tend } from '../../src/health/tend/tend.ts';
import { promptKinds, promptNames, type PromptName, type PromptTexts } from '../../src/manifest/prompts.ts';
import { usualCare } from '../../src/manifest/manifest.ts';
import { filledPrompt, worded } from '../../src/manifest/worded.ts';
import { escalationPrompt, missionPrompt, questionFor, stopPrompt } from '../../src/missions/prompts.ts';
import { reviewToAskFor } from '../../src/missions/review.ts';
import { firstPrompt } from '../../src/post/first-prompt.ts';
import { mailPrompt } from '../../src/post/prompts.ts';
import { newCheckin } from '../../src/schedule/checkin-record.ts';
import type { Checkin } from '../../src/state/checkin.ts';
import { usualCheckin } from '../../src/manifest/checkin.ts';
import { patient, type Symptoms } from '../health/patients.ts';
import { minuteMs, now, record, states } from '../missions/records.ts';
import { mail } from '../post/seats.ts';
import { rolePrompt } from '../../src/supervisor/duties/roles.ts';

/** Each in words that tell which it is, with all that it may say. */
const prompts = Object.fromEntries(promptNames.map((name) => [name, [`Own ${name}.`, ...promptKinds[name].placeholders.map((one) => `${one}: {${one}}`)].join('\n')])) as Required<PromptTexts>;

const to = 'member/shop/cart';
const failed = { by: to, epoch: 2, startedAt: now, endedAt: now, result: 'failed', because: 'npm test ended with 1' } as const;
const known = [{ key: 'port', kind: 'context', value: '8080', author: 'person', at: 0, uses: 0 }] as const;
const checkin: Checkin = { ...usualCheckin, address: 'checkin/shop/pm/hourly', member: 'member/shop/pm', origin: 'manifest', trigger: { everyMs: minuteMs }, timezone: 'UTC', note: 'Look.', template: '{note}', answerWithinMs: minuteMs };
const tended = (symptoms: Symptoms): string => tend(patient({ prompts, ...symptoms }), now).prompts[0]?.text ?? '';
const nearlyFull = { is: 'idle', policy: { ...usualCare, handoverAt: 0.8 }, status: { context: { used: 80, window: 100 } } } as const;
const asked = { at: now - minuteMs, epoch: 2, message: 'handover' };
const noteFor = (prompt: string) => ({ prompt, at: now - 2, endedAt: now - 1, reply: 'The cart stands.', usage: [] });
const handedOver = (symptoms: Symptoms): string => tend(patient({ prompts, commits: ['abc Begin'], ...nearlyFull, ...symptoms }), now).care.restart?.handover ?? '';
const merged = (state: 'conflict' | 'failed'): string => missionForMerge({ ...record('cart-api'), state: states.done } as Parameters<typeof missionForMerge>[0], { refusal: { state, onto: 'beef', because: 'cart.ts' }, rules: { into: 'main', order: 'missions', strategy: 'merge', timeoutMs: minuteMs }, prompts, now, isTaken: () => false })!.mission.brief;

/** What is told, by the prompt that it is told with. */
const said: Readonly<Record<Exclude<PromptName, 'checkin'>, () => string>> = {
  mission: () => missionPrompt(record('cart-api'), to, { dependencies: [], prompts }).text,
  mission_answer: () => missionPrompt(record('cart-api'), to, { dependencies: [], prompts: { mission_answer: prompts.mission_answer } }).text,
  review_answer: () => missionPrompt(record('review', { mission: { reviews: { mission: 'mission/shop/cart-api', try: 1, by: to } } }), to, { dependencies: [], prompts: { review_answer: prompts.review_answer } }).text,
  review: () => reviewToAskFor(record('cart-api', { mission: { accept: { run: ['npm test'], commits: 0, files: [], timeoutMs: minuteMs, reviewBy: 'pm' } }, state: states.reviewing }), undefined, { now, prompts })!.mission.brief,
  merge_conflict: () => merged('conflict'),
  merge_failure: () => merged('failed'),
  question: () => questionFor(record('cart-api'), to, prompts).text,
  stop: () => stopPrompt(record('cart-api'), to, { because: 'Ann said so', prompts }).text,
  escalation: () => escalationPrompt(record('cart-api', { tries: [failed] }), to, { because: 'npm test ended with 1', prompts }).text,
  unanswered: () => unansweredPrompt(newCheckin(checkin, now), now, { to, prompts }).text,
  message: () => mailPrompt([mail()], to, { fileOf: String, prompts }).text,
  long_message: () => mailPrompt([mail({ text: 'x'.repeat(2000) })], to, { fileOf: String, prompts }).text,
  uncommitted: () => commitPrompt(to, { since: now - minuteMs, now }, prompts).text,
  faults: () => faultsPrompt(to, [{ commit: { id: 'c0ffee', subject: 'bad', files: 2 }, faults: ['it is bad'] }], prompts).text,
  tests: () => testsPrompt(to, { commit: 'c0ffee', test: 'npm test', output: 'one failed' }, prompts).text,
  stuck: () => tended({ is: 'stuck', status: { since: now - 30 * minuteMs } }),
  stuck_member: () => tended({ is: 'stuck', status: { since: now - 90 * minuteMs }, superior: 'member/shop/pm', care: { stuck: { epoch: 2, step: 'nudged', at: now - 30 * minuteMs } } }),
  wake_up: () => tended({ is: 'idle', care: { park: { account: 'a', since: 1, wakeAt: 2, until: 2, probes: 0 } } }),
  interrupted: () => tended({ is: 'idle', care: { interrupted: { epoch: 1 } }, status: { startedAt: now }, turn: { prompt: 'Go on.', at: now - 1, reply: '', usage: [] } }),
  role: () => rolePrompt(to, 'You are cart.\n\n## Your role\n\nWrite code.', { now, prompts }).text,
  handover_note: () => tended(nearlyFull),
  handover: () => handedOver({ care: { handover: asked }, turn: noteFor(prompts.handover_note) }),
  handover_without_note: () => handedOver({ care: { handover: { ...asked, at: now - 30 * minuteMs } } }),
  new_brief: () => worded('new_brief', { brief: 'You are cart.' }, prompts),
  knowledge: () => firstPrompt('You are cart.', { known, prompts }),
  knowledge_left_out: () => firstPrompt(`You are cart.${'x'.repeat(200_000)}`, { known, prompts }),
};

describe('in the words of a team', () => {
  it.each(Object.entries(said) as [Exclude<PromptName, 'checkin'>, () => string][])('it is told %s, with all that it asks for', (name, text) => {
    expect(text()).toContain(`Own ${name}.`);
    expect(text()).not.toMatch(/: \{\w+\}/);
  });

  it('a hand-over note counts that was asked for before the team had its own words', () => {
    expect(handedOver({ care: { handover: asked }, turn: noteFor(promptKinds.handover_note.text) })).toContain('note: The cart stands.');
    expect(handedOver({ care: { handover: asked }, turn: noteFor('Go on.') })).toBe('');
  });

  it('a brief still fits into a command line beside long words about what the team knows', () => {
    const text = firstPrompt('x'.repeat(119_000), { known, prompts: { knowledge: `${'y'.repeat(3900)} {entries}`, knowledge_left_out: 'z'.repeat(3900) } });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(120_000);
  });
});

describe('a template', () => {
  it.each([
    ['What is {a}.', { a: 'it' }, 'What is it.'],
    ['One.\n{a}\nTwo.', { a: '' }, 'One.\nTwo.'],
    ['One.\n\nHead:\n{a}\n\nTwo.', { a: '' }, 'One.\n\nTwo.'],
    ['One.\nHead:\n{a}\n{b}\nTwo:', { a: '', b: '' }, 'One.\nTwo:'],
    ['Head:\n{a}\n{b}\nTwo.', { a: '', b: 'x' }, 'Head:\nx\nTwo.'],
    ['One.\n\nHead:\n{a}\n\nTwo.', { a: 'x\n\n\ny' }, 'One.\n\nHead:\nx\n\n\ny\n\nTwo.'],
    ['{a} of {b}', { a: '', b: 'two' }, ' of two'],
    ['{{a}} and {c}', { a: '' }, '{a} and {c}'],
    ['Say {a}', { a: '{b} $& {{c}}', b: 'no' }, 'Say {b} $& {{c}}'],
    ['\n\nOne.\n\n\n\nTwo.\n', {}, 'One.\n\nTwo.'],
  ])('%j with %j says %j', (text, values, told) => {
    expect(filledPrompt(text, values)).toBe(told);
  });
});
