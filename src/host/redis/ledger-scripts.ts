import { script } from './script.ts';

/**
 * What Redis keeps of a team's missions. The braces keep all keys of a team on one server of a cluster.
 *
 *     coders:{shop}:missions   hash: address → version, a line break, the record as JSON; nothing after it where it was removed
 *     coders:{shop}:changes    sorted set: address by its latest version
 *     coders:{shop}:version    the latest version
 *     coders:{shop}:ledger     a name drawn when the ledger was begun
 *     coders:{shop}:hosts      sorted set: host by when it was last heard of, in milliseconds
 */
export function ledgerKeys(team: string) {
  const key = (what: string) => `coders:{${team}}:${what}`;
  return { missions: key('missions'), changes: key('changes'), version: key('version'), ledger: key('ledger'), hosts: key('hosts') } as const;
}

/** Where it is said that something was written to a team's missions: the latest version; nothing where the team was erased. */
export function newsChannel(team: string): string {
  return `coders:{${team}}:missions`;
}

/**
 * KEYS missions, changes, version. ARGV channel, then an address, the version that it builds on, and the record for each write.
 * Gives, for each, whether it counts, the version, and what stands instead.
 *
 * A version is the server's time in microseconds, or one more than the last: one that a power failure took back does not
 * come again for other content. A write that was done before, and asked for again, is found as it stands: it counts.
 */
export const writeScript = script(`
local answers = {}
local time = redis.call('TIME')
local latest = math.max(tonumber(redis.call('GET', KEYS[3]) or '0'), tonumber(time[1]) * 1000000 + tonumber(time[2]))
local news
for i = 2, #ARGV, 3 do
  local address, base, record = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local version, stands = '0', ''
  local found = redis.call('HGET', KEYS[1], address)
  if found then
    local cut = string.find(found, '\\n', 1, true)
    version, stands = string.sub(found, 1, cut - 1), string.sub(found, cut + 1)
  end
  if version == base then
    latest = latest + 1
    news = string.format('%.0f', latest)
    redis.call('HSET', KEYS[1], address, news .. '\\n' .. record)
    redis.call('ZADD', KEYS[2], news, address)
    answers[#answers + 1] = {1, news, ''}
  elseif found and stands == record then
    answers[#answers + 1] = {1, version, ''}
  else
    answers[#answers + 1] = {0, version, stands}
  end
end
if news then
  redis.call('SET', KEYS[3], news)
  redis.call('PUBLISH', ARGV[1], news)
end
return answers
`);

/**
 * KEYS missions, changes, version, ledger. ARGV the version after which, a name for the ledger if it has none, how many at most.
 * Gives the ledger's name, the run of the server, the latest version, and the address and value of each, in the order of their versions.
 * Where the server does not tell its run, that is empty.
 */
export const sinceScript = script(`
redis.call('SET', KEYS[4], ARGV[2], 'NX')
local info = redis.pcall('INFO', 'server')
local run = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or ''
local addresses = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[3])
local values = #addresses > 0 and redis.call('HMGET', KEYS[1], unpack(addresses)) or {}
return {redis.call('GET', KEYS[4]), run, redis.call('GET', KEYS[3]) or '0', addresses, values}
`);

/** KEYS hosts. ARGV host. Gives each host and how many milliseconds ago it was heard of, by the server's clock: those of the hosts may differ. */
export const beatScript = script(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
local hosts = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 2, #hosts, 2 do hosts[i] = string.format('%.0f', math.max(0, now - tonumber(hosts[i]))) end
return hosts
`);
