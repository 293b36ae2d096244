/** A manifest as plain data: JSON is YAML, so it is written as it is. */
export interface Data {
  readonly [key: string]: unknown;
}

/** By concrete path, such as `projects.store.engineers.cart.brief`; undefined removes the field. */
export type Values = Readonly<Record<string, unknown>>;

/** What each edit starts from: each seat once, an engineer that is a program, and every field that later versions act on. */
export const base: Data = {
  version: 1,
  team: 'shop',
  extends: 'parent.yaml',
  with: { word: 'a' },
  params: { note: { description: 'A word.', default: 'x' } },
  tmux: {},
  env: { NOTE: '${note}' },
  defaults: { tool: 'demo', brief: 'Begin.' },
  tools: { demo: { env: { KIND: 'demo' } } },
  roles: { coder: { brief: 'You write code.' } },
  orchestrator: { checkins: [{ name: 'look', every: '1h', note: 'Look.' }] },
  projects: {
    store: {
      repo: 'repo',
      base: 'main',
      spec: 'spec.md',
      test: 'npm test',
      commits: { every: '30m', max_files: 10, require_tests: true },
      pm: { checkins: [{ name: 'look', every: '1h', note: 'Look.' }] },
      engineers: {
        cart: { role: 'coder', checkins: [{ name: 'look', every: '1h', note: 'Look.' }] },
        watch: { tool: 'command', command: ['sleep', '86400'] },
      },
      missions: {
        zero: { to: 'cart', brief: 'Prepare.' },
        first: { to: 'cart', brief: 'Do it.', priority: 'normal', timeout: '1h', retries: 1, accept: { run: 'true', commits: 1 } },
      },
    },
  },
};

/** The concrete place of a schema path in `base`. */
export function concrete(path: string): string {
  return path
    .replace(/^params\.\*/, 'params.note')
    .replace(/^tools\.\*/, 'tools.demo')
    .replace(/^roles\.\*/, 'roles.coder')
    .replace(/^projects\.\*/, 'projects.store')
    .replace('.engineers.*', '.engineers.cart')
    .replace('.missions.*', '.missions.first')
    .replace('[]', '.0');
}

export function edited(data: Data, values: Values): Data {
  return Object.entries(values).reduce((result, [path, value]) => withValue(result, path.split('.'), value) as Data, data);
}

function withValue(data: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const entries = Object.entries((data ?? {}) as Data).filter(([name]) => name !== key);
  const old = ((data ?? {}) as Data)[key];
  const now = rest.length === 0 ? value : withValue(old, rest, value);
  const all = now === undefined ? entries : [...entries, [key, now] as const];
  return Array.isArray(data) ? all.map(([, item]) => item) : Object.fromEntries(all);
}
