import { defineConfig } from '@playwright/test'
import chromium from '@sparticuz/chromium'

const port = Number(process.env.PORT || 4310)
const baseURL = `http://127.0.0.1:${port}`

// Where contract-doubles/playwright opens a session for each test.
process.env.CONTRACT_DOUBLES_URL = baseURL

export default defineConfig({
  testDir: 'tests',
  reporter: 'list',
  forbidOnly: true,
  // The tests share the server, and each has a session of it: as many at a time as you like.
  fullyParallel: true,
  workers: 4,
  use: {
    baseURL,
    launchOptions: {
      // A Chromium out of the npm registry. Leave this out after `npx playwright install chromium`.
      executablePath: await chromium.executablePath(),
      // Not `chromium.args`: they switch CORS off.
      args: ['--no-sandbox'],
    },
  },
  webServer: {
    command: `npx --no -- contract-doubles --port ${port} --world demo --quiet`,
    // It asks for a key, and so it is up.
    url: `${baseURL}/api/core/user`,
    reuseExistingServer: false,
  },
})
