import { isMap, isScalar, parseDocument, visit } from 'yaml';

/** A value that a template asks for. */
export interface TemplateParam {
  readonly name: string;
  readonly description: string;
  /** Absent when a value must be given. */
  readonly default?: string;
}

/** The values that a built-in team template declares under `params`. */
export function templateParams(text: string): TemplateParam[] {
  const declared = (parseDocument(text).toJS() as { params?: Record<string, { description?: string; default?: unknown } | null> }).params ?? {};
  return Object.entries(declared).map(([name, param]) => ({
    name,
    description: param?.description ?? '',
    ...(param?.default === undefined ? {} : { default: String(param.default) }),
  }));
}

/** The template as a manifest of its own: comments kept, the params block dropped, each `${param}` replaced. */
export function fillTemplate(template: string, values: ReadonlyMap<string, string>): string {
  const text = withoutParams(template);
  const whole = wholeValues(text);
  return text.replace(/\$?\$\{(\w+)\}/g, (written, name: string, offset: number) => {
    const value = values.get(name);
    if (value === undefined || written.startsWith('$$')) return written;
    return whole.has(offset) ? asScalar(value) : value.replaceAll('\n', `\n${indentAt(text, offset)}`);
  });
}

/** Where a `${param}` is all of an unquoted value, and not a part of a longer text. */
function wholeValues(text: string): ReadonlySet<number> {
  const offsets = new Set<number>();
  visit(parseDocument(text), {
    Scalar: (_key, { type, range, source }) => {
      if (type === 'PLAIN' && range && /^\$\{\w+\}$/.test(source ?? '')) offsets.add(range[0]);
    },
  });
  return offsets;
}

function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset) + 1);
  return /^ */.exec(line)?.[0] ?? '';
}

/** As typed where YAML reads it as one value, else quoted. */
function asScalar(value: string): string {
  const { contents, errors } = parseDocument(value);
  const isPlain = errors.length === 0 && isScalar(contents) && String(contents.value) === value;
  return isPlain ? value : JSON.stringify(value);
}

function withoutParams(text: string): string {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) return text;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'params');
  if (pair === undefined || !isScalar(pair.key)) return text;
  const start = pair.key.range?.[0] ?? 0;
  const next = contents.items[contents.items.indexOf(pair) + 1]?.key;
  const end = isScalar(next) ? beforeComments(text, next.range?.[0] ?? text.length) : text.length;
  return text.slice(0, start) + text.slice(end);
}

/** Comment lines right above a key belong to it. */
function beforeComments(text: string, offset: number): number {
  const lines = text.slice(0, offset).split('\n');
  let keep = lines.length - 1;
  while (keep > 0 && lines[keep - 1]?.startsWith('#')) keep -= 1;
  return lines.slice(0, keep).join('\n').length + (keep > 0 ? 1 : 0);
}
