import { describe, expect, it } from 'vitest';
import { checkinNote } from '../../src/manifest/rules/checkin-note.ts';
import { checkin, heads } from './one-checkin.ts';

describe(checkinNote.sentence, () => {
  it.each([['name: a'], ['note: x, note_file: specs/shop.md']])('not %s', (fields) => {
    expect(heads(checkin(fields))).toMatchSnapshot();
  });

  it.each([['note: x'], ['note_file: specs/shop.md']])('%s', (fields) => {
    expect(heads(checkin(fields))).toEqual([]);
  });

  it('a file that there is', () => {
    expect(heads(checkin('note_file: nowhere.md'))).toMatchSnapshot();
  });
});
