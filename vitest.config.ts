import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/tally.ts'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'] },
  },
})
