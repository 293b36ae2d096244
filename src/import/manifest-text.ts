import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** A value of the manifest to be. */
export type Value = Scalar | YAMLMap | YAMLSeq;

/** A key and its value; without a value it is left away. `above` is a comment before it, `apart` a blank line. */
export interface Field {
  readonly key: string;
  readonly value: Value | undefined;
  readonly above?: string | undefined;
  readonly apart?: true;
}

/** A text as it was in the source: what coders would take for a variable is kept from that. */
export function text(value: string): Scalar {
  return new Scalar(value.replace(/\$(?=[${])/g, '$$$$'));
}

function quoted(value: string): Scalar {
  return Object.assign(text(value), { type: Scalar.QUOTE_DOUBLE });
}

/** A text whose `${…}` are variables. */
export function withVariables(value: string): Scalar {
  return new Scalar(value);
}

export function plainValue(value: number | boolean): Scalar {
  return new Scalar(value);
}

/** Words on one line, unless one of them has several. */
export function words(values: readonly string[]): YAMLSeq {
  const list = new YAMLSeq();
  list.flow = !values.some((value) => value.includes('\n'));
  list.items = values.map((value) => (list.flow && value.includes(' ') ? quoted(value) : text(value)));
  return list;
}

export function list(values: readonly Value[]): YAMLSeq {
  const sequence = new YAMLSeq();
  sequence.items = [...values];
  return sequence;
}

export function map(fields: readonly Field[]): YAMLMap {
  const node = new YAMLMap();
  for (const { key, value, above, apart } of fields) {
    if (value === undefined) continue;
    const name = new Scalar(key);
    if (above !== undefined) name.commentBefore = asComment(above);
    if (apart) name.spaceBefore = true;
    node.items.push(new Pair(name, value));
  }
  return node;
}

/** The manifest's text, with a comment at its head. */
export function manifestText(head: string, fields: readonly Field[]): string {
  const document = new Document(map(fields));
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return `${head.split('\n').map((line) => `#${line === '' ? '' : ' '}${line}`).join('\n')}\n${written}`;
}

function asComment(words: string): string {
  return words.split('\n').map((line) => ` ${line}`).join('\n');
}
