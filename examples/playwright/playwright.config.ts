import { defineConfig } from '@playwright/test'
import chromium from '@sparticuz/chromium'

const port = Number(process.env.PORT || 4310)
const baseURL = `http://127.0.0.1:${port}`

export default defineConfig({
  testDir: 'tests',
  reporter: 'list',
  forbidOnly: true,
  // The tests share the server, and with it what it holds: one at a time.
  workers: 1,
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
