import { createOverplane } from 'contract-doubles'
import { doubleTest } from 'contract-doubles/vitest'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { createUsers } from '../src/users.ts'

// Without handlers: what is sent outside of a test's boundary reaches no double, and fails.
const server = setupServer()
// Each test has a session of this double: it begins as the double did, and is dropped at its end.
const it = doubleTest(server, createOverplane({ world: 'empty' }))
const { listUsers, createUser } = createUsers()

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

/** Nobody passes until everybody is there: proof that the tests below do run at the same time. */
function createMeeting(size: number): () => Promise<void> {
  let arrived = 0
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return () => {
    arrived += 1
    if (arrived === size) open()
    return opened
  }
}

describe('tests that run at the same time', () => {
  const everybody = createMeeting(4)

  it.concurrent.for(['Ada', 'Grace'])(
    "never see one another's users: %s is alone",
    async (name, { double }) => {
      await createUser({ email: 'ada@example.com', first_name: name })
      await everybody()
      expect((await listUsers()).data).toMatchObject([{ first_name: name }])
      expect(double.db.user.count()).toBe(1)
    },
  )

  it.concurrent('keep a forced error to themselves', async () => {
    server.use(http.get('*/api/core/user', () => HttpResponse.json({}, { status: 401 })))
    await everybody()
    await expect(listUsers()).rejects.toThrow('401')
  })

  it.concurrent("fail for their own requests and for no other test's", async ({ watch }) => {
    const { greeting } = createUsers({ baseUrl: 'https://api.overplane.dev/v2' })
    expect(await greeting('user_abc123')).toBe('Hello there')
    await everybody() // the others go on from here, and end well
    await expect(watch.check()).rejects.toThrow('/v2/api/core/user/user_abc123: no endpoint')
  })
})
