import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { key, openPanel, range } from './panel.ts'

// Nodeactyl has no method to filter, to sort, to choose a page's size, to include servers, to find a user by its
// external id or to set one: pterojs.test.ts does that. Of a refusal it hands on the status and nothing else.

interface Item {
  readonly object: string
  readonly attributes: Readonly<Record<string, unknown>> & { readonly id: number }
}

interface List {
  readonly object: string
  readonly data: readonly Item[]
  readonly meta: { readonly pagination: object }
}

/** Those of its methods that are about users and servers; the package declares no types. */
interface Application {
  getAllUsers(): Promise<List>
  getUserPage(page: number): Promise<List>
  getUserDetails(id: number): Promise<Item>
  getUserByUsername(username: string): Promise<Item | undefined>
  getUserByEmail(email: string): Promise<Item | undefined>
  createUser(
    ...fields: [email: string, username: string, first: string, last: string, password?: string]
  ): Promise<Item>
  updateUserDetails(
    id: number,
    ...fields: [
      email: string,
      username: string,
      first: string,
      last: string,
      language?: string,
      password?: string,
    ]
  ): Promise<true>
  deleteUser(id: number): Promise<true>
  getAllServers(): Promise<List>
  getServerPage(page: number): Promise<readonly Item[]>
  getServerDetails(id: number): Promise<Item['attributes']>
}

interface Nodeactyl {
  readonly NodeactylApplication: new (host: string, key: string) => Application
}

const require = createRequire(import.meta.url)
const { NodeactylApplication }: Nodeactyl = require('nodeactyl')

const open = async (auth = key) => {
  const panel = await openPanel()
  return { app: new NodeactylApplication(panel.url, auth), arrivals: panel.arrivals }
}

const idsOf = (items: readonly Item[]) => items.map(({ attributes }) => attributes.id)

const ada = ['ada@clients.example', 'Ada.L', 'Ada', 'Lovelace'] as const
const asAda = {
  email: 'ada@clients.example',
  username: 'ada.l',
  first_name: 'Ada',
  last_name: 'Lovelace',
}

describe('Nodeactyl reads', () => {
  it('the servers, which applications ask for before anything else', async () => {
    const { app, arrivals } = await open()
    const servers = await app.getAllServers()
    expect(idsOf(servers.data)).toEqual(range(1, 39))
    expect(servers.meta.pagination).toMatchObject({ total: 39, per_page: 50, total_pages: 1 })
    expect(arrivals).toEqual([
      {
        line: 'GET /api/application/servers?page=1',
        length: null,
        accept: 'Application/vnd.pterodactyl.v1+json',
      },
    ])
    expect(await app.getServerPage(2)).toEqual([])
    expect(await app.getServerDetails(4)).toMatchObject({ id: 4, user: 17 })
    await expect(app.getServerDetails(9999)).rejects.toBe(404)
  })

  it('the first page of the users', async () => {
    const { app } = await open()
    const { object, data, meta } = await app.getAllUsers()
    expect(object).toBe('list')
    expect(idsOf(data)).toEqual(range(4, 53))
    expect(meta.pagination).toEqual({
      total: 121,
      count: 50,
      per_page: 50,
      current_page: 1,
      total_pages: 3,
      links: { next: expect.stringMatching(/^http:\/\/127.*\/api\/application\/users\?page=2$/) },
    })
  })

  it('any page of the users, also one past the end', async () => {
    const { app } = await open()
    const pages = await Promise.all([1, 2, 3, 4].map(page => app.getUserPage(page)))
    expect(pages.flatMap(({ data }) => idsOf(data))).toEqual(range(4, 124))
    expect(pages.map(({ data }) => data.length)).toEqual([50, 50, 21, 0])
  })

  // It looks through all pages and keeps what it found on the last one: a created user stands there, user 4 does not.
  it('a user by its username or email, page by page', async () => {
    const { app, arrivals } = await open()
    await app.createUser(...ada)
    const path = '/api/application/users'
    expect(await app.getUserByUsername('ada.l')).toMatchObject({ attributes: { id: 125 } })
    const pages = [1, 1, 2, 3].map(page => `GET ${path}?page=${page}`)
    expect(arrivals.map(({ line }) => line)).toEqual([`POST ${path}`, ...pages])
    expect(await app.getUserByEmail('ada@clients.example')).toMatchObject({ attributes: asAda })
    expect(await app.getUserByUsername('nobody')).toBeUndefined()
  })

  it('a user', async () => {
    const { app } = await open()
    expect(await app.getUserDetails(4)).toEqual({
      object: 'user',
      attributes: {
        id: 4,
        external_id: null,
        uuid: '4c45016d-0148-4794-89b6-970e0b429b54',
        username: 'test-user',
        email: 'example@example.com',
        first_name: 'test',
        last_name: 'user',
        language: 'en',
        root_admin: true,
        '2fa': false,
        created_at: '2022-09-15T17:33:34+00:00',
        updated_at: '2022-09-15T17:33:35+00:00',
      },
    })
    await expect(app.getUserDetails(9999)).rejects.toBe(404)
  })
})

describe('Nodeactyl writes', () => {
  it('a user with the password null', async () => {
    const { app } = await open()
    const created = await app.createUser(...ada)
    const attributes = { ...asAda, id: 125, language: 'en', root_admin: false, '2fa': false }
    expect(created).toMatchObject({ object: 'user', attributes })
    expect(created).toHaveProperty(
      'meta.resource',
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/application\/users\/125$/),
    )
    expect(await app.getUserDetails(125)).toMatchObject({ attributes })
  })

  it('no user twice', async () => {
    const { app } = await open()
    await app.createUser(...ada, 'analytical')
    await expect(app.createUser(...ada)).rejects.toBe(422)
    expect((await app.getAllUsers()).meta.pagination).toMatchObject({ total: 122 })
  })

  it('an update, in which it sends every field', async () => {
    const { app } = await open()
    await app.createUser(...ada)
    const [, ...names] = ada
    const renamed = { ...asAda, email: 'new@clients.example' }
    expect(await app.updateUserDetails(125, renamed.email, ...names, 'en', '')).toBe(true)
    expect(await app.getUserDetails(125)).toMatchObject({ attributes: renamed })
    const taken = app.updateUserDetails(125, 'example@example.com', ...names, 'en', 'secret')
    await expect(taken).rejects.toBe(422)
    await expect(app.updateUserDetails(9999, ...ada)).rejects.toBe(404)
  })

  it('a deletion, but not of the owner of a server', async () => {
    const { app } = await open()
    expect(await app.deleteUser(4)).toBe(true)
    await expect(app.getUserDetails(4)).rejects.toBe(404)
    await expect(app.deleteUser(4)).rejects.toBe(404)
    await expect(app.deleteUser(17)).rejects.toBe(400)
    expect((await app.getAllUsers()).meta.pagination).toMatchObject({ total: 120 })
  })

  it('nothing with a bad key, or with one that may only read', async () => {
    const unknown = (await open('ptla_unknown')).app
    await expect(unknown.getAllUsers()).rejects.toBe(401)
    await expect(unknown.createUser(...ada)).rejects.toBe(401)
    const { app } = await open('ptla_readonly')
    await expect(app.createUser(...ada)).rejects.toBe(403)
    expect((await app.getAllUsers()).data).toHaveLength(50)
  })
})
