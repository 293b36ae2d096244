import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readHeartbeat } from '../../src/host/redis/older-tools/heartbeat.ts';
import { readLetter } from '../../src/host/redis/older-tools/letter.ts';
import { deadLetterList, deadLettersOf, heardSet, heartbeatChannel, messagePattern, paneKey, paneKeySeconds, sessionHash, setAsideList } from '../../src/host/redis/older-tools/names.ts';
import { load, told } from '../manifest/memory-world.ts';

const page = readFileSync(new URL('../../docs/redis.md', import.meta.url), 'utf8');

it('the example of docs/redis.md is valid, and all of it is acted on', () => {
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  expect(told(yaml)).toBe('');
  expect(load(yaml).manifest?.deferred).toEqual([]);
});

it('its table has every name, and no other', () => {
  const rows = [...page.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].map(([, name, kind]) => [name, kind]);
  expect(rows.map(([name]) => name)).toEqual([
    heartbeatChannel, paneKey('%7'), heardSet, sessionHash, deadLetterList, deadLettersOf({ team: 'TEAM', host: 'HOST' }), setAsideList, messagePattern.replace('*', 'NAME'),
  ]);
  expect(rows[1]![1]).toBe(`text, for ${paneKeySeconds} seconds`);
});

it('what it shows of each kind is read as such', () => {
  const shown = [...page.matchAll(/`(\{[^`]+\})`/g)].map(([, text = '']) => text);
  expect(readHeartbeat(shown[0]!)).toEqual({ paneId: '%7', sessionId: 'shop/storefront/cart' });
  expect(readLetter('coders:msg:cart', shown[1]!)).toMatchObject({ text: '…' });
});
