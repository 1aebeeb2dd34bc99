import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({ plugins: [react(), mockServiceWorker()] })

/** Gives the app msw's worker script without a copy of it in the repository: never where no mocks are built in. */
function mockServiceWorker(): Plugin {
  const path = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js')
  return {
    name: 'mock-service-worker',
    configureServer({ middlewares }) {
      middlewares.use('/mockServiceWorker.js', async (_, response) => {
        response.setHeader('Content-Type', 'text/javascript')
        response.end(await readFile(path))
      })
    },
    async generateBundle() {
      if (!this.environment.config.env.VITE_MOCKS) return
      const source = await readFile(path)
      this.emitFile({ type: 'asset', fileName: 'mockServiceWorker.js', source })
    },
  }
}
