import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  alike,
  defineApi,
  defineDialect,
  entity,
  named,
  operations,
  parameter,
  Refused,
  say,
  worded,
} from '../../contract/define.ts'
import { createComponents } from '../../contract/openapi/components.ts'
import { notesOf } from '../../contract/openapi/said.ts'
import { library } from './library.ts'

describe('the words of a description', () => {
  const Address = named('Address', 'Where somebody lives.', z.strictObject({ street: z.string() }))
  const text = z.string()
  const Person = named(
    'Person',
    'Somebody.',
    z.strictObject({
      home: say('Where she sleeps.', Address),
      work: say('Where she works.', Address),
      other: z.nullable(Address),
      name: say('What she is called.', text, { maxLength: 9 }),
      nick: z.optional(say('What friends say.', text)),
      first_name: text,
      last_name: alike(say('Of the family.', text), text),
    }),
  )
  const components = createComponents(notesOf([Person]))

  it('stand at each field, and those of a component at the component, which stands once', () => {
    const ref = '#/components/schemas/Address'
    expect(components.refer(Person, 'output')).toEqual({ $ref: '#/components/schemas/Person' })
    expect(components.schemas).toEqual({
      Address: {
        description: 'Where somebody lives.',
        type: 'object',
        required: ['street'],
        additionalProperties: false,
        properties: { street: { description: 'The street.', type: 'string' } },
      },
      Person: {
        description: 'Somebody.',
        type: 'object',
        required: ['home', 'work', 'other', 'name', 'first_name', 'last_name'],
        additionalProperties: false,
        properties: {
          home: { description: 'Where she sleeps.', $ref: ref },
          work: { description: 'Where she works.', $ref: ref },
          other: { description: 'Where somebody lives.', anyOf: [{ $ref: ref }, { type: 'null' }] },
          name: { description: 'What she is called.', type: 'string', maxLength: 9 },
          nick: { description: 'What friends say.', type: 'string' },
          first_name: { description: 'The first name.', type: 'string' },
          last_name: { description: 'Of the family.', type: 'string' },
        },
      },
    })
  })
})

describe('a field that is called as a keyword', () => {
  it('is a field', () => {
    const Inner = named('Inner', 'What is within.', z.strictObject({ a: z.string() }))
    const Odd = z.strictObject({ $ref: Inner, $id: z.string() })
    const { refer, schemas } = createComponents(notesOf([Odd]))
    expect(refer(Odd, 'output')).toMatchObject({
      properties: { $ref: { $ref: '#/components/schemas/Inner' }, $id: { type: 'string' } },
    })
    expect(Object.keys(schemas)).toEqual(['Inner'])
  })
})

describe('the document of a description', () => {
  it('shows every documented status of every operation', async () => {
    const { paths, components, servers } = await library.openapi()
    const operations = Object.values(paths).flatMap(path => Object.values(path))
    const shown = operations.map(({ operationId, responses }) => [
      operationId,
      Object.entries(responses).map(([status, { content }]) => [
        status,
        Object.keys(content?.['application/json'].examples ?? {}),
      ]),
    ])
    const [key, limit] = [
      ['401', ['No API key']],
      ['429', ['The limit is used up']],
    ]
    const [json, large] = [
      ['400', ['A body that is no JSON']],
      ['413', ['A body that is too large']],
    ]
    const unknown = ['404', ['An unknown book']]
    expect(Object.fromEntries(shown)).toEqual({
      listBooks: [['200', ['List books']], key, ['422', ['A wrong "page"']], limit],
      createBook: [
        ['201', ['Create a book']],
        json,
        key,
        large,
        ['422', ['A body without fields']],
        limit,
      ],
      showBook: [['200', ['Show a book']], key, unknown, limit],
      updateBook: [
        ['200', ['Update a book']],
        json,
        key,
        unknown,
        large,
        ['422', ['A wrong "title"']],
        limit,
      ],
      deleteBook: [['204', []], key, ['404', ['An unknown id']], limit],
    })
    expect(Object.keys(paths)).toEqual(['/books', '/books/{isbn}.json', '/books/{isbn}'])
    expect(components.securitySchemes).toEqual({
      key: {
        type: 'apiKey',
        in: 'header',
        name: 'X-Library-Key',
        description: 'A key of the library, as in `key_123`.',
      },
    })
    expect(servers[0]?.url).toBe('https://api.library.test/v1')
  })

  it('reads parameters as the router does', async () => {
    const { paths } = await library.openapi()
    expect(paths['/books/{isbn}.json']?.get?.parameters).toEqual([
      {
        name: 'isbn',
        in: 'path',
        required: true,
        description: 'The isbn.',
        schema: { type: 'string' },
        example: 'book_dune',
      },
    ])
    expect(paths['/books']?.get?.parameters).toMatchObject([
      { name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } },
      { name: 'size', required: false, schema: { type: 'integer', minimum: 1, default: 10 } },
    ])
  })
})

describe('what shows a refusal', () => {
  const Ring = named('Ring', 'That it has rung.', z.strictObject({ id: z.int() }))
  const dialect = defineDialect({
    entities: { ring: entity({ schema: Ring, id: 'id', documented: [{ id: 1 }] }) },
    auth: 'bearer',
    failure: named('Failure', 'Why not.', z.strictObject({ error: z.string() })),
    always: [401],
    refusals: worded(({ detail }) => ({ error: detail })),
  })

  /** A bell that may be rung once, and how often it was asked to. */
  const bell = (more: readonly (500 | 502 | 503)[]) => {
    let asked = 0
    const ring = operations(dialect, { tag: 'Rings', about: 'Of a bell.' })
      .post('/rings', 'Ring', {
        query: z.object({ loud: z.optional(parameter(z.int())) }),
        body: z.object({ by: z.optional(z.string()) }),
        replies: { 201: Ring },
        refuses: [400, 403, 422, ...more],
        sends: { by: 'Ada' },
      })
      .by(({ query, body }, { store }) => {
        asked += 1
        query()
        body()
        if (store.ring.size > 1) throw new Refused({ kind: 'forbidden', detail: 'It has rung.' })
        return { status: 201, body: store.ring.create({}) }
      })
    const api = defineApi({
      ...{ name: 'bell', title: 'Bell', url: 'https://bell.test', about: 'A bell.', dialect },
      credentials: { shown: 'key', about: 'Any.' },
      operations: { ring },
    })
    return { api, asked: () => asked }
  }

  it('is asked of a double that holds what it began with', async () => {
    const { paths } = await bell([]).api.openapi()
    const examples = Object.entries(paths['/rings']?.post?.responses ?? {}).map(
      ([status, { content }]) => [
        status,
        Object.keys(content?.['application/json'].examples ?? {}).length,
      ],
    )
    expect(Object.fromEntries(examples)).toEqual({
      ...{ 201: 1, 400: 1, 401: 1, 403: 0, 413: 1, 422: 1 },
    })
  })

  it('is asked once, however many statuses nothing shows', async () => {
    const [few, many] = [bell([500]), bell([500, 502, 503])]
    await few.api.openapi()
    await many.api.openapi()
    expect(many.asked()).toBe(few.asked())
  })
})
