import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/rig/build.ts',
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Most tests wait for tmux, git and agents: one worker would leave both cores idle.
    maxWorkers: 2,
  },
});
