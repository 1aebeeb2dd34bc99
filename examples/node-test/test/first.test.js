import assert from 'node:assert/strict'
import { after, afterEach, before, it } from 'node:test'
import { createOverplane } from 'contract-doubles'
import { setupServer } from 'msw/node'

const overplane = createOverplane()
const server = setupServer(...overplane.handlers)
before(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => overplane.reset())
after(() => server.close())

it('creates a user', async () => {
  const response = await fetch('https://api.overplane.dev/api/core/user', {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_...' },
    body: JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' }),
  })
  assert.equal(response.status, 200)
  assert.equal(overplane.db.user.count(), 2)
  overplane.journal.verify('createUser').calledOnceWith({ body: { first_name: 'Ada' } })
})
