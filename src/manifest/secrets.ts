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
  const { addresses, secrets } = redisIn(root);
  const key = root === undefined ? afterKey.unread : afterKey.read;
  return new Map([...texts].map(([file, text]) => {
    const isHere = ({ place }: Located): boolean => place.file === file;
    const known = secrets.filter(isHere).reduce((rest, node) => starred(rest, node, stars), text);
    const reached = addresses.filter(isHere).reduce((rest, node) => starred(rest, node, (address) => address.replace(beforeAt, stars)), known);
    return [file, reached.replace(key, stars).replace(insideAddress, stars)];
  }));
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
