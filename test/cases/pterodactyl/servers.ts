import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case, Sent } from '../case.ts'
import { answers, missing, panel, path, printed, refusal } from './delete.ts'
import { ada, fourRequired } from './update.ts'

export const as = (key: string, { headers, ...sent }: Sent = {}): Sent => ({
  headers: { Authorization: `Bearer ${key}`, ...headers },
  ...sent,
})
const forbidden = (detail: string) => refusal(403, 'AccessDeniedHttpException', detail)
export const unauthorized = forbidden('This action is unauthorized.')
export const noAdmin = forbidden('This account does not have permission to access the API.')
export const unauthenticated = refusal(401, 'AuthenticationException', 'Unauthenticated.')

const application = '/api/application'
const servers = `${application}/servers`

/** User 4 has the servers 2 and 5, and user 5 has server 9; an account key lacks every permission. */
const racks: World = {
  name: 'racks',
  pterodactyl(db) {
    db.user.create(printed)
    db.user.create({ ...ada, id: 5, external_id: 'crm-5' })
    db.server.create({ id: 9, user: 5 })
    for (const id of [2, 5]) db.server.create({ id, user: 4 })
    const data = { users: 0, servers: 0 }
    db.apiKey.update({ where: { token: { equals: 'ptlc_admin' } }, data })
  },
}
const world = { world: racks }

const server = (id: number, user: number) => ({
  object: 'server',
  attributes: expect.objectContaining({ id, user }),
})
const [two, five, nine] = [server(2, 4), server(5, 4), server(9, 5)]
const found = { status: 200, body: two }
const emptied = (status: number) => ({ status, body: undefined })
const linkTo = (page: number) =>
  expect.stringMatching(new RegExp(`^https?://[^/]+/api/application/servers\\?page=${page}$`))

/** The query and the servers; total, count, per_page, current_page, total_pages and links. */
const pages: readonly Case[] = (
  [
    ['', [two, five, nine], [3, 3, 50, 1, 1], {}],
    ['?per_page=2', [two, five], [3, 2, 2, 1, 2], { next: linkTo(2) }],
    ['?per_page=2&page=2', [nine], [3, 1, 2, 2, 2], { previous: linkTo(1) }],
    ['?per_page=1&page=2', [five], [3, 1, 1, 2, 3], { previous: linkTo(1), next: linkTo(3) }],
    ['?page=9', [], [3, 0, 50, 9, 1], { previous: linkTo(8) }],
    ['?page=abc&per_page=0', [two, five, nine], [3, 3, 15, 1, 1], {}],
  ] as const
).flatMap(([query, data, [total, count, per_page, current_page, total_pages], links]) => {
  const pagination = { total, count, per_page, current_page, total_pages, links }
  return (['documented', 'observed'] as const).map(fidelity => {
    const wanted = { status: 200, body: { object: 'list', data, meta: { pagination } } }
    const title = `The servers are listed by id and paged, as ${fidelity}: "${query}"`
    return answers(title, ['GET', servers + query], wanted, { ...world, fidelity })
  })
})

const tells = (key: string, end: string, wanted: typeof missing) => {
  const title = `The key ${key} is told ${wanted.status} at /servers${end}`
  return answers(title, ['GET', servers + end, as(key)], wanted, world)
}
const strangers = ['9999', '0', '-1', 'nil', '2abc', '2.0', '%202', '0x2', '2e0', printed.uuid]

const reading: readonly Case[] = [
  ...pages,
  ...strangers.map(id => tells('ptla_full', `/${id}`, missing)),
  ...['ptla_noservers', 'ptla_writeonly'].flatMap(key => [
    tells(key, '', unauthorized),
    tells(key, '/2', unauthorized),
    tells(key, '/9999', missing),
  ]),
  tells('ptla_plain', '', noAdmin),
  tells('ptla_plain', '/9999', missing),
  tells('ptla_unknown', '', unauthenticated),
  tells('ptla_expired', '/9999', unauthenticated),
  ...['ptla_nousers', 'ptla_readonly', 'ptlc_admin'].map(key => tells(key, '/2', found)),
  answers('HEAD of a server has no body', ['HEAD', `${servers}/2`], emptied(200), world),
  {
    title: 'A server is the same by itself, in the list and with its owner',
    api: 'pterodactyl',
    world: panel,
    async run(send) {
      const get = (target: string) => send('GET', target, as('ptla_full'))
      const { body } = await get(`${servers}/1`)
      expect(body).toMatchObject({ object: 'server', attributes: { identifier: '2dm7cqkg' } })
      expect(await get(servers)).toHaveProperty('body.data', [body])
      const related = 'body.attributes.relationships.servers.data'
      expect(await get(`${path}/3?include=servers`)).toHaveProperty(related, [body])
    },
  },
]

/** Of a list each item, of a user its servers, of a server its id and relationships; else all there is. */
const seen = (item: unknown): unknown => {
  const { object, data, attributes } = Object(item)
  if (object === 'list') return data.map(seen)
  if (object === 'server') return { id: attributes.id, ...attributes.relationships }
  return object === 'user' ? seen(attributes.relationships?.servers) : item
}
const nothing = { object: 'null_resource', attributes: null }
const his = { user: { object: 'user', attributes: printed } }
const hidden = { user: nothing }
const her = { user: expect.objectContaining({ object: 'user' }) }
const both = (related: object) => [2, 5].map(id => ({ id, ...related }))
const write: Sent = { json: { ...ada, email: 'b@example.net', username: 'bob' } }

const inclusion: readonly Case[] = (
  [
    ['ptla_noservers', 'GET', 'users', 'servers', [nothing, nothing]],
    ['ptla_noservers', 'GET', 'users/4', 'servers', nothing],
    ['ptla_noservers', 'GET', 'users/4', 'servers.user', nothing],
    ['ptla_noservers', 'GET', 'users/external/crm-5', 'servers', nothing],
    ['ptla_noservers', 'POST', 'users', 'servers', nothing],
    ['ptla_noservers', 'PATCH', 'users/4', 'servers', nothing],
    ['ptlc_admin', 'GET', 'users/4', 'servers', both({})],
    ['ptla_full', 'GET', 'users', 'servers.user', [both(his), [{ id: 9, ...her }]]],
    ['ptla_full', 'GET', 'users/4', 'servers,servers.user', both(his)],
    ['ptla_full', 'GET', 'users/4', 'servers.user.servers', both(his)],
    ['ptla_full', 'GET', 'users/4', 'servers.foo', both({})],
    ['ptla_full', 'GET', 'users/4', 'user', undefined],
    ['ptla_full', 'GET', 'servers', 'user', [...both(his), { id: 9, ...her }]],
    ['ptla_full', 'GET', 'servers/2', 'user', { id: 2, ...his }],
    ['ptla_full', 'GET', 'servers/2', 'servers', { id: 2 }],
    ['ptla_nousers', 'GET', 'servers', 'user', [...both(hidden), { id: 9, ...hidden }]],
    ['ptla_nousers', 'GET', 'servers/2', 'user', { id: 2, ...hidden }],
  ] as const
).map(([key, method, end, include, wanted]) => ({
  title: `${method} ${end}?include=${include} gives what the key ${key} may read`,
  api: 'pterodactyl',
  ...world,
  async run(send) {
    const sent = as(key, method === 'GET' ? {} : write)
    const { status, body } = await send(method, `${application}/${end}?include=${include}`, sent)
    expect(status).toBe(method === 'POST' ? 201 : 200)
    expect(seen(body)).toEqual(wanted)
  },
}))

const reads = (method: string, end: string, wanted: typeof missing, sent: Sent = {}) =>
  answers(
    `${method} /users${end} is understood`,
    [method, path + end, as('ptla_full', sent)],
    wanted,
  )
const options = (end: string, allow: string): Case => ({
  title: `OPTIONS /users${end} names the methods without blanks, and needs no key`,
  api: 'pterodactyl',
  async run(send) {
    const { status, body, headers: said } = await send('OPTIONS', path + end)
    expect([status, body, said.get('Allow')]).toEqual([200, undefined, allow])
  },
})
const typed = { 'Content-Type': 'application/json' }
const posts = (title: string, text: string, wanted: typeof missing) =>
  answers(title, ['POST', path, as('ptla_full', { headers: typed, text })], wanted)
export const malformed = (tail: string) => {
  const detail = `The JSON data passed in the request appears to be malformed: ${tail}`
  return refusal(400, 'BadRequestHttpException', detail)
}
const tooDeep = malformed('Maximum stack depth exceeded')
const control = malformed('Control character error, possibly incorrectly encoded')
const levels = (count: number) => '['.repeat(count) + ']'.repeat(count)

const wire: readonly Case[] = [
  options('', 'GET,HEAD,POST'),
  options('/4', 'GET,HEAD,PATCH,DELETE'),
  options('/external/crm-7', 'GET,HEAD'),
  reads('GET', '/4/', { status: 200, body: { object: 'user', attributes: printed } }),
  reads('GET', '%2F4', { status: 200, body: { object: 'user', attributes: printed } }),
  reads('GET', '/?filter[username]=x', { status: 200, body: { object: 'list', data: [] } }),
  reads('GET', '/external/', missing),
  reads('GET', '/external/crm-7/', missing),
  reads('POST', '/', fourRequired, { json: {} }),
  reads('PATCH', '/4/', fourRequired, { json: {} }),
  reads('DELETE', '/4/', emptied(200)),
  posts('A body may have 511 levels', levels(511), fourRequired),
  posts('A body has no 512th level', levels(512), tooDeep),
  posts('An object is a level too', `{"a":${levels(511)}}`, tooDeep),
  posts('Levels side by side do not add up', `[${levels(510)},${levels(510)}]`, fourRequired),
  posts('A bracket in a string is no level', `{"a":"\\"${'['.repeat(600)}"}`, fourRequired),
  posts('A bare tab in a value is refused', '{"a":"b\t"}', control),
  posts('A bare line end in a name is refused', '{"a":1,"b\n":2}', control),
  posts('A control character may be escaped', '{"a":"\\t\\n\\u001f"}', fourRequired),
  posts('Tabs and line ends may stand between tokens', '{\t"a"\r\n:\n1}', fourRequired),
]

/** GET /servers and GET /servers/:id, servers that users include, and how paths and bodies are read. */
export const pterodactylServerCases: readonly Case[] = [...reading, ...inclusion, ...wire]
