import 'contract-doubles/jest'
import { createOverplane } from 'contract-doubles'
import { createFactories } from 'contract-doubles/factories'
import { createWatch } from 'contract-doubles/testing'
import { setupServer } from 'msw/node'
import { createUsers } from '../src/users'

const overplane = createOverplane()
const watch = createWatch(overplane)
const server = setupServer(...watch.handlers)
const { listUsers, createUser, renameUser } = createUsers()

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(async () => {
  server.resetHandlers()
  overplane.reset()
  await watch.check() // fails the test that has just run, if it sent what the API does not take
})
afterAll(() => server.close())

it('begins with the user that the documentation prints', async () => {
  expect(await listUsers()).toMatchObject({ total: 1, data: [{ id: 'user_abc123' }] })
})

it('takes what the application creates', async () => {
  await createUser({ email: 'ada@example.com', first_name: 'Ada' })
  expect(overplane.db.user.count()).toBe(2)
  expect(overplane).toHaveReceived('createUser', {
    body: { email: expect.stringContaining('@') },
    times: 1,
  })
  expect(overplane).toHaveNoViolations()
})

it('is arranged with made-up people', async () => {
  const { overplaneUser } = createFactories({ seed: 7 })
  const ada = overplane.db.user.create(overplaneUser({ first_name: 'Ada' }))
  expect(await renameUser(ada.id, 'Grace')).toMatchObject({ last_name: ada.last_name })
})

it('refuses whom nobody knows', async () => {
  await expect(renameUser('user_nobody', 'Ada')).rejects.toThrow('resource_missing')
})

it('tells of a wrong request, even if the application swallows the failure', async () => {
  expect(await createUsers({ key: 'pk_1' }).greeting('user_abc123')).toBe('Hello there')
  await expect(watch.check()).rejects.toThrow(/user_abc123: 401 .*Invalid API Key/)
})
