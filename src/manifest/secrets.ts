import { find, type Located } from './located.ts';

type Texts = ReadonlyMap<string, string>;

/** Says nothing but which variable is meant. */
const bareReference = /^["']?\$\{[A-Za-z_][A-Za-z0-9_]*\}["']?$/;

/** What stands behind `password:`; to the end of the line where nobody could read the text. */
const afterKey = {
  read: /(?<=\bpassword["']?[ \t]*:[ \t]*)(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"'{[,}][^\n,}]*)/g,
  unread: /(?<=\bpassword["']?[ \t]*:[ \t]*)\S.*/g,
};

/** What stands before the @ of an address; and where that is missing, what is no port. */
const insideAddress = /(?<=:\/\/[^\s:@/]*:)(?:\S+(?=@)|(?!\d+\b)[^\s/"',}]+)/g;

/** What stands behind the host of a web address, and behind the name of what is a secret by its name, in a text that nobody could read. */
const unreadSecrets = [/(?<=\bhttps?:\/\/[^\s/"',}]+\/)[^\s"',}]+/gi, /(?<=\b(?:[\w-]*(?:token|secret|key|auth)|authorization)["']?[ \t]*:[ \t]*)\S.*/gi];

/** What stands behind the host of a web address that is called `url`: also of one that is given twice, which nobody reads. */
const behindHost = /(?<=\burl["']?[ \t]*:[ \t]*["']?https?:\/\/[^\s/"',}]+\/)[^\s"',}]+/gi;

/** A key whose value is nobody else's business, in what a webhook is sent. */
export const secretKey = /token|secret|key|auth|password/i;

/** What may be meant as that in a text that is no address. */
const beforeAt = /^(?!\S*:\/\/)\S*(?=@)/;

/** An address as it may be shown to anybody, whether or not it can be read. */
export function shownAddress(text: string): string {
  return text.replace(beforeAt, '…').replace(insideAddress, '…');
}

/**
 * Texts in which passwords are stars, each in the place of a character: what is said of a manifest shows the lines that it
 * is about. `root` is what was read of them.
 */
export function withoutSecrets(texts: Texts, root: Located | undefined): Texts {
  const { addresses, secrets: ofRedis } = redisIn(root);
  const { urls, secrets: ofWebhooks } = webhooksIn(root);
  const secrets = [...ofRedis, ...ofWebhooks];
  const key = root === undefined ? afterKey.unread : afterKey.read;
  return new Map([...texts].map(([file, text]) => {
    const isHere = ({ place }: Located): boolean => place.file === file;
    const known = secrets.filter(isHere).reduce((rest, node) => starred(rest, node, stars), text);
    const reached = addresses.filter(isHere).reduce((rest, node) => starred(rest, node, (address) => address.replace(beforeAt, stars)), known);
    const asked = urls.filter(isHere).reduce((rest, node) => starred(rest, node, hiddenBehindHost), reached);
    const unread = root === undefined ? unreadSecrets.reduce((rest, pattern) => rest.replace(pattern, stars), asked) : asked;
    return [file, unread.replace(key, stars).replace(insideAddress, stars).replace(behindHost, stars)];
  }));
}

/** Where notifications go: who knows the address of a webhook can write there. */
function webhooksIn(root: Located | undefined): { readonly urls: readonly Located[]; readonly secrets: readonly Located[] } {
  const notify = root === undefined ? undefined : find(root, ['notify']);
  const webhooks = notify?.kind === 'map' ? [...notify.entries.values()].flatMap(({ value }) => find(value, ['webhook']) ?? []) : [];
  const at = (path: readonly string[]): Located[] => webhooks.flatMap((webhook) => find(webhook, path) ?? []);
  const headers = at(['headers']).flatMap((node) => (node.kind === 'map' ? [...node.entries.values()].map(({ value }) => value) : [node]));
  return { urls: webhooks.flatMap(urlsIn), secrets: [...headers, ...at(['json']).flatMap(secretsBelow)] };
}

/** Its address; and what else is given to it: a key may be mistyped. */
function urlsIn(webhook: Located): readonly Located[] {
  if (webhook.kind !== 'map') return [webhook];
  return [...webhook.entries].flatMap(([key, { value }]) => (['method', 'headers', 'json'].includes(key) ? [] : [value]));
}

function secretsBelow(node: Located): Located[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap(secretsBelow);
  return [...node.entries].flatMap(([key, { value }]) => (secretKey.test(key) ? [value] : secretsBelow(value)));
}

/** Whose service it is may be read. */
function hiddenBehindHost(written: string): string {
  const host = /^["']?https?:\/\/[^\s/"'$]+\//i.exec(written)?.[0] ?? '';
  return host + stars(written.slice(host.length));
}

/** Where the Redis is; and all else that is given to it: a key may be mistyped. */
function redisIn(root: Located | undefined): { readonly addresses: readonly Located[]; readonly secrets: readonly Located[] } {
  const redis = root === undefined ? undefined : find(root, ['redis']);
  if (redis?.kind === 'scalar') return { addresses: [redis], secrets: [] };
  const given = redis?.kind === 'map' ? [...redis.entries] : [];
  const values = (isMeant: (key: string) => boolean): Located[] => given.flatMap(([key, { value }]) => (isMeant(key) ? [value] : []));
  return { addresses: values((key) => key === 'url'), secrets: values((key) => !['url', 'accept_loss', 'lost_after'].includes(key)) };
}

function starred(text: string, { place: { start, end } }: Located, hide: (written: string) => string): string {
  return text.slice(0, start.offset) + hide(text.slice(start.offset, end.offset)) + text.slice(end.offset);
}

/** Lines stay lines, and the name of a variable tells nothing. */
function stars(text: string): string {
  return bareReference.test(text.trim()) ? text : text.replace(/[^\n]/g, '*');
}
