import { describe, expect, test } from 'vitest';
import { meantBy, readDeadLetter, type Candidate } from '../../src/host/redis/older-tools/dead-letter.ts';
import { readHeartbeat, statusFrom } from '../../src/host/redis/older-tools/heartbeat.ts';
import { readLetter, sessionsNamed } from '../../src/host/redis/older-tools/letter.ts';

const garbage = ['', '{', '[]', 'null', '7', '"x"', '{"paneId":7}', '\u0000', 'rm -rf /', '{"sessionId":"a"}'];

describe('a dead letter', () => {
  test('is a pane\'s id alone, or an object that says more of it', () => {
    expect(readDeadLetter('%7')).toEqual({ paneId: '%7' });
    expect(readDeadLetter('pane-17000000-abc')).toEqual({ paneId: 'pane-17000000-abc' });
    expect(readDeadLetter('{"paneId":"%7","sessionId":"shop/web/a","epoch":3,"timestamp":5,"more":1}')).toEqual({ paneId: '%7', sessionId: 'shop/web/a', epoch: 3, timestamp: 5 });
    expect(readDeadLetter('{"paneId":"%7","epoch":"3"}')).toEqual({ paneId: '%7' });
  });

  test.each(garbage.filter((text) => !/^\w+$/.test(text)))('is not %j', (text) => {
    expect(readDeadLetter(text)).toBeUndefined();
  });

  const a: Candidate = { paneId: '%1', sessionId: 'shop/web/a', team: 'shop', host: 'alpha', epoch: 1, isFresh: true };
  const b: Candidate = { ...a, sessionId: 'shop/web/b', host: 'beta' };

  test('means the one agent that has its pane', () => {
    expect(meantBy({ paneId: '%1' }, [a, { ...b, paneId: '%2' }])).toEqual([a]);
    expect(meantBy({ paneId: '%3' }, [a, b])).toEqual([]);
  });

  test('of two that have panes of one id means the one it names, or the one that is heard of, or both and so nobody', () => {
    expect(meantBy({ paneId: '%1' }, [a, b])).toEqual([a, b]);
    expect(meantBy({ paneId: '%1', sessionId: 'shop/web/b' }, [a, b])).toEqual([b]);
    expect(meantBy({ paneId: '%1' }, [a, { ...b, isFresh: false }])).toEqual([a]);
    expect(meantBy({ paneId: '%1', sessionId: 'shop/web/b' }, [a, { ...b, isFresh: false }]), 'its supervisor is away').toEqual([{ ...b, isFresh: false }]);
  });
});

describe('a heartbeat', () => {
  test('says at least of which pane', () => {
    expect(readHeartbeat('{"paneId":"%1","status":"alive","timestamp":1}')).toEqual({ paneId: '%1' });
    for (const text of garbage) expect(readHeartbeat(text), text).toBeUndefined();
  });

  test('has one of the three words that the older tools know', () => {
    expect(['working', 'idle', 'waiting: for a permission', undefined].map(statusFrom)).toEqual(['processing', 'idle', 'alive', 'alive']);
  });
});

describe('a letter', () => {
  const channel = 'coders:msg:a';

  test('is an object with a message, or plain text', () => {
    expect(readLetter(channel, '{"fromPane":"%1","timestamp":5,"message":"Hello."}')).toMatchObject({ text: 'Hello.' });
    expect(readLetter(channel, '{"message":{"do":"it"}}')).toEqual({ text: '{"do":"it"}' });
    expect(readLetter(channel, 'Hello.')).toEqual({ text: 'Hello.' });
    expect(readLetter(channel, '{"text":"Hello."}')).toBeUndefined();
  });

  test('is the same letter when the same pane says the same at the same time', () => {
    const idOf = (letter: object, to = channel): string | undefined => readLetter(to, JSON.stringify(letter))?.id;
    const letter = { fromPane: '%1', timestamp: 5, message: 'Hello.' };
    expect(idOf(letter)).toBe(idOf({ message: 'Hello.', timestamp: 5, fromPane: '%1' }));
    const others = [idOf({ ...letter, timestamp: 6 }), idOf({ ...letter, fromPane: '%2' }), idOf({ ...letter, message: 'Bye.' }), idOf(letter, 'coders:msg:b')];
    expect(new Set([idOf(letter), ...others]).size).toBe(5);
  });

  test('is for the session of that name, else for the one whose name ends in it', () => {
    const sessions = ['shop/web/a', 'shop/web/b', 'bank/web/a', 'bank/a'];
    expect(sessionsNamed('shop/web/a', sessions)).toEqual(['shop/web/a']);
    expect(sessionsNamed('b', sessions)).toEqual(['shop/web/b']);
    expect(sessionsNamed('web/a', sessions)).toEqual(['shop/web/a', 'bank/web/a']);
    expect(sessionsNamed('bank/a', sessions)).toEqual(['bank/a']);
    expect(sessionsNamed('eb/a', sessions)).toEqual([]);
  });
});
