import { describe, expect, it } from 'vitest';
import { checkinEscalation } from '../../src/manifest/rules/checkin-escalation.ts';
import { shop } from '../manifest/memory-world.ts';
import { checkin, heads } from './one-checkin.ts';

describe(checkinEscalation.sentence, () => {
  it('a time is missing', () => {
    expect(heads(checkin('note: x, to: parent'))).toMatchSnapshot();
  });

  it('a superior is missing', () => {
    expect(heads(shop('pm: {checkins: [{every: 1h, note: x, answer_within: 5m, to: parent}]}\n'))).toMatchSnapshot();
    expect(heads('version: 1\nteam: night\norchestrator: {checkins: [{every: 1h, note: x, answer_within: 5m, to: parent}]}\n')).toMatchSnapshot();
  });

  it('both are there', () => {
    expect(heads(checkin('note: x, answer_within: 5m, to: parent'))).toEqual([]);
    expect(heads(shop('pm: {}\nengineers: {cart: {checkins: [{every: 1h, note: x, answer_within: 5m, to: parent}]}}\n'))).toEqual([]);
  });
});
