import { describe, expect, it } from 'vitest';
import { checkinPlaceholders } from '../../src/manifest/rules/checkin-placeholders.ts';
import { checkin, heads } from './one-checkin.ts';

describe(checkinPlaceholders.sentence, () => {
  it('a name that nothing stands for is told of', () => {
    expect(heads(checkin('note: "Look at {comits}, {failing} and {{this}}; answer as {ok: 1}."'))).toMatchSnapshot();
  });
});
