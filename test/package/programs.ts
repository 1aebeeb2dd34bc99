/** Prints the public names of each door, or why it cannot be imported. */
export const names = `import manifest from 'contract-doubles/package.json' with { type: 'json' }
const names = { manifest: manifest.name }
for (const door of Object.keys(manifest.exports).filter(door => !door.endsWith('.json'))) {
  const named = import('contract-doubles' + door.slice(1))
  names[door] = await named.then(names => Object.keys(names).sort(), error => error.code)
}
console.log(JSON.stringify(names))
`

/** Uses the types, and misuses them where an error is expected. */
export const uses = `import { createOverplane, type Double, type WorldChoice } from 'contract-doubles'
import { createFactories, type Factory } from 'contract-doubles/factories'
import { demo, type World } from 'contract-doubles/fixtures'
import type { Oberplan } from 'contract-doubles/oberplan'
import type { Overplane } from 'contract-doubles/overplane'
import manifest from 'contract-doubles/package.json' with { type: 'json' }
import type { Pterodactyl } from 'contract-doubles/pterodactyl'
import { type Served, serve } from 'contract-doubles/server'
import { type Report, suites, verify } from 'contract-doubles/verify'

export const body: Overplane['createUser']['body'] = { email: 'a@b.c', first_name: 'Ada' }
export const page: Pterodactyl['listUsers']['query'] = { page: 2 }
export const me: Oberplan['deleteAccount']['query'] = { me: '1' }
export const named: [string, World] = [manifest.name, demo]
export const start: (...args: Parameters<typeof serve>) => Promise<Served> = serve
export const hold = (): Promise<Report> => verify(suites.oberplan, fetch, { readOnly: true })
const { overplaneUser } = createFactories({ seed: 1 })
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

/** A suite with the matchers. */
export const suite = `import 'contract-doubles/vitest'
import { createDoubles } from 'contract-doubles'
import { matchers } from 'contract-doubles/matchers'
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
`
