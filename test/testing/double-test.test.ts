import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDoubles, createOverplane } from '../../handlers/index.ts'
import { doubleTest } from '../../handlers/vitest.ts'

const server = setupServer()
const users = 'https://api.overplane.dev/api/core/user'
const headers = { Authorization: 'Bearer sk_1' }
const totalOf = async (): Promise<unknown> => (await (await fetch(users, { headers })).json()).total
const create = () =>
  fetch(users, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' }),
  })

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

/** Nobody passes until everybody is there: proof that tests do run at the same time. */
function createMeeting(size: number) {
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

describe('a test with a double that is made for it', () => {
  const test = doubleTest(server, createOverplane)
  const everybody = createMeeting(4)

  test.concurrent.for(['one', 'two', 'three'])('sees nobody else: %s', async (_, { double }) => {
    double.reset('empty')
    await create()
    await everybody()
    expect(await totalOf()).toBe(1)
    expect(double.db.user.count()).toBe(1)
    expect(double).toHaveReceived('createUser', { times: 1 })
  })

  test.concurrent('fails for its own requests and for no others', async ({ watch }) => {
    await fetch(users)
    await everybody()
    await expect(watch.check()).rejects.toThrow('401')
  })

  test('has it answer also where nobody asks for it', async () => {
    server.use(http.get('*/other', () => HttpResponse.text('mine')))
    expect(await totalOf()).toBe(1)
    expect(await (await fetch('https://a.test/other')).text()).toBe('mine')
  })

  test.for([[1], [2]])('starts over each time: %i', async () => {
    await create()
    expect(await totalOf()).toBe(2)
  })

  const extended = test.extend<{ ada: { readonly id: string } }>({
    ada: async ({ double }, use) => use(double.db.user.create({ email: 'ada@example.com' })),
  })
  extended('is extended by fixtures that arrange it', async ({ ada, double }) => {
    expect(double.db.user.getAll()).toContainEqual(expect.objectContaining({ id: ada.id }))
    expect(await totalOf()).toBe(2)
  })
})

describe('a test with a session of a double that there is', () => {
  const doubles = createDoubles({ world: 'empty' })
  const test = doubleTest(server, doubles)
  const everybody = createMeeting(2)

  test.concurrent.for(['ada', 'bob'])('sees its own alone: %s', async (name, { double }) => {
    double.overplane.db.user.create({ email: `${name}@example.com` })
    await everybody()
    expect(await totalOf()).toBe(1)
    expect(doubles.sessions.list).toHaveLength(2)
  })

  it('leaves nothing behind', () => {
    expect(doubles.sessions.list).toEqual([])
    expect(doubles.overplane.db.user.count()).toBe(0)
    expect(doubles.journal.entries).toEqual([])
  })
})
