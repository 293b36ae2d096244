/** Which versions are meant: any of the alternatives, each with all its conditions. */
export type VersionRange = readonly (readonly Condition[])[];

/** On the first numbers of a version, as many as the condition has: 2.1.329 is `<=2.1` and is no `>2.1`. */
interface Condition {
  readonly sign: keyof typeof holds;
  readonly numbers: readonly number[];
}

const holds = {
  '=': (order: number) => order === 0,
  '>=': (order: number) => order >= 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '<': (order: number) => order < 0,
} as const;

const one = String.raw`(?:[<>]=?|=)?\d{1,9}(?:\.\d{1,9}){0,3}(?:\.x)?`;

/** `2.1.x`, `>=2.1 <3`, `0.169.0 || 0.170.x`: what a range looks like. */
export const versionRangePattern = new RegExp(`^${one}(?: ${one})*(?: \\|\\| ${one}(?: ${one})*)*$`);

/** Undefined for what is no range. */
export function readVersionRange(text: string): VersionRange | undefined {
  return versionRangePattern.test(text) ? text.split(' || ').map((all) => all.split(' ').map(readCondition)) : undefined;
}

function readCondition(text: string): Condition {
  const [, sign = '', numbers = ''] = /^(\D*)(.*?)(?:\.x)?$/.exec(text) ?? [];
  return { sign: sign === '' ? '=' : (sign as Condition['sign']), numbers: numbers.split('.').map(Number) };
}

/** What stands behind the numbers, as in `2.1.0-beta.1`, does not count. */
export function isInRange(version: string, range: VersionRange): boolean {
  const numbers = version.split(/[^\d.]/)[0]!.split('.').map(Number);
  return range.some((all) => all.every((condition) => holds[condition.sign](orderOf(numbers, condition.numbers))));
}

function orderOf(version: readonly number[], other: readonly number[]): number {
  const index = other.findIndex((number, at) => number !== (version[at] ?? 0));
  return index < 0 ? 0 : (version[index] ?? 0) - other[index]!;
}

/** The first version in what a program says of itself; undefined when it says none. */
export function versionIn(text: string): string | undefined {
  return /\d+(?:\.\d+)+(?:-[\w.]+)?/.exec(text)?.[0];
}
