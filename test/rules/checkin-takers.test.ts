import { describe, expect, it } from 'vitest';
import { checkinTakers } from '../../src/manifest/rules/checkin-takers.ts';
import { checkin, heads } from './one-checkin.ts';

describe(checkinTakers.sentence, () => {
  it('a program can not', () => {
    expect(heads(checkin('note: x', 'tool: command, command: [top], '))).toMatchSnapshot();
  });
});
