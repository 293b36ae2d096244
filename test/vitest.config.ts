import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Slow to start: these real programs are tried by `npm run test:agents`, which sets CODERS_TEST_AGENTS. Claude Code and Codex always are, in part.
const slowAgents = process.env['CODERS_TEST_AGENTS'] === 'all' ? [] : ['test/agents/{gemini,opencode}.test.ts', 'test/e2e/{gemini,opencode}-*.test.ts', 'test/e2e/{claude,codex}-adapter.test.ts', 'test/e2e/supervisor/reboot-real-agents.test.ts', 'test/e2e/snapshot/real-agents.test.ts'];

const slowest = /\/test\/(fields|soak|e2e\/(invariants\/3-|night|hosts|snapshot))/;

/** The longest first, else the others' workers would wait for them in the end. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(({ moduleId }) => slowest.test(moduleId)), ...sorted.filter(({ moduleId }) => !slowest.test(moduleId))];
  }
}

/** Tests that start nothing, and leave nothing behind: a process of its own for each would cost more than all of them. */
const pure = ['checkins', 'delivery', 'discipline', 'events', 'health', 'import', 'manifest', 'missions', 'plan', 'post', 'reactions', 'rules', 'util'].map((folder) => `test/${folder}/**/*.test.ts`);

const common = {
  root: new URL('..', import.meta.url).pathname,
  testTimeout: 120_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // Most tests wait for tmux, git and agents: a worker for each of two cores would leave both idle for two fifths of the time.
    maxWorkers: 4,
    sequence: { sequencer: SlowestFirst },
    projects: [
      { test: { ...common, name: 'pure', include: pure, isolate: false } },
      { test: { ...common, name: 'whole', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...slowAgents, ...pure], globalSetup: 'test/rig/build.ts' } },
    ],
  },
});
