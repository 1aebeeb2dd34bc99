import { createRequire } from 'node:module'
import { describe, expect, it, vi } from 'vitest'
import { key, openPanel, range } from './panel.ts'

// The package has declarations for `require` alone.
type Pterojs = typeof import('@devnote-dev/pterojs', { with: { 'resolution-mode': 'require' }})
const require = createRequire(import.meta.url)
const { PteroApp, PteroAPIError }: Pterojs = require('@devnote-dev/pterojs')

const open = async (auth = key) => {
  const panel = await openPanel()
  return { app: new PteroApp(panel.url, auth), arrivals: panel.arrivals }
}

const lines = (arrivals: readonly { readonly line: string }[]) => arrivals.map(({ line }) => line)

const ada = {
  email: 'Ada@clients.example',
  username: 'Ada.L',
  firstname: 'Ada',
  lastname: 'Lovelace',
}
const bob = { email: 'bob@clients.example', username: 'bob', firstname: 'Bob', lastname: 'Bee' }

/** What the client throws at a refusal: its codes, and a line for each error. */
const refusal = (codes: readonly string[], ...details: readonly string[]) =>
  expect.objectContaining({
    codes,
    message: `\n${details.map(detail => `- ${detail}`).join('\n')}`,
  })
const missing = refusal(
  ['NotFoundHttpException'],
  '404: The requested resource could not be found on the server.',
)

describe('PteroJS reads', () => {
  it('the servers, which applications ask for before anything else', async () => {
    const { app, arrivals } = await open()
    const servers = await app.servers.fetch()
    expect([...servers.keys()]).toEqual(range(1, 39))
    expect(servers.map(({ ownerId }) => ownerId).slice(0, 6)).toEqual([5, 11, 11, 17, 17, 17])
    expect(app.servers.meta).toMatchObject({ total: 39, count: 39, current: 1, totalPages: 1 })
    expect(lines(arrivals)).toEqual(['GET /api/application/servers'])
  })

  it('a list although it sends the body "null" with a GET', async () => {
    const { app, arrivals } = await open()
    const users = await app.users.fetch()
    expect([...users.keys()]).toEqual(range(4, 53))
    const meta = { current: 1, total: 121, count: 50, perPage: 50, totalPages: 3 }
    expect(app.users.meta).toMatchObject(meta)
    const accept = 'application/json, text/plain'
    expect(arrivals).toEqual([{ line: 'GET /api/application/users', length: '4', accept }])
  })

  it('every page of the users', async () => {
    const { app, arrivals } = await open()
    const users = await app.users.fetchAll()
    expect([...users.keys()]).toEqual(range(4, 124))
    const wanted = ['', '?page=2', '?page=3'].map(end => `GET /api/application/users${end}`)
    expect(lines(arrivals)).toEqual(wanted)
  })

  it('pages of a size of its own, up to the last', async () => {
    const { app } = await open()
    expect([...(await app.users.fetchAll({ perPage: 20 })).keys()]).toEqual(range(4, 124))
    const last = await app.users.fetch({ page: 7, perPage: 20 })
    expect([...last.keys()]).toEqual([124])
    expect(app.users.meta).toMatchObject({ current: 7, count: 1, perPage: 20, totalPages: 7 })
  })

  it('what a filter finds, in any order', async () => {
    const { app, arrivals } = await open()
    await app.users.create(ada)
    await app.users.create({ ...bob, externalId: 'crm-8' })
    const query = async (...asked: Parameters<typeof app.users.query>) => [
      ...(await app.users.query(...asked)).keys(),
    ]
    expect(await query('CLIENTS.example', { filter: 'email' })).toEqual([125, 126])
    expect(await query('@clients.', { filter: 'email', sort: '-id' })).toEqual([126, 125])
    expect(await query('crm-8', { filter: 'externalId' })).toEqual([126])
    expect(await query('test-user', { filter: 'username' })).toEqual([4])
    expect(await query('4c45016d-0148', { filter: 'uuid' })).toEqual([4])
    expect(await query('nobody', { filter: 'username' })).toEqual([])
    expect(lines(arrivals)).toContain('GET /api/application/users?filter[email]=@clients.&sort=-id')
  })

  it('users in an order without a filter', async () => {
    const { app } = await open()
    const down = await app.users.query('', { sort: '-id' })
    expect([...down.keys()]).toEqual(range(75, 124).toReversed())
    // It declares a user's uuid and never sets it.
    const lists: {
      readonly data: readonly { readonly attributes: { readonly uuid: string } }[]
    }[] = []
    app.requests.on('postRequest', list => lists.push(list))
    await app.users.query('', { sort: '-uuid' })
    const uuids = lists.flatMap(({ data }) => data.map(({ attributes }) => attributes.uuid))
    expect(new Set(uuids).size).toBe(50)
    expect(uuids).toEqual(uuids.toSorted().toReversed())
  })

  it('a user, with its servers if it asks for them', async () => {
    const { app } = await open()
    const user = await app.users.fetch(4)
    expect(user).toMatchObject({
      id: 4,
      username: 'test-user',
      email: 'example@example.com',
      firstname: 'test',
      lastname: 'user',
      language: 'en',
      isAdmin: true,
      twoFactor: false,
      createdAt: new Date('2022-09-15T17:33:34Z'),
      updatedAt: new Date('2022-09-15T17:33:35Z'),
    })
    expect(user.servers).toBeUndefined()
    const serversOf = async (id: number) => {
      const { servers } = await app.users.fetch(id, { include: ['servers'], force: true })
      return servers && [...servers.keys()]
    }
    expect(await serversOf(17)).toEqual([4, 5, 6])
    expect(await serversOf(4)).toEqual([])
  })

  it('a user by its external id', async () => {
    const { app, arrivals } = await open()
    await app.users.create({ ...ada, externalId: 'crm-7' })
    expect(await app.users.fetch('crm-7', { force: true })).toMatchObject({ id: 125 })
    expect(lines(arrivals).at(-1)).toBe('GET /api/application/users/external/crm-7')
    await expect(app.users.fetch('crm-8', { force: true })).rejects.toEqual(missing)
    await expect(app.users.fetch(9999, { force: true })).rejects.toEqual(missing)
  })
})

describe('PteroJS writes', () => {
  it('a user', async () => {
    const { app } = await open()
    const user = await app.users.create({ ...ada, externalId: 'crm-7', password: '' })
    expect(user).toMatchObject({ ...ada, id: 125, username: 'ada.l', externalId: 'crm-7' })
    expect(user).toMatchObject({ language: 'en', isAdmin: false, twoFactor: false })
    expect(await app.users.fetch(125, { force: true })).toMatchObject({ username: 'ada.l' })
  })

  it('no user twice, and is told which fields are taken', async () => {
    const { app } = await open()
    await app.users.create(ada)
    const error: unknown = await app.users.create({ ...ada, firstname: '' }).catch(thrown => thrown)
    expect(error).toBeInstanceOf(PteroAPIError)
    expect(error).toEqual(
      refusal(
        ['ValidationException', 'ValidationException', 'ValidationException'],
        '422: The email has already been taken.',
        '422: The username has already been taken.',
        '422: The first name field is required.',
      ),
    )
    expect(error).toHaveProperty('meta', [
      { source_field: 'email', rule: 'unique' },
      { source_field: 'username', rule: 'unique' },
      { source_field: 'first_name', rule: 'required' },
    ])
  })

  it('an update, and clears an external id', async () => {
    const { app } = await open()
    await app.users.create({ ...ada, externalId: 'crm-7' })
    const changed = await app.users.update(125, { email: 'new@clients.example', isAdmin: true })
    expect(changed).toMatchObject({ email: 'new@clients.example', isAdmin: true })
    expect(changed).toMatchObject({ username: 'ada.l', firstname: 'Ada', externalId: 'crm-7' })
    await app.users.update(125, { externalId: null })
    await expect(app.users.fetch('crm-7', { force: true })).rejects.toEqual(missing)
  })

  it('a deletion, but not of the owner of a server', async () => {
    const { app } = await open()
    const told = vi.fn()
    app.requests.on('debug', told)
    await app.users.delete(4)
    expect(told).toHaveBeenCalledWith(expect.stringContaining('received status: 204'))
    await expect(app.users.fetch(4, { force: true })).rejects.toEqual(missing)
    await expect(app.users.delete(4)).rejects.toEqual(missing)
    const detail =
      '400: Cannot delete a user with active servers attached to their account. Please delete their servers before continuing.'
    await expect(app.users.delete(17)).rejects.toEqual(refusal(['DisplayException'], detail))
    expect((await app.users.fetchAll()).size).toBe(120)
  })

  it('nothing with a bad key, or with one that may only read', async () => {
    const unknown = (await open('ptla_unknown')).app.users
    const unauthenticated = refusal(['AuthenticationException'], '401: Unauthenticated.')
    await expect(unknown.fetch()).rejects.toEqual(unauthenticated)
    await expect(unknown.create(ada)).rejects.toEqual(unauthenticated)
    const { users } = (await open('ptla_readonly')).app
    const forbidden = refusal(['AccessDeniedHttpException'], '403: This action is unauthorized.')
    await expect(users.create(ada)).rejects.toEqual(forbidden)
    expect((await users.fetch()).size).toBe(50)
  })
})
