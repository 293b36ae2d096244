/** One thing that a prompt tells the demo agent to do. */
export type Directive =
  | { readonly kind: 'write' | 'append'; readonly path: string; readonly content: string }
  | { readonly kind: 'run'; readonly argv: readonly string[] }
  /** The same, once the person allows it. */
  | { readonly kind: 'ask'; readonly argv: readonly string[] }
  /** Opens the person's editor on a file, and waits for its end. */
  | { readonly kind: 'edit'; readonly path: string }
  | { readonly kind: 'commit'; readonly message: string }
  | { readonly kind: 'think'; readonly durationMs: number }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'wait-for'; readonly path: string }
  | { readonly kind: 'exit'; readonly code: number }
  /** A line that begins as a directive and is none. */
  | { readonly kind: 'unclear'; readonly line: string; readonly reason: string };

/** A prompt as the demo agent understands it. */
export interface UnderstoodPrompt {
  /** In the order written. */
  readonly directives: readonly Directive[];
  /** All other text. */
  readonly talk: string;
}

const directiveLine = /^\s*demo:(.*)$/;
const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const longestThinkMs = 24 * 3_600_000;

interface Form {
  /** How it is written, for help and for refusals. */
  readonly usage: string;
  read(rest: string): Directive | undefined;
}

const forms: Readonly<Record<Exclude<Directive['kind'], 'unclear'>, Form>> = {
  write: { usage: 'demo: write PATH | CONTENT', read: (rest) => readFile('write', rest) },
  append: { usage: 'demo: append PATH | CONTENT', read: (rest) => readFile('append', rest) },
  run: { usage: 'demo: run COMMAND ARGUMENTS…', read: words((text) => ({ kind: 'run', argv: text.split(/\s+/) })) },
  ask: { usage: 'demo: ask COMMAND ARGUMENTS…', read: words((text) => ({ kind: 'ask', argv: text.split(/\s+/) })) },
  edit: { usage: 'demo: edit PATH', read: words((path) => ({ kind: 'edit', path })) },
  commit: { usage: 'demo: commit MESSAGE', read: words((message) => ({ kind: 'commit', message })) },
  think: { usage: 'demo: think 300ms', read: words(readThink) },
  say: { usage: 'demo: say TEXT', read: words((text) => ({ kind: 'say', text })) },
  'wait-for': { usage: 'demo: wait-for PATH', read: words((path) => ({ kind: 'wait-for', path })) },
  exit: { usage: 'demo: exit CODE', read: words(readExit) },
};

/** How each directive is written. */
export const directiveUsages: readonly string[] = Object.values(forms).map((form) => form.usage);

/** Splits a prompt into what to do and what is only said. */
export function understand(prompt: string): UnderstoodPrompt {
  const lines = prompt.split(/\r?\n/);
  return {
    directives: lines.flatMap((line) => {
      const order = directiveLine.exec(line)?.[1];
      return order === undefined ? [] : [readDirective(order.trimStart())];
    }),
    talk: lines.filter((line) => !directiveLine.test(line)).join('\n').trim(),
  };
}

function readDirective(line: string): Directive {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(line) ?? [];
  const form = Object.hasOwn(forms, word) ? forms[word as keyof typeof forms] : undefined;
  if (form === undefined) return { kind: 'unclear', line, reason: `"${word}" is no directive. The directives are ${Object.keys(forms).join(', ')}.` };
  return form.read(rest) ?? { kind: 'unclear', line, reason: `"demo: ${line.trimEnd()}" can not be read. It is written as "${form.usage}".` };
}

/** For what may not be empty, and where blanks at the end mean nothing. */
function words(read: (text: string) => Directive | undefined): Form['read'] {
  return (rest) => (rest.trim() === '' ? undefined : read(rest.trim()));
}

/** One blank after the bar belongs to the bar, further ones to the content. */
function readFile(kind: 'write' | 'append', rest: string): Directive | undefined {
  const [, path, content] = /^([^|]*\S)\s*\|[ \t]?(.*)$/.exec(rest) ?? [];
  return path === undefined || content === undefined ? undefined : { kind, path, content };
}

function readThink(rest: string): Directive | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(rest) ?? [];
  const durationMs = Number(amount) * (unitsMs[unit ?? ''] ?? NaN);
  return durationMs <= longestThinkMs ? { kind: 'think', durationMs } : undefined;
}

function readExit(rest: string): Directive | undefined {
  return /^\d{1,3}$/.test(rest) && Number(rest) <= 255 ? { kind: 'exit', code: Number(rest) } : undefined;
}
