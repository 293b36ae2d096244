import { describe, expect, it } from 'vitest';
import { redisAddress } from '../../src/manifest/rules/redis-address.ts';
import { load, shop, told } from '../manifest/memory-world.ts';

const team = shop('pm:');

function settings(redis: string, env: Readonly<Record<string, string>> = {}) {
  return load(`${redis}\n${team}`, { env: { HOME: '/home/ann', ...env } }).manifest?.sharing?.redis;
}

describe(redisAddress.sentence, () => {
  it('takes an address alone, a map, and what the environment says', () => {
    expect(settings('redis: redis://127.0.0.1:6379/3')).toEqual({ url: 'redis://127.0.0.1:6379/3', acceptLoss: false, lostAfterMs: 60_000 });
    expect(settings('redis: {url: "rediss://ann@redis.example", password: 0123, accept_loss: true, lost_after: 5m}')).toEqual({ url: 'rediss://ann@redis.example', password: '0123', acceptLoss: true, lostAfterMs: 300_000 });
    const env = { REDIS_URL: 'redis://:of%20address@h:1', REDIS_PASSWORD: 'of variable' };
    const trusting = { NODE_EXTRA_CA_CERTS: '/etc/ca.crt' };
    expect([settings('redis: rediss://h', trusting)?.certificates, settings('redis: redis://h', trusting)?.certificates]).toEqual(['/etc/ca.crt', undefined]);
    for (const redis of ['redis: {}', 'redis:', 'redis: {url: "${REDIS_URL}"}']) expect(settings(redis, env)).toEqual({ url: 'redis://h:1', password: 'of address', acceptLoss: false, lostAfterMs: 60_000 });
    expect(settings('redis: redis://h', env)).toMatchObject({ url: 'redis://h', password: 'of variable' });
    expect(settings('redis: {password: own}', env)?.password).toBe('own');
  });

  it('says that nothing says which', () => {
    expect(told(`redis: {accept_loss: true}\n${team}`)).toMatchInlineSnapshot(`
      "error[no-redis-address]: Nothing says which Redis the team shares its missions through: \`redis\` has no \`url\`, and REDIS_URL is not set.
       --> team.yaml:1:1
        |
      1 | redis: {accept_loss: true}
        | ^^^^^
      help: Set REDIS_URL, or write the address: \`redis: redis://127.0.0.1:6379/0\`."
    `);
  });

  it.each(['http://h', 'h:6379', 'redis://', 'redis://h:port', 'redis://h/a', 'redis://h?db=1', 'redis://:%zz@h'])('refuses %s', (url) => {
    expect(told(`redis: ${url}\n${team}`)).toContain('error[bad-redis-address]');
  });

  it('says what would be valid', () => {
    expect(told(`redis: {url: "127.0.0.1:6379"}\n${team}`)).toMatchInlineSnapshot(`
      "error[bad-redis-address]: "127.0.0.1:6379" is not the address of a Redis.
       --> team.yaml:1:14
        |
      1 | redis: {url: "127.0.0.1:6379"}
        |              ^^^^^^^^^^^^^^^^
      help: An address is redis://host:port/number, or rediss://… behind TLS: redis://127.0.0.1:6379/0."
    `);
    expect(told(`redis: {}\n${team}`, { env: { REDIS_URL: 'unix:/tmp/redis' } })).toMatchInlineSnapshot(`
      "error[bad-redis-address]: The variable REDIS_URL is "unix:/tmp/redis", which is not the address of a Redis.
       --> team.yaml:1:1
        |
      1 | redis: {}
        | ^^^^^
      help: An address is redis://host:port/number, or rediss://… behind TLS: redis://127.0.0.1:6379/0."
    `);
  });

  it('warns of a password in an address that is written out, and shows none', () => {
    expect(told(`redis: redis://:hunter2@127.0.0.1:6379\n${team}`)).toMatchInlineSnapshot(`
      "warning[password-in-address]: The address of the Redis holds a password, for all to read who read this file.
       --> team.yaml:1:8
        |
      1 | redis: redis://:*******@127.0.0.1:6379
        |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      help: Take it out of the address, and set REDIS_PASSWORD in the environment."
    `);
    expect(told(`redis: {url: "\${REDIS_URL}"}\n${team}`, { env: { REDIS_URL: 'redis://:hunter2@h' } })).toBe('');
  });
});
