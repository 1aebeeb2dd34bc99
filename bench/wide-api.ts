import * as z from 'zod/mini'
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
  worded,
} from '../contract/define.ts'

const writable = { title: say('What it is called.', z.string().check(z.minLength(1))) }

const Thing = named(
  'Thing',
  'Something that is kept.',
  z.strictObject({ id: say('Its number.', z.int()), ...writable }),
)
const Things = z.strictObject({ things: z.array(Thing) })
const { creation, changes } = bodiesOf('Thing', writable, { requires: ['title'] })

const thing = entity({
  schema: Thing,
  id: 'id',
  orders: { id: one => one.id },
  documented: [{ id: 1, title: 'The first one' }],
})

const auth = { header: 'X-Key' } as const

const dialect = defineDialect({
  entities: { thing },
  auth,
  failure: named('Problem', 'Why not.', z.strictObject({ code: z.string(), message: z.string() })),
  always: [401],
  authenticate(call) {
    if (credentialsIn(auth, call)) return {}
    throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
  },
  refusals: worded(({ kind, detail }) => ({ code: kind, message: detail }), {}),
})

const op = operations(dialect, { tag: 'Things', about: 'What is kept.' })

/** The path of one of the resources of the API. */
export const pathOf = (nth: number) => `/things-${nth}` as const

/** Operations of which an API has five for each resource. */
export const perResource = 5

/** An API of that many operations, five for each of its resources. */
export const wideApi = (count: number) =>
  defineApi({
    name: 'wide',
    title: 'Wide',
    url: 'https://wide.example.com',
    about: 'An API of many operations.',
    credentials: { shown: 'key', about: 'Any key, as in `X-Key: key`.' },
    dialect,
    operations: Object.fromEntries(
      Array.from({ length: count / perResource }, (_, nth) => resource(nth)).flat(),
    ),
  })

const resource = (nth: number) => [...reads(nth), ...writes(nth)] as const

const reads = (nth: number) =>
  [
    [
      `list${nth}`,
      op.get(pathOf(nth), 'List them', { replies: { 200: Things } }).by((_, { store }) => ({
        status: 200,
        body: { things: store.thing.slice('id', 0, 20) },
      })),
    ],
    [
      `get${nth}`,
      op
        .get(`/things-${nth}/:id`, 'Show one', { replies: { 200: Thing }, refuses: [404] })
        .by(({ params: { id } }, { store }) => ({ status: 200, body: store.thing.found(`${id}`) })),
    ],
  ] as const

const writes = (nth: number) =>
  [
    [
      `create${nth}`,
      op
        .post(pathOf(nth), 'Make one', {
          ...{ body: creation, replies: { 201: Thing }, refuses: [400, 422] },
          sends: { title: 'Another one' },
        })
        .by(({ body }, { store }) => ({ status: 201, body: store.thing.create(body()) })),
    ],
    [
      `update${nth}`,
      op
        .patch(`/things-${nth}/:id`, 'Change one', {
          ...{ body: changes, replies: { 200: Thing }, refuses: [400, 404, 422] },
          sends: { title: 'Another title' },
        })
        .by(({ params: { id }, body }, { store }) => ({
          status: 200,
          body: store.thing.update(store.thing.found(`${id}`), body()),
        })),
    ],
    [
      `delete${nth}`,
      op
        .delete(`/things-${nth}/:id`, 'Remove one', {
          replies: { 204: 'It is gone.' },
          refuses: [404],
        })
        .by(({ params: { id } }, { store }) => {
          store.thing.delete(store.thing.found(`${id}`))
          return { status: 204 }
        }),
    ],
  ] as const
