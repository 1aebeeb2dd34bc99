import { createOverplane } from 'contract-doubles'
import { isolate } from 'contract-doubles/testing'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { createUsers } from '../src/users.js'

// Without handlers: what is sent outside of a test's boundary reaches no double, and fails.
const server = setupServer()
// Each test has a session of this double: it begins as the double did, and is dropped at its end.
const isolated = isolate(server, createOverplane({ world: 'empty' }))
const { listUsers, createUser } = createUsers()

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

/** Nobody passes until everybody is there: proof that the tests below do run at the same time. */
function createMeeting(size) {
  let arrived = 0
  let open = () => {}
  const opened = new Promise(resolve => {
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

  for (const name of ['Ada', 'Grace']) {
    it.concurrent(
      `never see one another's users: ${name} is alone`,
      isolated(async overplane => {
        await createUser({ email: 'ada@example.com', first_name: name })
        await everybody()
        expect((await listUsers()).data).toMatchObject([{ first_name: name }])
        expect(overplane.db.user.count()).toBe(1)
      }),
    )
  }

  it.concurrent(
    'keep a forced error to themselves',
    isolated(async () => {
      server.use(http.get('*/api/core/user', () => HttpResponse.json({}, { status: 401 })))
      await everybody()
      await expect(listUsers()).rejects.toThrow('401')
    }),
  )

  it.concurrent(
    "fail for their own requests and for no other test's",
    isolated(async (_, watch) => {
      const { greeting } = createUsers({ baseUrl: 'https://api.overplane.dev/v2' })
      expect(await greeting('user_abc123')).toBe('Hello there')
      await everybody() // the others go on from here, and end well
      await expect(watch.check()).rejects.toThrow('/v2/api/core/user/user_abc123: no endpoint')
    }),
  )
})
