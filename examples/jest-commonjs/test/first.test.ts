import 'contract-doubles/jest'
import { createOverplane } from 'contract-doubles'
import { setupServer } from 'msw/node'

const overplane = createOverplane()
const server = setupServer(...overplane.handlers)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => overplane.reset())
afterAll(() => server.close())

it('creates a user', async () => {
  const response = await fetch('https://api.overplane.dev/api/core/user', {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_...' },
    body: JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' }),
  })
  expect(response.status).toBe(200)
  expect(overplane.db.user.count()).toBe(2)
  expect(overplane).toHaveReceived('createUser', { body: { first_name: 'Ada' }, times: 1 })
})
