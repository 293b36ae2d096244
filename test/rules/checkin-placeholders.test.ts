import { describe, expect, it } from 'vitest';
import { checkinPlaceholders } from '../../src/manifest/rules/checkin-placeholders.ts';
import { checkin, heads } from './one-checkin.ts';

describe(checkinPlaceholders.sentence, () => {
  it('a name that nothing stands for is told of', () => {
    expect(heads(checkin('note: "Look at {comits}, {failing} and {{this}}; answer as {ok: 1}."'))).toMatchSnapshot();
  });

  it('a prompt of a person\'s own has its note', () => {
    const files = { '/work/teams/prompt.md': 'Hello. {facts} {stuff}', '/work/teams/good.md': '{note}' };
    expect(heads(`${checkin('note: x')}prompts: {checkin: prompt.md}\n`, files)).toMatchSnapshot();
    expect(heads(`${checkin('note: x')}prompts: {checkin: good.md}\n`, files)).toEqual([]);
  });
});
