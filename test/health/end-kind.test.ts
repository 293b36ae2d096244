import { describe, expect, it } from 'vitest';
import { endKindOf, type EndEvidence } from '../../src/health/end-kind.ts';

const failed = { code: 1 };
const saying = (...lastLines: readonly string[]): EndEvidence => ({ dead: failed, attended: false, lastLines });
const silent = (dead: EndEvidence['dead'], attended = false): EndEvidence => ({ dead, attended, lastLines: [] });

describe('an end is', () => {
  it.each<[string, EndEvidence, string]>([
    ['clean with code 0', silent({ code: 0 }), 'clean'],
    ['a crash with any other', silent({ code: 3 }), 'crash'],
    ['a crash by a signal', silent({ signal: 9 }), 'crash'],
    ['a crash by a signal that asks, where nobody was there', silent({ signal: 15 }), 'crash'],
    ['a crash where tmux does not tell how', silent({}), 'crash'],
  ])('%s', (_name, evidence, kind) => {
    expect(endKindOf(evidence)).toBe(kind);
  });

  it.each<[string, EndEvidence['dead'], string]>([
    ['leaves it', { code: 0 }, 'killed-by-a-person'],
    ['closes the terminal', { signal: 1 }, 'killed-by-a-person'],
    ['presses Ctrl-C', { signal: 2 }, 'killed-by-a-person'],
    ['presses Ctrl-\\', { signal: 3 }, 'killed-by-a-person'],
    ['asks it to end', { signal: 15 }, 'killed-by-a-person'],
    ['does so through a shell', { code: 130 }, 'killed-by-a-person'],
    ['only sees it fail', { code: 1 }, 'crash'],
    ['only sees it killed', { signal: 9 }, 'crash'],
    ['only sees it killed below a shell', { code: 137 }, 'crash'],
    ['only sees it gone', {}, 'crash'],
  ])('where a person looks at it and %s: %o is %s', (_name, dead, kind) => {
    expect(endKindOf(silent(dead, true))).toBe(kind);
  });
});

describe('what a program says as it ends', () => {
  it.each([
    ['Claude AI usage limit reached|1767250800', 'limit'],
    ["You've hit your session limit · resets 3pm", 'limit'],
    ['You’ve hit your usage limit. Try again at 5:23 PM.', 'limit'],
    ["You've hit your limit · resets 8pm", 'limit'],
    ['Error: Quota exceeded for quota metric', 'limit'],
    ['Error: prompt is too long: 210000 tokens > 200000 maximum', 'context-full'],
    ["This model's maximum context length is 128000 tokens", 'context-full'],
    ['context window exceeded', 'context-full'],
    ['Invalid API key · Please run /login', 'auth'],
    ['Error: not logged in', 'auth'],
    ['unexpected status 401 Unauthorized', 'auth'],
    ['TypeError: cart is undefined', 'crash'],
    ['The limits page of the shop', 'crash'],
  ])('%j: %s', (line, kind) => {
    expect(endKindOf(saying('before', line, ''))).toBe(kind);
  });

  it('is told in this order where it says more than one thing', () => {
    expect(endKindOf(saying('please run /login', 'prompt is too long', 'usage limit reached'))).toBe('limit');
    expect(endKindOf(saying('please run /login', 'prompt is too long'))).toBe('context-full');
  });

  it('is not believed where it ended cleanly: it may have been asked about limits', () => {
    expect(endKindOf({ ...saying('usage limit reached'), dead: { code: 0 } })).toBe('clean');
  });

  it.each([[{ signal: 9 }], [{ signal: 11 }], [{ code: 137 }], [{}]])('is not believed where a signal ended it (%o): that stands there of its work', (dead) => {
    expect(endKindOf({ ...saying('if (status === 401) throw new Error("not logged in, 401 unauthorized")', 'rate limit exceeded'), dead })).toBe('crash');
  });

  it('yields to a person who ended it', () => {
    expect(endKindOf({ ...saying('usage limit reached'), dead: { code: 130 }, attended: true })).toBe('killed-by-a-person');
  });
});
