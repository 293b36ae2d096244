import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { usualCare } from '../../src/manifest/manifest.ts';
import { usualMission } from '../../src/manifest/mission.ts';
import { durationPattern } from '../../src/util/duration.ts';
import { memoryPattern } from '../../src/util/memory.ts';
import { load, shop, told } from './memory-world.ts';

interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const schema: Schema = JSON.parse(readFileSync(new URL('../../schemas/team.schema.json', import.meta.url), 'utf8'));

function resolved(part: Schema): Schema {
  return part.$ref === undefined ? part : schema.definitions![part.$ref.replace('#/definitions/', '')]!;
}

/** Every schema of a value, by its place in the manifest: `projects.*.engineers.*.count`. */
function* fields(part: Schema, path: string): Iterable<readonly [string, Schema]> {
  const here = resolved(part);
  if (path !== '') yield [path, here];
  for (const [key, property] of Object.entries(here.properties ?? {})) yield* fields(property, path === '' ? key : `${path}.${key}`);
  if (typeof here.additionalProperties === 'object') yield* fields(here.additionalProperties, `${path}.*`);
  if (here.items !== undefined) yield* fields(here.items, `${path}[]`);
}

const all = [...fields(schema, '')];

describe('the schema', () => {
  it.each(all)('%s says in a sentence what it is for', (_, field) => {
    expect(field.description).toMatch(/^[A-Z][^]*\.$/);
  });

  it.each(all.filter(([, field]) => field.properties !== undefined))('%s knows all its fields', (_, field) => {
    expect(field.additionalProperties).toBe(false);
    expect(field.title).toMatch(/^(an?|the) /);
  });

  it('lists every field once', () => {
    expect(all.map(([path]) => path)).toMatchSnapshot();
  });

  it('has the same durations as the program', () => {
    const pattern = durationPattern.source.replaceAll(/\((\\d\{1,6\})\)/g, '$1');
    const durations = all.filter(([, { title }]) => title === 'a duration');
    expect(durations.map(([path]) => path)).toContain('defaults.restart.window');
    for (const [path, field] of durations) expect(field.pattern, path).toBe(pattern);
    const [, parts = ''] = /^\^\(\?=\.\*\[1-9\]\)(.*)\$$/.exec(pattern) ?? [];
    expect(new Map(all).get('defaults.restart.backoff')!.pattern).toBe(`^(?=[^.]*[1-9])${parts}\\.\\.(?=.*[1-9])${parts}$`);
  });

  it('has the same amounts of memory as the program', () => {
    expect(new Map(all).get('limits.memory')!.pattern).toBe(memoryPattern.source.replace('(\\d{1,6}(?:\\.\\d{1,3})?)', '\\d{1,6}(?:\\.\\d{1,3})?').replace('(MB', '(?:MB'));
  });

  it('says of a member that is not told otherwise what the program does', () => {
    const usual = ['restart.policy', 'restart.max', 'restart.window', 'restart.backoff', 'heartbeat.timeout', 'stuck_after'].map((field) => new Map(all).get(`defaults.${field}`)!.default);
    const [policy, max, window, backoff, timeout, stuckAfter] = usual;
    const written = load(shop(`pm: {restart: {policy: ${policy}, max: ${max}, window: ${window}, backoff: ${backoff}}, heartbeat: {timeout: ${timeout}}, stuck_after: ${stuckAfter}}`));
    expect(written.manifest?.projects[0]?.members[0]?.care).toEqual(usualCare);
  });

  it('says of a mission that is not told otherwise what the program does', () => {
    const usual = (field: string) => new Map(all).get(`projects.*.missions.*.${field}`)!.default;
    const { acceptTimeoutMs, ...mission } = usualMission;
    const retries = `{count: ${usual('retries.count')}, backoff: ${usual('retries.backoff')}}`;
    const fields = `priority: ${usual('priority')}, type: ${usual('type')}, timeout: ${usual('timeout')}, retries: ${retries}, on_fail: ${usual('on_fail')}, accept: {run: x, timeout: ${usual('accept.timeout')}}`;
    const written = load(shop(`engineers: {cart: }\nmissions:\n  a: {brief: x, ${fields}}`));
    expect(written.manifest?.projects[0]?.missions[0]).toMatchObject({ ...mission, accept: { timeoutMs: acceptTimeoutMs } });
    expect(usual('retries')).toBe(usual('retries.count'));
  });
});

describe('what the schema refuses', () => {
  it.each([
    ['an unknown key at the top', 'version: 1\nteam: night\norchestrater:\n'],
    ['an unknown key that is like no other', 'version: 1\nteam: night\nworkflows: {}\norchestrator:\n'],
    ['a camel-case key', 'version: 1\nteam: night\norchestrator: {permissionMode: plan}\n'],
    ['a field of another seat', 'version: 1\nteam: night\norchestrator: {count: 2}\n'],
    ['missing keys', 'orchestrator:\nprojects:\n  shop: {pm: }\n'],
    ['another version', 'version: 2\nteam: night\norchestrator:\n'],
    ['a version in quotes', 'version: "1"\nteam: night\norchestrator:\n'],
    ['a bad name of a team', 'version: 1\nteam: -night\norchestrator:\n'],
    ['a long name', `version: 1\nteam: ${'n'.repeat(41)}\norchestrator:\n`],
    ['bad names of a project, an engineer and a mission', shop('engineers:\n  "a b":\n  _c:\nmissions:\n  é: {brief: x}').replace(' shop:', ' my shop:')],
    ['a tool that is not known', 'version: 1\nteam: night\ndefaults: {tool: cluade}\ntools: {cursor: {}}\norchestrator:\n'],
    ['text for a number', shop('engineers:\n  cart: {count: "2"}')],
    ['a fraction', shop('engineers:\n  cart: {count: 1.5}')],
    ['too few and too many', shop('engineers:\n  cart: {count: 0}\n  pay: {count: 1000000}')],
    ['a number for a text', 'version: 1\nteam: 5\norchestrator: {brief: 1.10}\n'],
    ['a text for a list', 'version: 1\nteam: night\norchestrator: {args: --verbose}\n'],
    ['a list with a number', 'version: 1\nteam: night\norchestrator: {args: [--port, 80]}\n'],
    ['a list for a map', 'version: 1\nteam: night\nprojects: [shop]\n'],
    ['nothing for a map', 'version: 1\nteam: night\nenv:\norchestrator:\n'],
    ['a text for a yes', shop('pm: {worktree: "no"}')],
    ['an unknown key of a worktree', shop('pm: {worktree: {folder: x}}')],
    ['an empty command', shop('pm: {tool: command, command: []}')],
    ['bad names of variables', 'version: 1\nteam: night\nenv: {1A: x, B-C: y}\norchestrator:\n'],
    ['addresses that are none, or hold a password', 'version: 1\nteam: night\ntools: {codex: {base_url: 127.0.0.1:80}, claude: {base_url: "http://ann:secret@host/v1"}}\norchestrator:\n'],
    ['a map for a variable', 'version: 1\nteam: night\nenv: {A: {b: c}}\norchestrator:\n'],
    ['bad durations', shop('commits: {every: 30 minutes}\npm: {checkins: [{every: 0m, note: x}, {every: 1m1h, note: x}, {every: 90, note: x}]}')],
    ['bad fields of a check-in', shop('pm: {checkins: [{every: 1h, note: x, only: busy, missed: never, overlap: wait, jitter: 5, between: 22-7, expires: tomorrow, when_changed: maybe, answer_within: soon, to: pm, nots: x}]}')],
    ['bad fields of a mission', shop('engineers: {cart: }\nmissions:\n  a: {brief: x, priority: urgent, retries: -1, timeout: soon, after: b, accept: {run: 5, commits: -1}}')],
    ['more bad fields of a mission', shop('engineers: {cart: }\nmissions:\n  a: {brief: x, review_by: cart, type: code, retries: {cuont: 2, backoff: 10m}, context: docs/a.md, on_fail: skip}\n  b: {brief: x, accept: ""}\n  c: {brief: x, accept: []}\n  d: {brief: x, retries: often}\n  e: {brief: x, accept: {run: [" "], files: [/src, ./docs, a/../b, src/**], timeout: 0s}}')],
    ['bad restart policies', shop('pm: {restart: sometimes}\nengineers:\n  cart: {restart: {policy: on_failure, max: 0, window: soon, backoff: 2s-10m}}\n  pay: {restart: {backof: 0s..1m}}\n  search: {restart: 3}\n  docs: {restart: {backoff: 0s..1m}}')],
    ['bad shares of a context', shop('pm: {context: {handover_at: 85}}\nengineers:\n  cart: {context: {handover_at: 0%}}\n  pay: {context: {handover_at: 0}}\n  search: {context: {handover_at: 101%}}\n  docs: {context: {handover_at: yes}}')],
    ['a bad heartbeat', shop('pm: {heartbeat: 150s}\nengineers:\n  cart: {heartbeat: {timeout: 150}}')],
    ['bad limits', 'version: 1\nteam: night\nlimits: {agents: 0, spawn_rate: 4/m, memory: 4}\norchestrator:\n'],
    ['more bad limits', 'version: 1\nteam: night\nlimits: {agents: many, spawn_rate: 0/min, memory: 4 GB}\norchestrator:\n'],
    ['half a schedule', 'version: 1\nteam: night\nschedule: {start: "0 22 * * *", on_stop: sleep}\nttl: 0h\norchestrator:\n'],
    ['a path that is an option', 'version: 1\nteam: night\ntmux: {socket: -x}\ntools: {claude: {binary: --version}}\norchestrator: {model: --x}\n'],
  ])('%s', (_, text) => {
    expect(told(text)).toMatchSnapshot();
  });

  it('does not keep the rules from looking at the rest', () => {
    const { diagnostics } = load(shop('spec: nowhere.md\npm: {modle: x, checkins: [{cron: "* *"}]}\nengineers:\n  cart: {count: many, role: codr}\nmissions:\n  a: {to: crat, brief: 5}'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['missing-file', 'unknown-key', 'checkin-without-note', 'bad-cron', 'wrong-type', 'unknown-role', 'unknown-member', 'wrong-type']);
  });
});
