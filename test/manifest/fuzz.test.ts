import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Diagnostic, Place } from '../../src/diagnostics/diagnostic.ts';
import { formatDiagnostic } from '../../src/diagnostics/format.ts';
import type { Loaded } from '../../src/manifest/load.ts';
import { load } from './memory-world.ts';
import { mutated, pick, randomFrom } from './mutations.ts';

// Enough to meet every kind of fault in each run; CODERS_FUZZ_CASES=1000000 for a night.
const cases = Number(process.env['CODERS_FUZZ_CASES'] ?? 1500);
// To see a failure again: CODERS_FUZZ_SEED=<seed> CODERS_FUZZ_CASE=<case>.
const seed = Number(process.env['CODERS_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const onlyCase = process.env['CODERS_FUZZ_CASE'];

/** A team that uses every field. */
const everything = `version: 1
team: night
extends: ./base.yaml
with: {name: shop}
env: {NODE_ENV: test, PORT: 80}
defaults: {tool: claude, model: sonnet, role: coder, brief: Work., worktree: true, args: [--verbose], env: {A: b}, permission_mode: plan}
tmux: {socket: coders, config: specs/shop.md}
redis: {url: "redis://127.0.0.1:6379/0", password: secret, accept_loss: true, lost_after: 2m}
hosts: [alpha, beta]
tools: {codex: {binary: bin/codex, base_url: "http://h/v1", args: [x], version: 0.169.x, env: {B: c}, permission_mode: bypass}, own: {command: [bin/own, "{args}", [-m, "{brief}"], "{base_url}", --id, "{conversation}"], resume: [own, "{conversation}"], record: {path: "~/o/{conversation}", text: a.b, where: {c: d}}, states: {idle: {title: ^i, screen: $}}, input: {box: (.*), by: keys, submit: Enter, pause: 1s, again: 2s, interrupt: C-c, commands: [/]}, test: {busy: b, dialog: d}, ollama: {model: q}}}
roles: {poet: {model: opus, brief: Rhyme.}, coder: {brief_file: specs/shop.md}}
orchestrator: {host: beta, directory: ~/, permissions: [{tool: Bash, match: "npm test*", answer: allow}, {default: ask, after: 10m, then: deny}], checkins: [{name: hourly, cron: "0 * * * *", timezone: UTC, note: "Look at {failing}.", only: any, missed: all, overlap: queue, jitter: 1m, between: "22:00-07:00", expires: 12h, when_changed: true}, {every: 1h30m, note: Ask., answer_within: 20m}]}
projects:
  shop:
    repo: ../shop
    base: main
    branch_prefix: auto/
    spec: specs/shop.md
    prd: specs/shop.md
    test: npm test
    commits: {every: 30m, max_files: 10, require_tests: true}
    pm: {tool: command, command: [bash, -l]}
    engineers:
      cart: &cart {model: opus, role: coder, worktree: {path: ../trees/cart, branch: cart}}
      search: {tool: codex, role: tester, count: 2}
      docs: {<<: *cart, worktree: false, role: poet, directory: specs, brief: "Write \${HOME} and \${NONE:-nothing}, $$5."}
      idle:
    missions:
      api: {to: cart, role: coder, brief: "Add it.", prd: specs/shop.md, context: [specs/shop.md], priority: high, type: coding, timeout: 2h, retries: {count: 2, backoff: 1s..1m}, accept: {run: [npm test], commits: 1, files: [src/**], timeout: 5m}, on_fail: fresh, handoff_to: search}
      page: {role: poet, after: [api], spec: specs/shop.md, retries: 2}
      tests: {to: search, after: [api, page], brief: Test it., accept: [npm test]}
`;

const base = 'version: 1\nparams: {name: {description: x, default: y}}\nprojects: {shop: {pm: {brief: "For ${name}."}, engineers: {idle: }, missions: {low: {to: idle, brief: x}}}}\n';
const files = { '/work/teams/base.yaml': base, '/work/teams/bin/codex': '', '/home/ann/x': '' };

/** The manifests that ship with the package, beside the one above. */
const originals: readonly string[] = [everything, base, ...shipped('examples'), ...shipped('templates')];

function shipped(folder: string): readonly string[] {
  const path = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
  const names = readdirSync(path, { recursive: true }).map(String).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => readFileSync(join(path, name), 'utf8'));
}

it('the original is valid', () => {
  expect(load(everything, { files }).diagnostics).toEqual([]);
});

it(`${cases} mutated manifests crash nothing, and every diagnostic has its place in the text`, { timeout: 300_000 }, () => {
  console.log(`fuzz seed ${seed}`);
  const codes = new Map<string, number>();
  const first = onlyCase === undefined ? 0 : Number(onlyCase);
  for (let index = first; index < (onlyCase === undefined ? cases : first + 1); index++) {
    const random = randomFrom(seed + index);
    const text = mutated(pick(originals, random), random);
    for (const { code } of examined(text, index).diagnostics) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  // A fuzzer that meets few kinds of faults has stopped fuzzing.
  if (onlyCase === undefined) expect(codes.size).toBeGreaterThan(30);
});

function examined(text: string, index: number): Loaded {
  try {
    const loaded = load(text, { files });
    for (const diagnostic of loaded.diagnostics) examine(diagnostic, loaded);
    const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
    if ((loaded.manifest !== undefined) !== (errors.length === 0)) throw new Error('There is a manifest if, and only if, there is no error.');
    return loaded;
  } catch (cause) {
    throw new Error(`Replay with CODERS_FUZZ_SEED=${seed} CODERS_FUZZ_CASE=${index}: ${String(cause)}\n${text}`, { cause });
  }
}

function examine(diagnostic: Diagnostic, { sources }: Loaded): void {
  for (const place of [diagnostic.place, ...(diagnostic.related ?? []).map((related) => related.place)]) examinePlace(place, sources);
  if (!/^[A-Z"`][^]*[.!?]$/.test(diagnostic.message)) throw new Error(`No sentence: ${diagnostic.message}`);
  const written = formatDiagnostic(diagnostic, sources, { color: false, width: 80 });
  if (/[\x00-\x09\x0b-\x1f\x7f-\x9f]/.test(written)) throw new Error(`Written with control characters: ${JSON.stringify(written)}`);
}

function examinePlace({ file, start, end }: Place, sources: ReadonlyMap<string, string>): void {
  const text = sources.get(file);
  if (text === undefined) throw new Error(`The place is in ${file}, which was not read.`);
  if (start.offset < 0 || start.offset > end.offset || end.offset > text.length) throw new Error(`The place ${start.offset}–${end.offset} is outside the text.`);
  for (const { offset, line, column } of [start, end]) {
    const before = text.slice(0, offset);
    if (line !== before.split('\n').length || column !== offset - before.lastIndexOf('\n')) throw new Error(`Offset ${offset} is not line ${line}, column ${column}.`);
  }
}
