/** As long as a name in a manifest may be. */
const longest = 40;

/** What a manifest calls otherwise. */
const reserved = ['pm'];

/** The nearest to a text that is a name in a manifest. */
export function nameFrom(text: string, otherwise: string): string {
  const name = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '').slice(0, longest);
  return name === '' ? otherwise : name;
}

/** The same names, each that is taken with a number behind it. */
export function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set(reserved);
  return names.map((name) => {
    const free = [name, ...Array.from({ length: names.length + 1 }, (_, index) => numbered(name, index + 2))].find((one) => !taken.has(one)) ?? name;
    taken.add(free);
    return free;
  });
}

function numbered(name: string, number: number): string {
  const ending = `-${number}`;
  return name.slice(0, longest - ending.length) + ending;
}
