import 'contract-doubles/vitest'
import { createOverplane, unhandled } from 'contract-doubles'
import { createFactories } from 'contract-doubles/factories'
import { demo } from 'contract-doubles/fixtures'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createUsers } from '../src/users.ts'

const overplane = createOverplane()
const server = setupServer(...overplane.handlers)
const { listUsers, createUser, renameUser } = createUsers()

beforeAll(() => server.listen({ onUnhandledRequest: unhandled(overplane, 'error') }))
afterEach(() => {
  server.resetHandlers()
  try {
    expect(overplane).toHaveNoViolations() // a misspelt path is one too
  } finally {
    overplane.reset()
  }
})
afterAll(() => server.close())

describe('the state of the double', () => {
  it('begins with the user that the documentation prints', async () => {
    const { data, total } = await listUsers()
    expect(total).toBe(1)
    expect(data).toMatchObject([{ id: 'user_abc123', email: 'user@example.com' }])
  })

  it('takes what the application creates', async () => {
    const ada = await createUser({ email: 'ada@example.com', first_name: 'Ada' })
    expect(overplane.db.user.count()).toBe(2)
    const held = overplane.db.user.findFirst({ where: { id: { equals: ada.id } } })
    expect(held).toMatchObject({ email: 'ada@example.com', enabled: true })
    expect(overplane).toHaveReceived('createUser', { body: { first_name: 'Ada' }, times: 1 })
    expect(overplane).toHaveNoViolations()
  })

  it('is a fresh one for each test: nobody of the last test is left', async () => {
    expect((await listUsers()).total).toBe(1)
  })

  it('is arranged with made-up people, the same ones for the same seed', async () => {
    const { overplaneUser } = createFactories({ seed: 7 })
    const ada = overplane.db.user.create(overplaneUser({ first_name: 'Ada' }))
    for (let nth = 0; nth < 9; nth += 1) overplane.db.user.create(overplaneUser())

    const renamed = await renameUser(ada.id, 'Grace')

    expect(renamed).toMatchObject({ first_name: 'Grace', last_name: ada.last_name })
    expect((await listUsers()).total).toBe(11)
  })
})

describe('worlds', () => {
  it('begin with nobody, or with many', async () => {
    overplane.reset('empty')
    expect(await listUsers()).toEqual({ data: [], has_more: false, total: 0 })

    overplane.reset(demo)
    const { data, has_more, total } = await listUsers(20, 0)
    expect([data.length, has_more, total]).toEqual([20, true, 61])
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
    await expect(listUsers()).rejects.toThrow(message)
  })

  it('is gone in the next one', async () => {
    await expect(listUsers()).resolves.toMatchObject({ total: 1 })
  })

  it('comes by itself from a request that earns it', async () => {
    await expect(renameUser('user_nobody', 'Ada')).rejects.toThrow(
      '404: {"error":{"type":"invalid_request_error","code":"resource_missing"',
    )
  })
})
