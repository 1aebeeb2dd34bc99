/** Prints the public names of each door, or why it cannot be loaded: by `import`, or by `require`. */
export const names = (
  load: 'import' | 'require',
): string => `const manifest = require('contract-doubles/package.json')
async function tell() {
  const names = { manifest: manifest.name }
  for (const door of Object.keys(manifest.exports).filter(door => !door.endsWith('.json'))) {
    try {
      names[door] = Object.keys(await ${load}('contract-doubles' + door.slice(1))).sort()
    } catch (error) {
      names[door] = error.code ?? error.message
    }
  }
  console.log(JSON.stringify(names))
}
tell()
`

/** Uses each build, and one with the other: a server of ES modules for a double of CommonJS. */
export const mixed = `const { createDoubles, unhandled } = require('contract-doubles')
const { drop } = require('contract-doubles/data')
const { createFactories } = require('contract-doubles/factories')
const { demo } = require('contract-doubles/fixtures')
const { createWatch } = require('contract-doubles/testing')
const { setupServer } = require('msw/node')

async function run() {
  const doubles = createDoubles({ world: demo })
  const { overplane } = doubles
  const server = setupServer(...createWatch(doubles).handlers)
  server.listen()
  const headers = { Authorization: 'Bearer sk_1' }
  const { total } = await (await fetch('https://api.overplane.dev/api/core/user', { headers })).json()
  server.close()
  const near = await overplane.fetch('/api/core/usr', { headers })
  const told = near.headers.get('x-contract-double-nearest')
  const { openapi } = await overplane.openapi()
  const pact = await overplane.journal.toPact({ consumer: 'web-shop' })

  const { createHttpServer } = await import('contract-doubles/server')
  const { matchers } = await import('contract-doubles/matchers')
  const esm = await import('contract-doubles/data')
  const own = createHttpServer([overplane])
  await new Promise(listening => own.listen(0, '127.0.0.1', listening))
  const url = 'http://127.0.0.1:' + own.address().port + '/api/core/user'
  const { status } = await fetch(url, { headers })
  own.close()
  const { pass } = matchers.toHaveReceived(overplane, 'listUsers', { times: 2 })
  esm.drop(overplane.db)
  const left = overplane.db.user.count()
  overplane.db.user.create(createFactories({ seed: 9 }).overplaneUser())
  drop(overplane.db)
  const astray = new Request('https://api.overplane.dev/api/core/usr')
  const missed = await unhandled(overplane, 'error')(astray, {}).catch(({ type }) => type)
  console.log(JSON.stringify([total, told, openapi, pact.interactions.length, status, pass, left, missed]))
}
run()
`

/** Uses the types, and misuses them where an error is expected. */
export const uses = `import { createOverplane, type Double, type WorldChoice } from 'contract-doubles'
import { createFactories, type Factories, type Factory } from 'contract-doubles/factories'
import { demo, type World } from 'contract-doubles/fixtures'
import type { Oberplan } from 'contract-doubles/oberplan'
import type { Overplane } from 'contract-doubles/overplane'
import type { Pterodactyl } from 'contract-doubles/pterodactyl'
import { type Served, serve } from 'contract-doubles/server'
import { type Report, suites, verify } from 'contract-doubles/verify'
import { type SetupServer, setupServer } from 'msw/node'

export const body: Overplane['createUser']['body'] = { email: 'a@b.c', first_name: 'Ada' }
export const page: Pterodactyl['listUsers']['query'] = { page: 2 }
export const me: Oberplan['deleteAccount']['query'] = { me: '1' }
export const named: World = demo
export const server: SetupServer = setupServer(...createOverplane().handlers)
export const start: (...args: Parameters<typeof serve>) => Promise<Served> = serve
export const hold = (): Promise<Report> => verify(suites.oberplan, fetch, { readOnly: true })
const { overplaneUser }: Factories = createFactories({ seed: 1 })
export const make: Factory<ReturnType<typeof overplaneUser>> = overplaneUser
const { db, ...rest } = createOverplane({ world: demo })
export const whole: Double<typeof db, WorldChoice> = { ...rest, db }

// @ts-expect-error: an email is text in a body,
body.email = 5
// @ts-expect-error: in a factory,
overplaneUser({ email: 5 })
// @ts-expect-error: and in the database
db.user.create({ email: 5 })
`

/** A suite with the matchers, and with msw. */
export const suite = `import { doubleTest } from 'contract-doubles/vitest'
import { createDoubles, createOverplane } from 'contract-doubles'
import { matchers } from 'contract-doubles/matchers'
import { setupServer } from 'msw/node'
import { expect, test } from 'vitest'

test('matches', async () => {
  const doubles = createDoubles()
  await doubles.fetch('/api/core/user')
  expect(doubles.overplane).toHaveReceived('listUsers', { status: 401, times: 1 })
  expect(doubles.oberplan, 'unasked').not.toHaveReceived('deleteAccount')
  expect(doubles).not.toHaveNoViolations({ warnings: true })
  expect.extend({ toPass: matchers.toHaveNoViolations })

  // @ts-expect-error: it is an operation of another API,
  expect(() => expect(doubles.oberplan).toHaveReceived('listUsers')).toThrow('no such')
  // @ts-expect-error: several doubles have too many,
  expect(() => expect(doubles).toHaveReceived('listUsers')).toThrow('no double')
  // @ts-expect-error: and a number has none
  expect(() => expect(5).toHaveReceived('listUsers')).toThrow('no double')
})

test('answers in the place of the network', async () => {
  const server = setupServer(...createDoubles().handlers)
  server.listen({ onUnhandledRequest: 'error' })
  expect((await fetch('https://api.overplane.dev/api/core/user')).status).toBe(401)
  server.close()
})

const server = setupServer()
export const own = doubleTest(server, createOverplane())
own('answers with a double of its own', async ({ double, watch }) => {
  server.listen({ onUnhandledRequest: 'error' })
  await fetch('https://api.overplane.dev/api/core/user')
  expect(double).toHaveReceived('listUsers', { status: 401 })
  await expect(watch.check()).rejects.toThrow('401')
  server.close()
})
`

/** A suite for Playwright, of which nothing is run. */
export const endToEnd = `import { expect, test } from 'contract-doubles/playwright'
import type { ControlClient } from 'contract-doubles/client'

test.use({ doubles: { world: 'empty', failOnViolations: false } })

export const own = test.extend<{ ada: ControlClient }>({
  ada: async ({ double }, use) => {
    await double.override('overplane', 'listUsers', { status: 400, times: 1 })
    await use(double)
  },
})
own('has a session', async ({ page, ada }) => {
  await ada.clock.freeze('2030-06-01T12:00:00Z')
  await page.goto('/users')
  expect(await ada.journal({ violations: true })).toEqual([])
})

// @ts-expect-error: a seed is a number
test.use({ doubles: { seed: 'x' } })
`

/** The same for Jest; the global `expect` or the imported one. */
export const jestSuite = (imported: string): string => `${imported}import 'contract-doubles/jest'
import { createDoubles } from 'contract-doubles'

test('matches', async () => {
  const doubles = createDoubles()
  await doubles.fetch('/api/core/user')
  expect(doubles.overplane).toHaveReceived('listUsers', { status: 401, times: 1 })
  expect(doubles.oberplan).not.toHaveReceived('deleteAccount')
  expect(doubles).not.toHaveNoViolations({ warnings: true })

  // @ts-expect-error: it is an operation of another API,
  expect(() => expect(doubles.oberplan).toHaveReceived('listUsers')).toThrow('no such')
  // @ts-expect-error: several doubles have too many,
  expect(() => expect(doubles).toHaveReceived('listUsers')).toThrow('no double')
  // @ts-expect-error: and a number has none
  expect(() => expect(5).toHaveReceived('listUsers')).toThrow('no double')
})
`

/** Exports whatever there is without a type of its own: each has to have a name that a declaration can say. */
export const declared = `import { apis, createDoubles, createOberplan, createOverplane, createPterodactyl, unhandled } from 'contract-doubles'
import { startWorker } from 'contract-doubles/browser'
import { createFactories } from 'contract-doubles/factories'
import { drop, factory, primaryKey, nullable, oneOf, manyOf, DATABASE_INSTANCE } from 'contract-doubles/data'
import * as fixtures from 'contract-doubles/fixtures'
import { createWatch, isolate } from 'contract-doubles/testing'
import { matchers } from 'contract-doubles/matchers'
import { suites, verify, toText } from 'contract-doubles/verify'
import { createHttpServer, serve } from 'contract-doubles/server'
import { createControlClient } from 'contract-doubles/client'
import { setupServer } from 'msw/node'

export const double = createOverplane()
export const doubles = createDoubles()
export const together = { reset: doubles.reset, snapshot: doubles.snapshot, restore: doubles.restore, journal: doubles.journal }
export const allApis = { ...apis }
export const { create: createOne, openapi: openOne, suite: suiteOne } = apis.overplane
export const pterodactyl = createPterodactyl()
export const oberplan = createOberplan()
export const ov = double.override
export const pov = pterodactyl.override
export const oov = oberplan.override
export const db = double.db
export const { user, projectUser } = double.db
export const pdb = pterodactyl.db
export const odb = oberplan.db
export const made = double.db.user.create({})
export const found = double.db.user.findFirst({ where: { id: { equals: 'a' } } })
export const many = pterodactyl.db.server.findMany({ where: { name: { contains: 'a' } } })
export const events = double.db[DATABASE_INSTANCE].events
export const database = double.db[DATABASE_INSTANCE]
export const journal = double.journal
export const entry = double.journal.entries[0]
export const entries = double.journal.calls('listUsers')
export const verification = double.journal.verify('listUsers')
export const calledWith = verification.calledWith
export const pact = double.journal.toPact({ consumer: 'a' })
export const toPact = double.journal.toPact
export const snapshot = double.snapshot()
export const restore = double.restore
export const reset = double.reset
export const overrides = double.overrides
export const list = double.overrides.list
export const add = double.overrides.add
export const handlers = double.handlers
export const contract = double.contract
export const operationAt = double.operationAt
export const hasPath = double.hasPath
export const journeyOf = double.journeyOf
export const answer = double.answer
export const document = double.openapi()
export const openapi = double.openapi
export const fetcher = double.fetch
export const outbox = oberplan.outbox
export const factories = createFactories({ seed: 1 })
export const { overplaneUser, pterodactylServer, oberplanUser } = factories
export const values = overplaneUser()
export const server = pterodactylServer()
export const missed = unhandled(double)
export const mocking = startWorker(double)
export const demo = fixtures.demo
export const documented = fixtures.documented
export const empty = fixtures.empty
export const everything = { ...fixtures }
export const watch = createWatch(double)
export const isolated = isolate(setupServer(), createOverplane)
export const test = isolated(async () => {})
export const inSessions = isolate(setupServer(), createDoubles())
export const control = createControlClient('http://127.0.0.1:4010')
export const inSession = control.session('ada')
export const calls = control.journal()
export const messages = control.outbox()
export const turned = control.clock
export const isolator = isolate
export const watcher = createWatch
export const all = matchers
export const received = matchers.toHaveReceived
export const verdict = matchers.toHaveNoViolations(double)
export const suite = suites.overplane
export const allSuites = suites
export const report = verify(suites.oberplan, fetch)
export const text = toText
export const served = serve
export const httpServer = createHttpServer
export const create = createOverplane
export const options: Parameters<typeof createOverplane>[0] = {}
export const own = factory({ note: { id: primaryKey(() => 'a'), text: nullable<string>(() => null), one: oneOf('note'), many: manyOf('note') } })
export const dropped = drop
export function make() { return createOverplane({ world: 'empty' }) }
export class Fixture { double = createOverplane(); override = this.double.override; journal = this.double.journal }
`
