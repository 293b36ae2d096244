import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Slow to start: these real programs are tried by `npm run test:agents`, which sets CODERS_TEST_AGENTS. Claude Code and Codex always are, in part.
const slowAgents = process.env['CODERS_TEST_AGENTS'] === 'all' ? [] : ['test/agents/{gemini,opencode}.test.ts', 'test/e2e/{gemini,opencode}-*.test.ts', 'test/e2e/{claude-adapter,codex-adapter,codex-doctor,codex-permissions}.test.ts', 'test/agents/codex.test.ts', 'test/e2e/supervisor/reboot-real-agents.test.ts', 'test/e2e/snapshot/real-agents.test.ts'];

const slowest = /\/test\/(fields|soak|e2e\/(invariants\/3-|night|hosts|snapshot))/;

/** The longest first, else the others' workers would wait for them in the end. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(({ moduleId }) => slowest.test(moduleId)), ...sorted.filter(({ moduleId }) => !slowest.test(moduleId))];
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));

const tests = readdirSync(`${root}/test`, { recursive: true, encoding: 'utf8' }).map((name) => `test/${name}`).filter((path) => path.endsWith('.test.ts'));
const isIn = (path: string, folders: readonly string[]) => folders.includes(path.split('/')[1]!);
const has = (path: string, words: RegExp) => words.test(readFileSync(`${root}/${path}`, 'utf8'));

const pureFolders = ['architecture', 'checkins', 'delivery', 'demo', 'discipline', 'events', 'health', 'import', 'manifest', 'missions', 'plan', 'post', 'prompts', 'reactions', 'rules', 'snapshot', 'status', 'util', 'watch'];

/** Tests that start nothing, leave nothing behind and draw no lots: a process of its own for each would cost more than all of them. */
const pure = tests.filter((path) => isIn(path, pureFolders) && !has(path, /rig\/(temporary|seed)|workshop/));

/** What goes on by itself in the process of the tests, is drawn or set once in each process, or is measured of it. */
const alone = /rig\/(own-|virtual|.*hosts|redis|receiver|seed|sample|conform|rehearsed|memory)|src\/(delivery|reconcile|sdk|supervisor)\/|\/(world|workshop)\.ts|process\.(env\[.* = |on\()/;

/** Tests that look at what programs do, and end them: the rig does, after each file. These share a few processes as well. */
const outside = tests.filter((path) => isIn(path, [...pureFolders, 'agents', 'e2e', 'rehearsal', 'schedule', 'service']) && !pure.includes(path) && !has(path, alone));

/** As the build does it: a text of the package is imported as it stands. */
const texts = {
  name: 'texts',
  enforce: 'pre' as const,
  transform: (text: string, path: string) => (path.endsWith('.md') ? { code: `export default ${JSON.stringify(text)};`, map: null } : undefined),
};

const common = {
  root,
  setupFiles: 'test/rig/every-file.ts',
  testTimeout: 240_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    // Most tests wait for tmux, git and agents: a worker for each of two cores would leave both idle for two fifths of the time.
    maxWorkers: 4,
    sequence: { sequencer: SlowestFirst },
    projects: [
      { plugins: [texts], test: { ...common, name: 'pure', include: pure, isolate: false } },
      { plugins: [texts], test: { ...common, name: 'outside', include: outside, exclude: [...configDefaults.exclude, ...slowAgents], isolate: false, globalSetup: 'test/rig/build.ts' } },
      { plugins: [texts], test: { ...common, name: 'alone', include: tests, exclude: [...configDefaults.exclude, ...slowAgents, ...pure, ...outside], globalSetup: 'test/rig/build.ts' } },
    ],
  },
});
