import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  always,
  defineApi,
  defineDialect,
  entity,
  named,
  operations,
  parameter,
  worded,
} from '../../contract/define.ts'
import { toText } from '../../contract/verify/report/reports.ts'
import { verify } from '../../contract/verify/verify.ts'

// Two entities, of which one has a field that can be left out, and operations that are of neither.

const Guest = named(
  'Guest',
  'A guest.',
  z.object({
    name: z.string(),
    room: z.optional(z.int()),
    marks: z.array(z.object({ of: z.string() })),
  }),
)
const Order = named('Order', 'An order.', z.object({ id: z.int(), dish: z.string() }))
const guest = entity({
  schema: Guest,
  id: 'name',
  orders: { name: one => one.name },
  documented: [{ name: 'ada' }],
})
const order = entity({ schema: Order, id: 'id', documented: [{ id: 7, dish: 'soup' }] })
const dialect = defineDialect({
  entities: { guest, order },
  auth: 'bearer',
  failure: z.strictObject({ error: z.string() }),
  always: [401],
  refusals: worded(({ detail }) => ({ error: detail })),
})
const op = operations(dialect, { tag: 'Inn', about: 'An inn.' })

const inn = defineApi({
  name: 'inn',
  title: 'Inn',
  url: 'https://inn.test',
  about: 'Guests, and what they eat.',
  credentials: { shown: 'key', about: 'Any.' },
  dialect,
  operations: {
    enter: op
      .post('/door', 'Enter', {
        body: z.object({ word: z.string() }),
        replies: { 200: Guest },
        refuses: [400, 422],
        sends: { word: 'open' },
      })
      .by(always({ status: 200, body: { name: 'ada', marks: [] } })),
    listGuests: op
      .get('/guests', 'List guests', {
        query: z.object({ room: z.optional(parameter(z.int())) }),
        replies: { 200: z.array(Guest) },
        refuses: [422],
      })
      .by(({ query }, { store }) => {
        const { room } = query()
        const all = store.guest.slice('name', 0, store.guest.size)
        return { status: 200, body: all.filter(one => room === undefined || one.room === room) }
      }),
    addGuest: op
      .post('/guests', 'Add a guest', {
        body: z.object({ name: z.string(), marks: z.array(z.string()) }),
        replies: { 201: Guest },
        refuses: [400, 422],
        sends: { name: 'grace', marks: ['quiet'] },
      })
      .by(({ body }, { store }) => {
        const { name, marks } = body()
        return { status: 201, body: store.guest.create({ name, marks: marks.map(of => ({ of })) }) }
      }),
    showGuest: op
      .get('/guests/:name', 'Show a guest', { replies: { 200: Guest }, refuses: [404] })
      .by(({ params: { name } }, { store }) => ({ status: 200, body: store.guest.found(name) })),
    showOrder: op
      .get('/orders/:id', 'Show an order', { replies: { 200: Order }, refuses: [404] })
      .by(({ params: { id } }, { store }) => ({ status: 200, body: store.order.found(id) })),
    dropOrder: op
      .delete('/orders/:id', 'Drop an order', { replies: { 204: 'It is gone.' }, refuses: [404] })
      .by(({ params: { id } }, { store }) => {
        store.order.delete(store.order.found(id))
        return { status: 204 }
      }),
    weather: op
      .get('/weather/:place', 'The weather', { replies: { 200: z.string() }, refuses: [404] })
      .by(always({ status: 200, body: 'fair' })),
  },
})

const headers = { Authorization: 'Bearer key' }

describe('an API of two entities', () => {
  it('has fields that are left out where nobody gives them', async () => {
    const { fetch } = inn.create()
    expect(await (await fetch('https://inn.test/guests', { headers })).json()).toEqual([
      { name: 'ada', marks: [] },
    ])
  })

  it('shows in its document each path with an entity that is there', async () => {
    const { paths } = await inn.openapi()
    expect(paths['/orders/{id}']?.delete?.parameters).toMatchObject([{ name: 'id', example: '7' }])
    expect(paths['/guests/{name}']?.get?.parameters).toMatchObject([{ example: 'ada' }])
  })

  it('says of an object that nobody calls strict the same in both directions', async () => {
    const { components } = await inn.openapi()
    expect(components.schemas.Guest).not.toHaveProperty('additionalProperties')
  })

  it('keeps its contract: what shows a guest at the door makes none, and nobody asks for a 404 that is never said', async () => {
    const report = await verify(await inn.suite(), inn.create().fetch)
    expect(report.counts.breaches, toText(report)).toBe(0)
    expect(report.counts.failed).toBe(0)
  })
})

describe('a parameter of a query', () => {
  const read = (schema: z.ZodMiniType, sent: string) => z.safeParse(parameter(schema), sent).data

  it.each([
    [z.int(), '12', 12],
    [z.number(), '-1.5', -1.5],
    [z.boolean(), 'true', true],
    [z.boolean(), 'false', false],
    [z.array(z.int()), '1,2', [1, 2]],
    [z.array(z.string()), '', []],
    [z.literal([1, 2]), '2', 2],
    [z.string(), '12', '12'],
  ])('is read as what it is meant as: %#', (schema, sent, value) => {
    expect(read(schema, sent)).toEqual(value)
  })

  it.each([
    [z.int(), '1.5'],
    [z.int(), 'many'],
    [z.boolean(), 'yes'],
    [z.array(z.int()), '1,a'],
  ])('is refused where it is something else: %#', (schema, sent) => {
    expect(z.safeParse(parameter(schema), sent).success).toBe(false)
  })

  it('counts a room as a number, and refuses what is none', async () => {
    const { fetch, db } = inn.create()
    db.guest.create({ name: 'grace', room: 3 })
    const reply = await fetch('https://inn.test/guests?room=3', { headers })
    expect(await reply.json()).toEqual([{ name: 'grace', room: 3, marks: [] }])
    expect((await fetch('https://inn.test/guests?room=x', { headers })).status).toBe(422)
  })
})
