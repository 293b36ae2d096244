import { isMap, isScalar, parseDocument } from 'yaml';

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
export function fillTemplate(text: string, values: ReadonlyMap<string, string>): string {
  return withoutParams(text).replace(/\$?\$\{(\w+)\}/g, (whole, name: string) =>
    whole.startsWith('$$') ? whole : (values.get(name) ?? whole));
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
