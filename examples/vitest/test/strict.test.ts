import { createOverplane } from 'contract-doubles'
import { createWatch } from 'contract-doubles/testing'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createUsers } from '../src/users.ts'

const overplane = createOverplane()
const watch = createWatch(overplane)
const server = setupServer(...watch.handlers)

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(async () => {
  server.resetHandlers()
  overplane.reset()
  await watch.check() // fails the test that has just run
})
afterAll(() => server.close())

// `afterEach` would turn each of these tests red; calling `check` in the test shows why, and starts over.
describe('a test fails although the application swallows the failure', () => {
  it('of a request to a path that no endpoint has', async () => {
    const users = createUsers({ baseUrl: 'https://api.overplane.dev/v2' })
    expect(await users.greeting('user_abc123')).toBe('Hello there')
    await expect(watch.check()).rejects.toThrow(
      'GET https://api.overplane.dev/v2/api/core/user/user_abc123: no endpoint has this path',
    )
  })

  it('of a request with a wrong key', async () => {
    expect(await createUsers({ key: 'pk_1' }).greeting('user_abc123')).toBe('Hello there')
    await expect(watch.check()).rejects.toThrow(/user_abc123: 401 .*Invalid API Key/)
  })

  it('of a request that breaks the contract, which nobody waits for', async () => {
    createUsers().markActive('user_abc123', 1_700_000_000)
    await expect(watch.check()).rejects.toThrow(
      /PATCH .*user_abc123: 400 .*Invalid string: 1700000000 \(last_active\)/,
    )
  })

  it('of a method that the path does not take', async () => {
    await fetch('https://api.overplane.dev/api/core/user', {
      method: 'DELETE',
      headers: { Authorization: 'Bearer sk_test_1' },
    })
    await expect(watch.check()).rejects.toThrow(/DELETE .*: 404 .*Unrecognized request URL/)
  })
})

describe('a test passes', () => {
  it('when somebody is asked for who is not there', async () => {
    expect(await createUsers().greeting('user_nobody')).toBe('Hello there')
  })

  it('when it forces the error itself', async () => {
    server.use(http.get('*/api/core/user/:id', () => HttpResponse.json({}, { status: 401 })))
    expect(await createUsers().greeting('user_abc123')).toBe('Hello there')
  })
})
