import { describe, expect, it } from 'vitest';
import { digest, digestBytes, matching } from '../../src/post/digest.ts';
import type { Knowledge } from '../../src/state/knowledge.ts';

function known(key: string, changes: Partial<Knowledge> = {}): Knowledge {
  return { key, kind: 'context', value: `about ${key}`, author: 'member/store/cart', at: 0, uses: 0, ...changes };
}

describe('a digest', () => {
  it('is none where nothing is known', () => {
    expect(digest([])).toBeUndefined();
  });

  it('says what was used most first, of equals the newest', () => {
    expect(digest([known('old'), known('new', { at: 100, author: 'person' }), known('used', { uses: 3, kind: 'learning', value: 'Use\nUTC.' }), known('middle', { at: 50 })])).toBe([
      'What the team knows, by what was used most and is newest:',
      '  Use UTC. (store/cart)', '  new: about new (a person)', '  middle: about middle (store/cart)', '  old: about old (store/cart)',
    ].join('\n'));
  });

  it('takes no more than a page, cuts what is long, and says what is left out', () => {
    const many = Array.from({ length: 100 }, (_, index) => known(`key-${index}`, { at: index, value: 'x'.repeat(index === 99 ? 1000 : 50) }));
    const text = digest(many)!;
    const shown = text.split('\n').filter((line) => line.startsWith('  key-'));
    expect(shown[0]).toBe(`  key-99: ${'x'.repeat(300)}… (coders context get key-99) (store/cart)`);
    expect(text.split('\n').at(-1)).toBe(`  (${100 - shown.length} more are left out here: coders context list)`);
    expect(Buffer.byteLength(text)).toBeLessThan(digestBytes + 150);
  });
});

describe('a search', () => {
  it('finds what holds every word, in key, value or author', () => {
    const all = [known('api-port', { value: '8080' }), known('web-port', { value: '80 by proxy', author: 'person' })];
    expect(matching(all, 'PORT').map(({ key }) => key)).toEqual(['api-port', 'web-port']);
    expect(matching(all, 'port proxy').map(({ key }) => key)).toEqual(['web-port']);
    expect(matching(all, 'cart 80').map(({ key }) => key)).toEqual(['api-port']);
  });
});
