import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  credentialsIn,
  defineApi,
  defineDialect,
  entity,
  found,
  named,
  operations,
  Refused,
  say,
  worded,
} from '../../contract/define.ts'

const Size = named('Size', 'A size.', z.strictObject({ width: say('In metres.', z.int()) }))
const Shelf = named(
  'Shelf',
  'A shelf.',
  z.strictObject({
    id: say('The id of the shelf.', z.int()),
    inner: say('The size within.', Size),
    outer: say('The size without.', Size),
  }),
)
const shelf = entity({ schema: Shelf, id: 'id' })
const dialect = defineDialect({
  entities: { shelf },
  auth: 'bearer',
  failure: named('Failure', 'A refusal.', z.strictObject({ error: z.string() })),
  always: [401, 403],
  authenticate(call) {
    const key = credentialsIn('bearer', call)
    if (!key) throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
    if (key === 'guest') throw new Refused({ kind: 'forbidden', detail: 'No guests.' })
    return { key }
  },
  refusals: worded(({ detail }) => ({ error: detail })),
})
const op = operations(dialect, { tag: 'Shelves', about: 'Where books stand.' })
const shelves = defineApi({
  name: 'shelves',
  title: 'Shelves',
  url: 'https://shelves.test',
  about: 'Shelves.',
  credentials: { shown: 'key', about: 'A key.' },
  dialect,
  asked: {
    fill: db => db.shelf.create({ id: 7 }),
    every: { 403: { title: 'A guest', headers: { Authorization: 'Bearer guest' } } },
  },
  operations: {
    listShelves: op
      .get('/shelves', 'List shelves', { replies: { 200: z.array(Shelf) } })
      .by((_, { store }) => ({
        status: 200,
        body: store.shelf.get(7) ? [{ ...found(store.shelf.get(7), 'shelf', '7') }] : [],
      })),
    showShelf: op
      .get('/shelves/:id', 'Show a shelf', {
        replies: { 200: Shelf },
        refuses: [404],
        asks: { 200: { title: 'The seventh', path: '/shelves/7' } },
      })
      .by(({ params: { id } }, { store }) => ({
        status: 200,
        body: { ...found(store.shelf.get(Number(id)), 'shelf', id) },
      })),
  },
})

/** The titles of what the document shows, by status. */
const shown = async (path: string) => {
  const operation = (await shelves.openapi()).paths[path]?.get
  return Object.fromEntries(
    Object.entries(operation?.responses ?? {}).map(([status, { content }]) => [
      status,
      Object.keys(content?.['application/json'].examples ?? {}),
    ]),
  )
}

describe('the document of a description', () => {
  it('refers to a component wherever it stands, with the words of the place', async () => {
    const { schemas } = (await shelves.openapi()).components
    expect(schemas.Shelf?.properties).toEqual({
      id: { description: 'The id of the shelf.', type: 'integer' },
      inner: { description: 'The size within.', $ref: '#/components/schemas/Size' },
      outer: { description: 'The size without.', $ref: '#/components/schemas/Size' },
    })
    expect(schemas.Size).toMatchObject({ description: 'A size.' })
    expect(Object.keys(schemas)).toEqual(['Shelf', 'Size', 'Failure'])
  })

  it('shows what is asked of every operation, and derives what nobody asks', async () => {
    expect(await shown('/shelves')).toEqual({
      200: ['List shelves'],
      401: ['No API key'],
      403: ['A guest'],
    })
  })

  it('derives no success where one is asked', async () => {
    expect(await shown('/shelves/{id}')).toEqual({
      200: ['The seventh'],
      401: ['No API key'],
      403: ['A guest'],
      404: ['An unknown shelf'],
    })
  })
})
