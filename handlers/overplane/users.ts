import * as z from 'zod/mini'
import { shown } from '../../contract/answer/refusal.ts'
import {
  type ChoicesOf,
  named,
  operations,
  perEntity,
  Refused,
  type StoreOf,
  say,
  wholeNumber,
} from '../../contract/define.ts'
import { printedUserRequests as printed } from '../../fixtures/overplane/user.ts'
import { toExample } from '../../fixtures/printed.ts'
import { dialect } from './dialect.ts'
import { type entities, User, UserCreation, UserUpdate } from './entities.ts'
import { Deleted, listOf } from './envelopes.ts'
import { nullsAsRead } from './nulls.ts'
import type { readings } from './readings.ts'

const op = operations(dialect, { tag: 'User', about: 'The users of the system.' })
const path = '/api/core/user'

const UserPage = z.object({
  limit: say(
    'Maximum number of objects to return.',
    z._default(wholeNumber(z.int().check(z.gte(0))), 20),
    { type: 'integer', minimum: 1, default: 20 },
  ),
  offset: say(
    'Number of objects to skip for pagination.',
    z._default(wholeNumber(z.int().check(z.gte(0))), 0),
    { type: 'integer', minimum: 0, default: 0 },
  ),
})

const UserList = named(
  'UserList',
  'A paginated list of user objects.',
  listOf(User, {
    data: 'The users of this page.',
    has_more: 'Whether there are users behind this page.',
    total: 'The number of all users.',
  }),
)

const unknown = { title: 'An unknown user', path: `${path}/user_unknown` }

export const users = {
  retrieveUser: op
    .get(`${path}/:id`, 'Retrieve a user', {
      about:
        'Retrieves the details of an existing user. Supply the unique user ID that was returned from a previous request.',
      params: { id: 'The identifier of the user to retrieve.' },
      replies: { 200: { description: 'The user object.', body: User } },
      refuses: [404],
      examples: [toExample(printed.retrieveUser)],
      asks: { 404: unknown },
    })
    .by(({ params: { id } }, { store }) => {
      return { status: 200, body: toShown(store.user.found(id)) }
    }),

  listUsers: op
    .get(path, 'List all users', {
      about:
        'Returns a list of users. The results are sorted by creation date, with the most recently created appearing first.',
      query: UserPage,
      replies: {
        200: { description: 'A page of user objects, the newest first.', body: UserList },
      },
      refuses: [400],
      examples: [toExample(printed.listUsers)],
      asks: { 400: { title: 'A negative limit', path: `${path}?limit=-1` } },
    })
    .by(({ query }, { store: { user }, readings }) => {
      const { limit, offset } = pageOf(query, readings)
      const cut = () => user.slice('created', offset, limit, true)
      const data = toShown.all(user.remember(`page ${offset} ${limit}`, cut))
      const has_more = offset + data.length < user.size
      return { status: 200, body: { data, has_more, total: user.size } }
    }),

  createUser: op
    .post(path, 'Create a user', {
      about: 'Creates a new user object.',
      body: UserCreation,
      replies: { 200: { description: 'The newly created user object.', body: User } },
      refuses: [400],
      examples: [toExample(printed.createUser)],
      asks: { 400: { title: 'A required field is missing', body: { first_name: 'Ada' } } },
    })
    .by(({ body }, { store, readings }) => {
      const sent = body(nullsAsRead(readings))
      refuseTaken(store, readings, sent.email)
      const named = readings.fullName === 'names' ? { full_name: fullNameOf(sent) } : {}
      return { status: 200, body: toShown(store.user.create({ ...named, ...sent })) }
    }),

  updateUser: op
    .patch(`${path}/:id`, 'Update a user', {
      about:
        'Updates the specified user by setting the values of the parameters passed. Any parameters not provided will be left unchanged.',
      params: { id: 'The identifier of the user to update.' },
      body: UserUpdate,
      replies: { 200: { description: 'The updated user object.', body: User } },
      refuses: [400, 404],
      examples: [toExample(printed.updateUser)],
      asks: { 400: { title: 'A required field is emptied', body: { email: '' } }, 404: unknown },
    })
    .by(({ params: { id }, body }, { store, now, readings }) => {
      const user = store.user.found(id)
      const sent = body(nullsAsRead(readings))
      if (sent.email !== user.email) refuseTaken(store, readings, sent.email)
      const isStill = readings.emptyUpdate === 'stays' && Object.keys(sent).length === 0
      const updated_at = isStill ? user.updated_at : now()
      return { status: 200, body: toShown(store.user.update(user, { updated_at, ...sent })) }
    }),

  deleteUser: op
    .delete(`${path}/:id`, 'Delete a user', {
      about: 'Permanently deletes a user. This cannot be undone.',
      params: { id: 'The identifier of the user to delete.' },
      replies: {
        200: { description: 'The confirmation that the user has been deleted.', body: Deleted },
      },
      refuses: [404],
      examples: [toExample(printed.deleteUser)],
      asks: { 404: unknown },
    })
    .by(({ params: { id } }, { store, readings }) => {
      store.user.delete(store.user.found(id))
      if (readings.cascade === 'go') {
        for (const row of store.projectUser.slice('idx', 0, Number.POSITIVE_INFINITY)) {
          if (row.user === id) store.projectUser.delete(row)
        }
      }
      return { status: 200, body: { id, deleted: true } }
    }),
}

type Taken = ChoicesOf<typeof readings>
type Page = z.output<typeof UserPage>

/** A user as it travels. */
const toShown = perEntity((user: z.output<typeof User>) => ({ ...user }))

/** What is shown of the list, as far as the readings let it. */
function pageOf(query: () => Page, readings: Taken): Page {
  const { limit, offset } = queryAsRead(query, readings)
  if (limit === 0 && readings.limitZero === 'refused') throw unfit('min', 1, limit)
  if (limit > 100 && readings.pageMaximum === 'refused over 100') throw unfit('max', 100, limit)
  const asked = limit === 0 && readings.limitZero === 'default' ? 20 : limit
  return { offset, limit: readings.pageMaximum === 100 ? Math.min(asked, 100) : asked }
}

function queryAsRead(query: () => Page, { wrongPages }: Taken): Page {
  try {
    return query()
  } catch (thrown) {
    if (wrongPages === 'default' && thrown instanceof Refused) return { limit: 20, offset: 0 }
    throw thrown
  }
}

const unfit = (rule: string, wanted: number, sent: number): Refused =>
  new Refused({ kind: 'invalid', issues: [{ in: 'query', path: 'limit', rule, wanted, sent }] })

/** Turns away an address that another user has, where that is read so. */
function refuseTaken({ user }: StoreOf<typeof entities>, readings: Taken, email?: string): void {
  if (readings.uniqueness !== 'email' || email === undefined) return
  const isTaken = user
    .slice('created', 0, Number.POSITIVE_INFINITY)
    .some(other => other.email === email)
  if (!isTaken) return
  throw new Refused({
    kind: 'unprocessable',
    code: 'resource_already_exists',
    detail: `Another user has this address: ${shown(email)}.`,
    param: 'email',
  })
}

type Names = {
  readonly [Name in 'first_name' | 'middle_name' | 'last_name']?: string | null | undefined
}

const fullNameOf = ({ first_name, middle_name, last_name }: Names): string =>
  [first_name, middle_name, last_name].filter(name => name).join(' ')
