import { createOverplane } from 'contract-doubles'
import { isolate } from 'contract-doubles/testing'
import { setupServer } from 'msw/node'
import { createUsers } from '../src/users'

// Without handlers: what is sent outside of a test's boundary reaches no double, and fails.
const server = setupServer()
// Each test has a session of this double: it begins as the double did, and is dropped at its end.
const isolated = isolate(server, createOverplane({ world: 'empty' }))
const { listUsers, createUser } = createUsers()

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

for (const name of ['Ada', 'Grace']) {
  it.concurrent(
    `never sees another test's users: ${name} is alone`,
    isolated(async () => {
      await createUser({ email: 'ada@example.com', first_name: name })
      expect((await listUsers()).data).toMatchObject([{ first_name: name }])
    }),
  )
}
