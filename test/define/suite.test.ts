import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  defineApi,
  defineDialect,
  entity,
  found,
  operations,
  worded,
} from '../../contract/define.ts'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import { toText } from '../../contract/verify/report/reports.ts'
import { verify } from '../../contract/verify/verify.ts'
import { library } from './library.ts'

const pause = async () => {}
const held = async (provider: Provider) => verify(await library.suite(), provider, { pause })

const text = z.string()
const Settings = z.strictObject({ id: text, theme: z.enum(['light', 'dark']) })
const settings = entity({ schema: Settings, id: 'id', documented: [{ id: 'one' }] })
const dialect = defineDialect({
  entities: { settings },
  auth: { query: 'key' },
  failure: z.strictObject({ error: text }),
  always: [401, 429],
  limit: 2,
  refusals: worded(({ detail }) => ({ error: detail }), { invalid: 400 }),
})
const op = operations(dialect, { tag: 'Settings', about: 'The only ones.' })
const ok = { status: 204 } as const
const confirmed = z.object({ sure: z.literal('1') })

/** An API with one thing in it, which is gone for good once it is deleted. */
const alone = defineApi({
  name: 'alone',
  title: 'Alone',
  url: 'https://api.alone.test',
  about: 'One thing.',
  credentials: { shown: 'abc', about: 'Any key.' },
  dialect,
  operations: {
    show: op.get('/settings', 'Show', { replies: { 200: Settings } }).by((_, { store }) => ({
      status: 200,
      body: { ...found(store.settings.get('one'), 'settings', 'one') },
    })),
    change: op
      .put('/settings', 'Change', {
        body: z.object({ theme: Settings.shape.theme }),
        replies: { 204: 'Changed.' },
        refuses: [400],
        sends: { theme: 'dark' },
      })
      .by(({ body }) => {
        body()
        return ok
      }),
    remove: op
      .delete('/settings', 'Delete', {
        query: confirmed,
        replies: { 204: 'Gone.' },
        refuses: [400],
      })
      .by(({ query }) => {
        query()
        return ok
      }),
  },
})

const Person = z.strictObject({ id: z.string(), email: text })
const sent = z.object({ email: text })
const person = entity({ schema: Person, id: 'id', defaults: { id: ({ ids }) => ids.text(8) } })
const addressed = defineDialect({
  entities: { person },
  auth: 'bearer',
  failure: z.strictObject({ error: text }),
  always: [401],
  refusals: worded(({ detail }) => ({ error: detail })),
})
const people = operations(addressed, { tag: 'People', about: 'Who can be written to.' })

const writable = {
  body: sent,
  replies: { 200: Person },
  sends: { email: 'ada@example.com' },
} as const

/** An API whose page says of an address no more than that it is text. */
const directory = defineApi({
  name: 'directory',
  title: 'Directory',
  url: 'https://directory.test',
  about: 'People.',
  credentials: { shown: 'key', about: 'Any key.' },
  dialect: addressed,
  operations: {
    create: people
      .post('/people', 'Add a person', { ...writable, refuses: [400, 422] })
      .by(({ body }, { store }) => ({ status: 200, body: { ...store.person.create(body()) } })),
    show: people
      .get('/people/:id', 'Show a person', { replies: { 200: Person }, refuses: [404] })
      .by(({ params }, { store }) => ({
        status: 200,
        body: { ...store.person.found(params.id) },
      })),
    remove: people
      .delete('/people/:id', 'Remove a person', { replies: { 204: 'Gone.' }, refuses: [404] })
      .by(({ params: { id } }, { store: { person } }) => {
        person.delete(person.found(id))
        return ok
      }),
  },
})

describe('the suite of a description', () => {
  it('writes nothing that it has not made', async () => {
    const double = alone.create()
    const sent: string[] = []
    const provider: Provider = request => {
      const { pathname, search } = new URL(request.url)
      sent.push(`${request.method} ${pathname}${search}`)
      return double.fetch(request)
    }
    const { counts } = await verify(await alone.suite(), provider, { pause })
    expect(counts).toMatchObject({ breaches: 0, passed: 3 })
    expect(sent).toEqual([
      'GET /settings?key=abc',
      'GET /settings',
      'PUT /settings',
      'DELETE /settings',
    ])
  })

  it('sends an address where one is shown, to whoever looks closer than the page', async () => {
    const double = directory.create()
    const strict: Provider = async request => {
      const [, email = '@'] = /"email":"([^"]*)"/.exec(await request.clone().text()) ?? []
      return email.includes('@')
        ? double.fetch(request)
        : Response.json({ error: 'No address.' }, { status: 422 })
    }
    const { counts } = await verify(await directory.suite(), strict, { pause })
    expect(counts).toMatchObject({ breaches: 0, failed: 0 })
  })

  it('lets whoever shows credentials in, and counts by them', async () => {
    const double = alone.create({ rateLimit: true })
    const statuses = ['', '?key=a', '?key=a', '?key=a', '?key=b'].map(
      async search => (await double.fetch(`/settings${search}`)).status,
    )
    expect(await Promise.all(statuses)).toEqual([401, 200, 200, 429, 200])
  })

  it('shows in its document how a key in the query is sent', async () => {
    const { paths, components } = await alone.openapi()
    expect(components.securitySchemes.key).toMatchObject({ in: 'query', name: 'key' })
    expect(Object.keys(paths['/settings']?.delete?.responses ?? {})).toEqual([
      '204',
      '400',
      '401',
      '429',
    ])
    expect(paths['/settings']?.delete?.responses[400]?.content).toMatchObject({
      'application/json': {
        examples: { 'A wrong "sure"': { value: { error: expect.any(String) } } },
      },
    })
  })

  it('finds nothing in its own double, provokes all that can be had from outside, and leaves nothing', async () => {
    const double = library.create()
    const report = await held(double.fetch)
    expect(toText(report)).not.toContain('breach:')
    expect(report.counts).toMatchObject({ failed: 0, breaches: 0, skipped: 0 })
    expect(report.operations.flatMap(({ unprovoked }) => unprovoked)).toEqual(Array(5).fill(429))
    expect(report.leftovers).toEqual([])
    expect(double.db.book.getAll()).toHaveLength(1)
    expect(report.counts.scenarios).toBe(16)
  })

  type Double = ReturnType<typeof library.create>
  const where = (request: Request) => ({
    isbn: { equals: new URL(request.url).pathname.split('/').at(-1)?.replace('.json', '') ?? '' },
  })
  const json = (body: unknown, status: number) => Response.json(body, { status })

  const drifts: readonly (readonly [
    what: string,
    title: string,
    drift: (double: Double, request: Request) => Promise<Response | undefined>,
  ])[] = [
    [
      'forgets what was created',
      'A created book has what was sent, and is found',
      async (double, request) => {
        if (request.method !== 'POST') return undefined
        const response = await double.fetch(request)
        if (response.status === 201)
          double.db.book.deleteMany({ where: { lent: { equals: false } } })
        return response
      },
    ],
    [
      'creates without the tags',
      'A created book has what was sent, and is found',
      async (double, request) => {
        if (request.method !== 'POST') return undefined
        const response = await double.fetch(request)
        if (response.status !== 201) return response
        const { book } = await response.json()
        const isbn = { equals: book.isbn }
        double.db.book.update({ where: { isbn }, data: { tags: [] } })
        return json({ book: { ...book, tags: [] } }, 201)
      },
    ],
    [
      'empties what an update leaves out',
      'An update of one book keeps the rest of it, and every other',
      async (double, request) => {
        if (request.method !== 'PATCH') return undefined
        double.db.book.update({ where: where(request), data: { authors: [] } })
        return undefined
      },
    ],
    [
      'updates all of them',
      'An update of one book keeps the rest of it, and every other',
      async (double, request) => {
        if (request.method !== 'PATCH') return undefined
        double.db.book.updateMany({ where: { lent: { equals: false } }, data: { lent: true } })
        return undefined
      },
    ],
    [
      'updates before it refuses',
      'A refused update of a book changes nothing',
      async (double, request) => {
        const response = await double.fetch(request.clone())
        if (request.method === 'PATCH' && response.status === 422)
          double.db.book.update({ where: where(request), data: { title: 'x' } })
        return response
      },
    ],
    [
      'keeps what was deleted',
      'A deleted book is gone, and another stays',
      async (_, request) =>
        request.method === 'DELETE' ? new Response(null, { status: 204 }) : undefined,
    ],
    [
      'shows the first page always',
      'Two pages with one book each are a page with two',
      async (double, request) => double.fetch(request.url.replace('page=2', 'page=1'), request),
    ],
    [
      'lets strangers in',
      'listBooks without credentials is a 401',
      async (double, request) => {
        const headers = { 'X-Library-Key': 'key_1' }
        return request.method === 'GET' ? double.fetch(request.url, { headers }) : undefined
      },
    ],
  ]

  it.each(drifts)('accuses a provider that %s', async (_, title, drift) => {
    const double = library.create()
    const report = await held(async request => {
      const reply = await drift(double, request)
      return reply ?? double.fetch(request)
    })
    const failed = report.scenarios.filter(({ result }) => result === 'failed')
    expect(failed.map(one => one.title)).toContain(title)
  })
})
