import { durationMs } from '../util/duration.ts';
import { find, typedText, type Path } from './located.ts';
import { usualLostAfterMs, type RedisSettings, type TeamSharing } from './sharing.ts';
import type { Source } from './source.ts';
import type { WrittenRedis } from './written.ts';

/** Where the address of a Redis comes from: a field, or a variable of the environment. */
export type RedisAddress = { readonly text: string } & ({ readonly path: Path } | { readonly variable: string });

/** An address taken apart; undefined for a text that is none. */
export interface ReadAddress {
  /** Without the password. */
  readonly url: string;
  readonly password?: string;
}

/** Absent where the team has no Redis, or where nothing says which. */
export function sharingOf(source: Source): TeamSharing | undefined {
  const redis = redisOf(source);
  const { hosts = [source.host] } = source.written;
  return redis === undefined ? undefined : { redis, host: source.host, hosts };
}

/** The host that a member runs on; undefined in a team that names no hosts. */
export function hostOf(own: string | undefined, { written: { defaults, hosts } }: Source): string | undefined {
  return hosts === undefined ? undefined : (own ?? defaults?.host ?? hosts[0]);
}

/** The address that holds: of the manifest, or else of the environment. Undefined where neither has one. */
export function addressOfRedis({ written: { redis }, env }: Source): RedisAddress | undefined {
  if (typeof redis === 'string') return { text: redis, path: ['redis'] };
  if (redis?.url !== undefined) return { text: redis.url, path: ['redis', 'url'] };
  const variable = 'REDIS_URL';
  return present(env[variable]) === undefined ? undefined : { text: env[variable]!, variable };
}

/** `redis://host:port/number` or `rediss://…`, with a user and a password where it needs them. */
export function readAddress(text: string): ReadAddress | undefined {
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWhole = url.hostname !== '' && /^(\/\d*)?$/.test(url.pathname) && url.search === '' && url.hash === '';
  const password = decoded(url.password);
  if (!isWhole || password === undefined) return undefined;
  url.password = '';
  return password === '' ? { url: text } : { url: url.href, password };
}

/** Whether what is said to it is encrypted on its way. */
export function isOverTls({ url }: Pick<RedisSettings, 'url'>): boolean {
  return url.startsWith('rediss:');
}

function redisOf(source: Source): RedisSettings | undefined {
  const { written: { redis }, env } = source;
  const address = redis === undefined ? undefined : addressOfRedis(source);
  const read = address === undefined ? undefined : readAddress(address.text);
  if (read === undefined) return undefined;
  const password = present(passwordField(source)) ?? read.password ?? present(env['REDIS_PASSWORD']);
  // As Node has it. Kept with the team, for whatever starts its supervisor after a boot has no such variable.
  const certificates = isOverTls(read) ? present(env['NODE_EXTRA_CA_CERTS']) : undefined;
  const { accept_loss: acceptLoss = false, lost_after: lostAfter = '' } = mapOf(redis);
  return { url: read.url, ...(password === undefined ? {} : { password }), ...(certificates === undefined ? {} : { certificates }), acceptLoss, lostAfterMs: durationMs(lostAfter) ?? usualLostAfterMs };
}

/** As it was typed: `0123` is another password than 123. */
function passwordField({ root }: Source): string | undefined {
  const node = find(root, ['redis', 'password']);
  return node?.kind === 'scalar' ? typedText(node) : undefined;
}

function mapOf(redis: WrittenRedis | string | null | undefined): WrittenRedis {
  return typeof redis === 'object' && redis !== null ? redis : {};
}

/** An empty variable is none. */
function present(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Undefined for a text with a % that encodes nothing. */
function decoded(text: string): string | undefined {
  return /%(?![0-9A-Fa-f]{2})/.test(text) ? undefined : decodeURIComponent(text);
}
