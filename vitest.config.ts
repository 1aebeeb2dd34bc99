import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { patience } from './test/patience.ts'

// msw 3 needs Node.js 22.12: `npm run test:matrix` installs it there, and the tests of the adapter run on it too.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isRecent = major > 22 || (major === 22 && minor >= 12)
const hasMsw3 = isRecent && existsSync('node_modules/msw-3')

export default defineConfig({
  test: {
    testTimeout: patience,
    hookTimeout: patience,
    expect: { poll: { timeout: patience } },
    // Half of the files wait for a process or a browser: no core is left idle.
    maxWorkers: '100%',
    // No test leaves anything behind in a module: what one file has loaded serves the next.
    isolate: false,
    reporters: ['default', './test/tally.ts'],
    projects: [
      {
        extends: true,
        // The type tests are tsc's, which has them along with all else.
        test: {
          name: 'msw 2',
          include: ['test/**/*.test.ts'],
          globalSetup: './test/run-folder.ts',
        },
      },
      ...(hasMsw3
        ? [
            {
              extends: true as const,
              resolve: { alias: { 'msw/node': 'msw-3/node', msw: 'msw-3' } },
              test: {
                name: 'msw 3',
                include: ['test/transports.test.ts', 'test/contract/handlers.test.ts'],
              },
            },
          ]
        : []),
    ],
  },
})
