import type { Received, Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at, column } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'
import {
  changed,
  defaults,
  filled,
  idOf,
  paramsOf,
  required,
  time,
  unset,
  userUpdateScenarios,
} from './user-update-scenarios.ts'

type User = Scenario<Operation>
type Ask = Stage<Operation>['ask']

const idsOf = (list: Received): unknown[] => column(at(list.body, 'data'), 'id')

const creates: readonly User[] = [
  {
    title: 'A create with the required fields alone sets the others to their default, or to null',
    page: 'enabled boolean, default: true; user_type string, default: System User',
    async run({ ask, says, same, unique, resting }) {
      const body = required(unique())
      const user = await ask('createUser', { body })
      says(user, { created_at: time, updated_at: time, ...defaults, ...body })
      const { full_name, ...others } = unset
      await resting(['ids'], async () => says(user, { id: /^user_/ }))
      await resting(['unset'], async () => says(user, others))
      await resting(['unset', 'fullName'], async () => says(user, { full_name }))
      await resting(['firstUpdate'], async () =>
        same(user, 'updated_at', at(user.body, 'created_at'), at(user.body, 'updated_at')),
      )
    },
  },
  {
    title: 'A created user has what was sent, and is retrieved so',
    page: 'Returns the newly created user object if the call succeeded.',
    needs: ['formats'],
    async run({ ask, says, unique }) {
      const body = filled(unique())
      const user = await ask('createUser', { body })
      says(user, body)
      says(await ask('retrieveUser', paramsOf(user)), Object(user.body))
    },
  },
  {
    title: 'A create ignores id, created_at, updated_at and unknown keys',
    rests: ['unknownKeys'],
    async run({ ask, says, same, unique }) {
      const id = unique()
      const past = '1999-01-01T00:00:00Z'
      const own = { id, created_at: past, updated_at: past, nothing_known: 1 }
      const user = await ask('createUser', { body: { ...own, ...required(unique()) } })
      says(user, { created_at: /^(?!1999)/, updated_at: /^(?!1999)/ })
      same(user, 'id as sent', false, idOf(user) === id)
      await ask('retrieveUser', { params: { id } }, 404)
    },
  },
  {
    title: 'Two users may share every field',
    rests: ['uniqueness'],
    needs: ['formats'],
    async run({ ask, same, unique }) {
      const body = filled(unique())
      const first = await ask('createUser', { body })
      const second = await ask('createUser', { body })
      same(second, 'another id', true, idOf(second) !== idOf(first))
    },
  },
  {
    title: 'A refused create creates nobody, and names every fault',
    page: 'email string required',
    async run({ ask, says, same, unique }) {
      const first_name = unique()
      const reply = await ask('createUser', { body: { first_name, enabled: 'yes' } }, 400)
      says(reply, { error: { param: 'email', message: /email.*enabled/ } })
      const list = await ask('listUsers', { query: { limit: 5 } })
      const names = column(at(list.body, 'data'), 'first_name')
      same(list, 'the refused one', false, names.includes(first_name))
    },
  },
]

const twoOf = async (ask: Ask, unique: () => string) =>
  [
    await ask('createUser', { body: filled(unique()) }),
    await ask('createUser', { body: filled(unique()) }),
  ] as const

const deletes: readonly User[] = [
  {
    title: 'A deleted user is gone, and cannot be deleted again',
    page: 'Permanently deletes a user. This cannot be undone.',
    async run({ ask, says, same, unique }) {
      const user = await ask('createUser', { body: required(unique()) })
      const before = await ask('listUsers')
      says(await ask('deleteUser', paramsOf(user)), { id: idOf(user), deleted: true })
      await ask('retrieveUser', paramsOf(user), 404)
      await ask('updateUser', { ...paramsOf(user), body: {} }, 404)
      await ask('deleteUser', paramsOf(user), 404)
      const after = await ask('listUsers')
      same(after, 'the deleted one', false, idsOf(after).includes(idOf(user)))
      same(after, 'total', Number(at(before.body, 'total')) - 1, at(after.body, 'total'))
    },
  },
  {
    title: 'An update and a delete of one user leave another as it was',
    page: 'Updates the specified user. Permanently deletes a user.',
    needs: ['formats'],
    async run({ ask, says, unique }) {
      const [one, other] = await twoOf(ask, unique)
      await ask('updateUser', { ...paramsOf(one), body: changed(unique()) })
      says(await ask('retrieveUser', paramsOf(other)), Object(other.body))
      await ask('deleteUser', paramsOf(one))
      says(await ask('retrieveUser', paramsOf(other)), Object(other.body))
    },
  },
  {
    title: 'A deleted user leaves its rows where they are',
    rests: ['cascade'],
    needs: ['references'],
    async run({ ask, says, unique }) {
      const user = await ask('createUser', { body: required(unique()) })
      const parent_id = unique()
      const row = { parent_id, parent_type: 'Project', user: idOf(user) }
      const made = await ask('createProjectUser', { body: row })
      await ask('deleteUser', paramsOf(user))
      says(await ask('listProjectUsers', { query: { parent_id } }), { data: [made.body] })
    },
  },
]

/** Users and what becomes of them, one at a time. */
export const userScenarios: readonly User[] = [...creates, ...userUpdateScenarios, ...deletes]
