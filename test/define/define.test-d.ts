import { describe, expectTypeOf, it } from 'vitest'
import * as z from 'zod/mini'
import { defineDialect, entity, operations, worded } from '../../contract/define.ts'
import { library } from './library.ts'

const Todo = z.strictObject({ id: z.int(), title: z.string() })
const todo = entity({ schema: Todo, id: 'id', lookups: { title: ({ title }) => title } })
const dialect = defineDialect({
  entities: { todo },
  auth: 'bearer',
  failure: z.strictObject({ error: z.string() }),
  always: [401],
  authenticate: () => ({ key: 'a' }),
  refusals: worded(({ detail }) => ({ error: detail })),
})
const op = operations(dialect, { tag: 'Todos', about: 'What is to be done.' })
const show = op.get('/todos/:id.json', 'Show', { replies: { 200: Todo }, refuses: [404] })
const page = z.object({ limit: z.coerce.number() })
const list = op.get('/todos', 'List', { query: page, replies: { 200: z.array(Todo) } })
const remove = op.delete('/todos/:id', 'Delete', { replies: { 204: 'It is gone.' } })
const one = { id: 1, title: 'a' }

describe('an operation of a description', () => {
  it('answers with a documented status and body', () => {
    show.by(() => ({ status: 200, body: one }))
    remove.by(() => ({ status: 204 }))
    // @ts-expect-error 201 is not documented
    show.by(() => ({ status: 201, body: one }))
    // @ts-expect-error the body lacks its title
    show.by(() => ({ status: 200, body: { id: 1 } }))
    // @ts-expect-error a 204 has no body
    remove.by(() => ({ status: 204, body: one }))
    // @ts-expect-error a 200 has one
    show.by(() => ({ status: 200 }))
    // @ts-expect-error a refusal has the envelope of all refusals
    show.by(() => ({ status: 404, body: one }))
  })

  it('is given the parameters of its path, its query, and the store of the entities', () => {
    show.by(({ params, caller }, { store }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly id: string }>()
      expectTypeOf(caller).toEqualTypeOf<{ key: string }>()
      expectTypeOf(store.todo.get(1)).toEqualTypeOf<z.output<typeof Todo> | undefined>()
      store.todo.all('title', 'a')
      // @ts-expect-error there is no such index
      store.todo.all('email', 'a')
      // @ts-expect-error there is no such entity
      store.user.get(1)
      // @ts-expect-error the path has no such parameter
      params.name
      return { status: 200, body: one }
    })
    list.by(({ query }) => {
      expectTypeOf(query()).toEqualTypeOf<{ limit: number }>()
      return { status: 200, body: [one] }
    })
  })
})

describe('a double of a description', () => {
  const double = library.create()

  it('has the models of its entities', () => {
    double.db.book.create({ title: 'Emma', authors: [{ name: 'Jane Austen' }], subtitle: null })
    expectTypeOf(double.db.book.getAll()[0]?.authors).toEqualTypeOf<
      { name: string }[] | undefined
    >()
    // @ts-expect-error a book has no such field
    double.db.book.create({ name: 'Emma' })
    // @ts-expect-error its tags are texts
    double.db.book.create({ tags: [7] })
    // @ts-expect-error there is no such model
    double.db.author.getAll()
  })

  it('takes overrides with documented statuses alone', () => {
    double.override('createBook', { status: 422 })
    // @ts-expect-error a create has no 404
    double.override('createBook', { status: 404 })
    // @ts-expect-error there is no such operation
    double.override('burnBook', { status: 401 })
  })

  it('starts from a world of its API', () => {
    library.create({ world: { name: 'one', library: db => void db.book.create({ title: 'A' }) } })
    // @ts-expect-error there is no such API
    library.create({ world: { name: 'one', libary: () => {} } })
  })
})
