import { defineConfig } from 'vitest/config';

// A zone nobody in the office lives in: code that forgets to name the office's zone fails on every machine.
process.env.TZ = 'America/Los_Angeles';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // For what hangs; a slow machine is not a failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
