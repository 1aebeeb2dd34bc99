import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { createOverplane } from 'contract-doubles'
import { createFactories } from 'contract-doubles/factories'
import { demo } from 'contract-doubles/fixtures'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { createUsers } from '../src/users.js'

const overplane = createOverplane()
const server = setupServer(...overplane.handlers)
const { listUsers, createUser, renameUser } = createUsers()

before(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  server.resetHandlers()
  overplane.reset()
})
after(() => server.close())

describe('the state of the double', () => {
  it('begins with the user that the documentation prints', async () => {
    const { data, total } = await listUsers()
    assert.equal(total, 1)
    assert.equal(data[0].id, 'user_abc123')
    assert.equal(data[0].email, 'user@example.com')
  })

  it('takes what the application creates', async () => {
    const ada = await createUser({ email: 'ada@example.com', first_name: 'Ada' })
    assert.equal(overplane.db.user.count(), 2)
    const held = overplane.db.user.findFirst({ where: { id: { equals: ada.id } } })
    assert.equal(held.email, 'ada@example.com')
    assert.equal(held.enabled, true)
  })

  it('is a fresh one for each test: nobody of the last test is left', async () => {
    assert.equal((await listUsers()).total, 1)
  })

  it('is arranged with made-up people, the same ones for the same seed', async () => {
    const { overplaneUser } = createFactories({ seed: 7 })
    const ada = overplane.db.user.create(overplaneUser({ first_name: 'Ada' }))
    for (let nth = 0; nth < 9; nth += 1) overplane.db.user.create(overplaneUser())

    const renamed = await renameUser(ada.id, 'Grace')

    assert.equal(renamed.first_name, 'Grace')
    assert.equal(renamed.last_name, ada.last_name)
    assert.equal((await listUsers()).total, 11)
  })
})

describe('worlds', () => {
  it('begin with nobody, or with many', async () => {
    overplane.reset('empty')
    assert.deepEqual(await listUsers(), { data: [], has_more: false, total: 0 })

    overplane.reset(demo)
    const { data, has_more, total } = await listUsers(20, 0)
    assert.deepEqual([data.length, has_more, total], [20, true, 61])
  })
})

describe('a documented error', () => {
  const message = 'The system is down for maintenance.'

  it('is forced for one test by a handler in front of the double', async () => {
    server.use(
      http.get('*/api/core/user', () =>
        HttpResponse.json({ error: { type: 'invalid_request_error', message } }, { status: 400 }),
      ),
    )
    await assert.rejects(listUsers(), new RegExp(message))
  })

  it('is gone in the next one', async () => {
    assert.equal((await listUsers()).total, 1)
  })

  it('comes by itself from a request that earns it', async () => {
    await assert.rejects(renameUser('user_nobody', 'Ada'), /answered 404: .*"resource_missing"/)
  })
})
