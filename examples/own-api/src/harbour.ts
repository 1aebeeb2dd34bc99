import {
  bodiesOf,
  credentialsIn,
  defineApi,
  defineDialect,
  entity,
  named,
  operations,
  Refused,
  say,
  whole,
  worded,
} from 'contract-doubles/define'
import * as z from 'zod/mini'

const writable = {
  berth: say('The berth, a letter and a number.', z.string().check(z.regex(/^[A-F]\d+$/))),
  boat: say('The name of the boat.', z.string().check(z.minLength(1))),
  nights: say('How long she stays.', z.int().check(z.gte(1), z.lte(30))),
}

const Booking = named(
  'Booking',
  'A berth that is taken for some nights.',
  z.strictObject({
    id: say('The number of the booking.', z.int()),
    ...writable,
    status: say('Whether she has come.', z.enum(['expected', 'moored'])),
    booked_at: say('When it was booked.', z.string()),
  }),
)

const booking = entity({
  schema: Booking,
  id: 'id',
  times: ['booked_at'],
  defaults: { nights: 1, status: 'expected' },
  orders: { id: one => one.id },
  documented: [
    {
      id: 41,
      berth: 'C7',
      boat: 'Nordstern',
      nights: 3,
      booked_at: '2024-05-02T08:15:00Z',
    },
  ],
})

const dialect = defineDialect({
  entities: { booking },
  auth: { header: 'X-Harbour-Key' },
  failure: named('Problem', 'Why not.', z.strictObject({ code: z.string(), message: z.string() })),
  always: [401],
  authenticate(call) {
    const key = credentialsIn({ header: 'X-Harbour-Key' }, call)
    if (key?.startsWith('hk_')) return { key }
    throw new Refused({ kind: 'unauthenticated', credentials: key ? 'wrong' : 'missing' })
  },
  refusals: worded(({ kind, detail }) => ({ code: kind, message: detail }), { unprocessable: 409 }),
})

const there = { kind: 'unprocessable', code: 'moored', detail: 'She is here already.' } as const

const Bookings = z.strictObject({ bookings: z.array(Booking), total: z.int() })
const { creation, changes } = bodiesOf('Booking', writable, { requires: ['berth', 'boat'] })
const Page = z.object({
  limit: say('How many at most.', whole({ usual: 20 })),
  offset: say('How many to skip.', whole({ min: 0, usual: 0 })),
})

const op = operations(dialect, { tag: 'Bookings', about: 'Who stays where.' })

export const harbour = defineApi({
  name: 'harbour',
  title: 'Harbour',
  url: 'https://api.harbour.test/v2',
  about: 'The berths of a harbour, and who has booked them.',
  credentials: { shown: 'hk_demo', about: 'A key of the harbour, as in `hk_demo`.' },
  dialect,
  operations: {
    listBookings: op
      .get('/bookings', 'List bookings', {
        query: Page,
        replies: { 200: Bookings },
        refuses: [422],
      })
      .by(({ query }, { store }) => {
        const { limit, offset } = query()
        const bookings = store.booking.slice('id', offset, limit)
        return { status: 200, body: { bookings, total: store.booking.size } }
      }),
    bookBerth: op
      .post('/bookings', 'Book a berth', {
        body: creation,
        replies: { 201: Booking },
        refuses: [400, 422],
        sends: { berth: 'A3', boat: 'Albatros', nights: 2 },
      })
      .by(({ body }, { store }) => ({ status: 201, body: store.booking.create(body()) })),
    showBooking: op
      .get('/bookings/:id', 'Show a booking', { replies: { 200: Booking }, refuses: [404] })
      .by(({ params: { id } }, { store }) => ({ status: 200, body: store.booking.found(id) })),
    changeBooking: op
      .patch('/bookings/:id', 'Change a booking', {
        body: changes,
        replies: { 200: Booking },
        refuses: [400, 404, 422],
        sends: { nights: 5 },
      })
      .by(({ params: { id }, body }, { store }) => {
        const one = store.booking.found(id)
        return { status: 200, body: store.booking.update(one, body()) }
      }),
    cancelBooking: op
      .delete('/bookings/:id', 'Cancel a booking', {
        replies: { 204: 'It is free again.' },
        refuses: [404],
      })
      .by(({ params: { id } }, { store }) => {
        store.booking.delete(store.booking.found(id))
        return { status: 204 }
      }),
    moor: op
      .post('/bookings/:id/arrival', 'Note that she has come', {
        replies: { 200: Booking },
        refuses: [404, 409],
      })
      .by(({ params: { id } }, { store }) => {
        const one = store.booking.found(id)
        if (one.status === 'moored') throw new Refused(there)
        return { status: 200, body: store.booking.update(one, { status: 'moored' }) }
      }),
  },
})
