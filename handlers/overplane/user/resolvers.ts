import type { Resolvers } from '../../../contract/answer/endpoint.ts'
import { found } from '../../../contract/answer/refusal.ts'
import type { OverplaneStore } from '../../../factories/overplane/store.ts'
import type { Caller } from '../dialect.ts'
import type { userContract } from './contract.ts'

export const userResolvers = (
  { users }: OverplaneStore,
  now: () => string,
): Resolvers<typeof userContract, Caller> => ({
  retrieveUser({ params }) {
    const user = found(users.get(params.id), 'user', params.id)
    return { status: 200, body: { ...user } }
  },

  listUsers({ query }) {
    const { limit, offset } = query()
    const data = users.slice('created', offset, limit, true).map(user => ({ ...user }))
    const has_more = offset + data.length < users.size
    return { status: 200, body: { data, has_more, total: users.size } }
  },

  createUser({ body }) {
    const user = users.create(body())
    return { status: 200, body: { ...user } }
  },

  updateUser({ params, body }) {
    const user = found(users.get(params.id), 'user', params.id)
    const updated = users.update(user, { ...body(), updated_at: now() })
    return { status: 200, body: { ...updated } }
  },

  deleteUser({ params }) {
    const user = found(users.get(params.id), 'user', params.id)
    users.delete(user)
    return { status: 200, body: { id: params.id, deleted: true } }
  },
})
