// Prism in proxy mode, once for each document: the same server that `prism proxy` starts. Its command line would load
// Prism anew for each of them, and does not tell the free port that it was given.

import { createRequire } from 'node:module'

const [cli, ...targets] = process.argv.slice(2)
const require = createRequire(cli)

// Half of the time that Prism takes to load goes to faker, with all of its locales. A proxy makes nothing up.
const faker = createRequire(require.resolve('@stoplight/prism-http')).resolve('@faker-js/faker')
require.cache[faker] = { loaded: true, exports: {} }

const { getHttpOperationsFromSpec } = require('@stoplight/prism-http')
const { createServer } = require('@stoplight/prism-http-server')
const { createLogger } = require('@stoplight/prism-core')

/** What `prism proxy` asks for by default: everything is checked, and nothing is turned away. */
const config = {
  isProxy: true,
  errors: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  mock: { dynamic: false },
}
const components = { logger: createLogger('Prism', { level: 'silent' }) }

async function listen({ document, upstream }) {
  const operations = await getHttpOperationsFromSpec(document)
  const options = { cors: false, components, config: { ...config, upstream: new URL(upstream) } }
  return createServer(operations, options).listen(0, '127.0.0.1')
}

process.once('disconnect', () => process.exit())
process.send(await Promise.all(targets.map(target => listen(JSON.parse(target)))))
