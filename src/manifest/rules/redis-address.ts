import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { error, warning } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { keyPlace, valuePlace, type Path } from '../located.ts';
import type { Draft } from '../normalize.ts';
import { addressOfRedis, readAddress, type RedisAddress } from '../redis.ts';
import { shownAddress } from '../secrets.ts';
import { isGiven } from '../source.ts';
import type { Rule } from './rule.ts';

const form = 'An address is redis://host:port/number, or rediss://… behind TLS: redis://127.0.0.1:6379/0.';

export const redisAddress: Rule = {
  name: 'redis-address',
  sentence: 'The address of a Redis can be read, and holds no password.',
  *check(draft) {
    if (draft.written.redis === undefined || (isGiven(draft, ['redis', 'url']) && mapHasNoUrl(draft))) return;
    const address = addressOfRedis(draft);
    if (address === undefined) yield unknown(draft);
    else yield* faultsIn(address, draft);
  },
};

/** What the schema refused of it is told already. */
function mapHasNoUrl({ written: { redis } }: Draft): boolean {
  return typeof redis === 'object' && redis?.url === undefined;
}

function unknown({ root }: Draft): Diagnostic {
  return error('no-redis-address', 'Nothing says which Redis the team shares its missions through: `redis` has no `url`, and REDIS_URL is not set.', {
    place: keyPlace(root, ['redis']),
    hint: 'Set REDIS_URL, or write the address: `redis: redis://127.0.0.1:6379/0`.',
  });
}

function* faultsIn(address: RedisAddress, draft: Draft): Generator<Diagnostic> {
  const read = readAddress(address.text);
  if (read === undefined) yield unreadable(address, draft);
  else if (read.password !== undefined && 'path' in address && isWrittenOut(address.path, draft)) {
    yield warning('password-in-address', 'The address of the Redis holds a password, for all to read who read this file.', {
      place: valuePlace(draft.root, address.path),
      hint: 'Take it out of the address, and set REDIS_PASSWORD in the environment.',
    });
  }
}

function unreadable(address: RedisAddress, { root }: Draft): Diagnostic {
  const shown = quote(shownAddress(address.text));
  return 'path' in address
    ? error('bad-redis-address', `${shown} is not the address of a Redis.`, { place: valuePlace(root, address.path), hint: form })
    : error('bad-redis-address', `The variable ${address.variable} is ${shown}, which is not the address of a Redis.`, { place: keyPlace(root, ['redis']), hint: form });
}

/** Not by way of a variable. */
function isWrittenOut(path: Path, { root, files }: Draft): boolean {
  const place = valuePlace(root, path);
  const look = files.look(place.file);
  return look.state === 'file' && !textIn(look.text, place).includes('${');
}

function textIn(text: string, { start, end }: Place): string {
  return text.slice(start.offset, end.offset);
}
