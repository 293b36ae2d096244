import { describe, expect, it } from 'vitest';
import { checkinWindow } from '../../src/manifest/rules/checkin-window.ts';
import { checkin, heads } from './one-checkin.ts';

describe(checkinWindow.sentence, () => {
  it.each([['between: "07:00-07:00"'], ['expires: "2026-02-30T10:00"']])('not %s', (field) => {
    expect(heads(checkin(`note: x, ${field}`))).toMatchSnapshot();
  });

  it.each([['between: "22:00-07:00"'], ['between: "07:00-22:00"'], ['expires: "2026-02-28T10:00"'], ['expires: "2026-02-28 10:00:30+01:00"'], ['expires: 12h']])('%s', (field) => {
    expect(heads(checkin(`note: x, ${field}`))).toEqual([]);
  });
});
