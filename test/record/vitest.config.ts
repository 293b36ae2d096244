import { defineConfig } from 'vitest/config';

/** `npx vitest run --config test/record/vitest.config.ts` records anew what the real tools show; the tests replay it. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/record/*.record.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
