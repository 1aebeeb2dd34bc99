import { setupServer } from 'msw/node'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { defineApi, defineDialect, entity, operations, worded } from '../../contract/define.ts'
import { library } from './library.ts'

const headers = { 'X-Library-Key': 'key_123' }
const dune = {
  isbn: 'book_dune',
  title: 'Dune',
  subtitle: null,
  tags: ['desert'],
  authors: [{ name: 'Frank Herbert' }],
  size: { pages: 1, height: 20 },
  lent: false,
  created_at: '2024-01-15T09:30:00Z',
}

/** An API of one operation that documents these refusals alone. */
function shelf(refuses: readonly (400 | 401 | 422)[], path: `/${string}` = '/items') {
  const item = entity({ schema: z.strictObject({ id: z.int() }), id: 'id' })
  const dialect = defineDialect({
    entities: { item },
    auth: 'bearer',
    failure: z.string(),
    always: [],
    refusals: worded(({ detail }) => detail),
  })
  const create = operations(dialect, { tag: 'Items', about: 'Items.' })
    .post(path, 'Create an item', { body: z.object({}), replies: { 204: 'Done.' }, refuses })
    .by(() => ({ status: 204 }))
  return defineApi({
    ...{ name: 'shelf', title: 'Shelf', url: 'https://shelf.test', about: 'Items.', dialect },
    credentials: { shown: 'key', about: 'Any key.' },
    operations: { create },
  })
}

const asked = async (reply: Promise<Response>) => {
  const response = await reply
  return { status: response.status, body: await response.json() }
}

const post = (body: unknown, method = 'POST') => ({ method, headers, body: JSON.stringify(body) })

describe('an API of a description', () => {
  it.each([
    [[400, 401], 'takes fields, which may be wrong, which its dialect answers with 422'],
    [[401, 422], 'takes a body, which may be no JSON, which its dialect answers with 400'],
    [[400, 422], 'asks for credentials, which its dialect answers with 401'],
  ] as const)('is refused where it documents no more than %s', (refuses, why) => {
    expect(() => shelf(refuses)).toThrow(`Failed to define the API "shelf": "create" ${why}`)
  })

  it('is refused where a path has its parameters in braces', () => {
    expect(() => shelf([400, 401, 422], '/items/{id}')).toThrow(
      'Failed to define the API "shelf": the path of "create" has "{id}", which is a text like any other here. Write ":id".',
    )
  })

  it('begins with the documented entities, its defaults filled in', async () => {
    const double = library.create()
    expect(await asked(double.fetch('/v1/books/book_dune.json', { headers }))).toEqual({
      status: 200,
      body: { book: dune },
    })
    expect(await asked(double.fetch('/v1/books', { headers }))).toEqual({
      status: 200,
      body: { books: [dune], total: 1 },
    })
  })

  it('creates with lists and objects as they are, and finds what was created', async () => {
    const now = () => new Date('2030-01-02T03:04:05.678Z')
    const double = library.create({ world: 'empty', now })
    const authors = [{ name: 'Jane Austen' }, { name: 'Another Lady' }]
    const sent = { title: 'Emma', authors, size: { pages: 474, height: 19.8 } }
    const response = await double.fetch('/v1/books', post(sent))
    expect(response.status).toBe(201)
    const { book } = await response.json()
    expect(book).toEqual({
      isbn: expect.stringMatching(/^book_[a-z0-9]{8}$/),
      ...sent,
      subtitle: null,
      tags: [],
      lent: false,
      created_at: '2030-01-02T03:04:05Z',
    })
    const place = `https://api.library.test/v1/books/${book.isbn}.json`
    expect(response.headers.get('Location')).toBe(place)
    expect(await asked(double.fetch(place, { headers }))).toEqual({ status: 200, body: { book } })
    expect(double.db.book.getAll()).toMatchObject([{ title: 'Emma', authors }])
  })

  it('updates what is sent, and keeps the rest', async () => {
    const double = library.create()
    const sent = { authors: [], size: { pages: 2, height: 3 } }
    expect(await asked(double.fetch('/v1/books/book_dune', post(sent, 'PATCH')))).toEqual({
      status: 200,
      body: { book: { ...dune, ...sent } },
    })
  })

  it('lets a test arrange lists and objects through its models', async () => {
    const double = library.create()
    const where = { isbn: { equals: 'book_dune' } }
    double.db.book.update({ where, data: { lent: true } })
    double.db.book.update({ where, data: { authors: [{ name: 'Brian Herbert' }] } })
    double.db.book.create({ isbn: 'book_2', title: 'B', size: { pages: 3, height: 4 } })
    const { body } = await asked(double.fetch('/v1/books', { headers }))
    expect(body.books).toMatchObject([
      { isbn: 'book_dune', lent: true, authors: [{ name: 'Brian Herbert' }], tags: ['desert'] },
      { isbn: 'book_2', authors: [], size: { pages: 3, height: 4 } },
    ])
  })

  it('keeps of an object what a test does not give', () => {
    const { db } = library.create()
    const where = { isbn: { equals: 'book_2' } }
    db.book.create({ isbn: 'book_2', title: 'B', size: { pages: 3 } })
    expect(db.book.findFirst({ where })?.size).toEqual({ pages: 3, height: 20 })
    db.book.update({ where, data: { size: { height: 4 } } })
    expect(db.book.findFirst({ where })?.size).toEqual({ pages: 3, height: 4 })
    // @ts-expect-error a size has no such field
    expect(() => db.book.update({ where, data: { size: { depth: 4 } } })).toThrow('"size.depth"')
  })

  it('keeps nothing of what a test put in', () => {
    const double = library.create()
    const size = { pages: 3, height: 4 }
    double.db.book.create({ isbn: 'book_2', title: 'B', size })
    size.pages = 99
    expect(double.db.book.findFirst({ where: { isbn: { equals: 'book_2' } } })?.size.pages).toBe(3)
  })

  it('refuses an entity that the API could not have, and names the field', () => {
    const double = library.create()
    const authors = [{ name: 7 }] as unknown as { name: string }[]
    expect(() => double.db.book.create({ isbn: 'book_2', authors })).toThrow(
      'Failed to put the entity "book_2" into "book": it is wrong at "title" (expected at least 1, not ""), "authors.0.name" (expected string, not 7). Give the field a value that the API could have.',
    )
    expect(double.db.book.count()).toBe(1)
  })

  it('turns away in its own envelope', async () => {
    const double = library.create()
    const statusOf = async (path: string, init?: RequestInit) => asked(double.fetch(path, init))
    expect(await statusOf('/v1/books')).toEqual({
      status: 401,
      body: { error: 'The credentials are missing.', fields: [] },
    })
    expect(await statusOf('/v1/books/nobody.json', { headers })).toEqual({
      status: 404,
      body: { error: 'There is no book "nobody".', fields: [] },
    })
    expect(await statusOf('/v1/books', post({ title: '', tags: 'x' }))).toEqual({
      status: 422,
      body: {
        error: '"title" must have a length of at least 1. "tags" must be of the type array.',
        fields: ['title', 'tags'],
      },
    })
    expect(await statusOf('/v1/nothing', { headers })).toMatchObject({ status: 404 })
    expect(await statusOf('/v1/books', { method: 'PUT', headers })).toMatchObject({ status: 405 })
    expect(await statusOf('/v1/books?page=0', { headers })).toMatchObject({ status: 422 })
  })

  it('deletes', async () => {
    const double = library.create()
    const gone = await double.fetch('/v1/books/book_dune', { method: 'DELETE', headers })
    expect([gone.status, await gone.text()]).toEqual([204, ''])
    expect(double.db.book.count()).toBe(0)
  })

  it('keeps its limit', async () => {
    const double = library.create({ rateLimit: 1 })
    await double.fetch('/v1/books', { headers })
    const refused = await double.fetch('/v1/books', { headers })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('60')
  })

  it('has handlers for msw', async () => {
    const double = library.create()
    const server = setupServer(...double.handlers)
    server.listen({ onUnhandledRequest: 'error' })
    try {
      const response = await fetch('https://api.library.test/v1/books', { headers })
      expect(await response.json()).toEqual({ books: [dune], total: 1 })
    } finally {
      server.close()
    }
  })

  it('starts from a world of its own, and goes back to a snapshot', () => {
    const world = {
      name: 'two',
      library(db: (typeof double)['db'], seed: number) {
        db.book.create({ isbn: `book_${seed}`, title: 'A' })
      },
    }
    const double = library.create({ world: 'empty' })
    double.reset(world)
    const before = double.snapshot()
    double.db.book.create({ isbn: 'book_2', title: 'B', authors: [{ name: 'C' }] })
    const after = double.snapshot()
    double.restore(before)
    expect(double.db.book.getAll()).toMatchObject([{ isbn: 'book_1', title: 'A' }])
    double.restore(after)
    expect(double.db.book.getAll()).toMatchObject([{ title: 'A' }, { authors: [{ name: 'C' }] }])
  })

  it('forces every documented status, with a reply of its own', async () => {
    const double = library.create()
    for (const [name, { responses }] of Object.entries(double.contract)) {
      for (const status of Object.keys(responses).map(Number)) {
        const take = double.overrides.add(name, { status })
        double.overrides.remove(take)
      }
    }
    double.override('createBook', { status: 429 })
    expect(await asked(double.fetch('/v1/books', post({})))).toEqual({
      status: 429,
      body: { error: 'Too many requests. Ask again in 60 seconds.', fields: [] },
    })
  })

  it('journals', async () => {
    const double = library.create()
    await double.fetch('/v1/books', { headers })
    await double.fetch('/v1/boks', { headers })
    expect(double.journal.entries.map(({ operation }) => operation)).toEqual([
      'listBooks',
      undefined,
    ])
    expect(double.journal.violations()).toHaveLength(1)
  })
})
