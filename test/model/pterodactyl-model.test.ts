import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPterodactyl, type PterodactylDouble } from '../../handlers/index.ts'
import type { UserAttributes as User } from '../../handlers/pterodactyl/transformers.ts'

/** What the panel should hold: users in the order of ids, and its time, which goes on by a second a command. */
interface Model {
  users: readonly User[]
  lastId: number
  second: number
}

const path = '/api/application/users'
/** The statuses that were met, over all runs. */
const met = new Set<number>()

async function ask({ fetch }: PterodactylDouble, method: string, target: string, sent?: object) {
  const headers = { Authorization: 'Bearer ptla_full', 'Content-Type': 'application/json' }
  const response = await fetch(path + target, { method, headers, body: JSON.stringify(sent) })
  const text = await response.text()
  met.add(response.status)
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

const few = <T>(...values: readonly T[]) => fc.constantFrom(...values)
const fields = fc.record(
  {
    email: few('ann@a.co', 'ANN@a.co', 'bob@a.co', 'bob@B.co', 'cleo@b.co', 'dan@b.co', 'bad'),
    username: few('ann', 'Ann', 'bob', 'BOB', 'cleo', 'd-e.f', 'dan', 'evan', 'no'),
    first_name: few('A', 'B', 'C', ''),
    last_name: few('A', 'B'),
    external_id: few('e1', 'E1', 'e2', 'F-12', 'g', '', null),
    root_admin: fc.boolean(),
    password: few('secret', '', null),
  },
  { requiredKeys: ['email', 'username', 'first_name', 'last_name'] },
)
type Fields = typeof fields extends fc.Arbitrary<infer Sent> ? Sent : never

const text = few('a', 'AN', 'ann,eve', '.CO', 'n', 'e', 'e1 ,S', '0', 'f-', 'x', ' ', ',')
const filter = fc.tuple(fc.constantFrom('email', 'username', 'external_id', 'uuid'), text)
const query = fc.record(
  {
    filters: fc.uniqueArray(filter, { maxLength: 2, selector: ([field]) => field }),
    sort: few('id', '-id', 'uuid', '-uuid', 'uuid,-id'),
    page: fc.integer({ min: 1, max: 4 }),
    per_page: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: [] },
)
type Query = typeof query extends fc.Arbitrary<infer Asked> ? Asked : never

/** The rules that the fields break: unique whatever the case, but for the user's own. */
function broken({ users }: Model, { email, external_id, username, first_name }: Fields, own = 0) {
  const isTaken = (field: 'email' | 'external_id' | 'username', value: string | null = null) =>
    users.some(({ id, ...user }) => value && id !== own && isAlike(user[field], value))
  const rules = {
    'email email': email === 'bad',
    'email unique': isTaken('email', email),
    'external_id unique': isTaken('external_id', external_id),
    'username unique': isTaken('username', username),
    'username p_username': username === 'no',
    'first_name required': first_name === '',
  }
  return Object.entries(rules).flatMap(([rule, isBroken]) => (isBroken ? [rule] : []))
}
const isAlike = (one: string | null, other: string) => one?.toLowerCase() === other.toLowerCase()

function expectBroken(reply: Awaited<ReturnType<typeof ask>>, rules: readonly string[]) {
  const errors: { meta: { source_field: string; rule: string } }[] = reply.body.errors
  const told = errors.map(({ meta }) => `${meta.source_field} ${meta.rule}`)
  expect({ status: reply.status, told }).toEqual({ status: 422, told: rules })
}

/** What a user has of the fields; the password is not to be seen. */
const kept = ({ password: _, external_id, ...sent }: Fields) => ({
  ...sent,
  username: sent.username.toLowerCase(),
  ...(external_id !== undefined && { external_id: external_id || null }),
})
const defaults = { external_id: null, language: 'en', root_admin: false, '2fa': false }

const timeOf = ({ second }: Model) => new Date(Date.UTC(2024, 0, 1, 0, 0, second))
const nowOf = (model: Model) => timeOf(model).toISOString().replace('.000Z', '+00:00')
const found = ({ users }: Model, id: number) => users.find(user => user.id === id)
/** Any id there has been, and the next one. */
const idOf = ({ lastId }: Model, nth: number) => 1 + (nth % (lastId + 1))

async function create(model: Model, panel: PterodactylDouble, sent: Fields) {
  const rules = broken(model, sent)
  const reply = await ask(panel, 'POST', '', sent)
  if (rules.length > 0) return expectBroken(reply, rules)
  const times = { created_at: nowOf(model), updated_at: nowOf(model) }
  model.lastId += 1
  const { uuid } = reply.body.attributes
  const user: User = { ...defaults, ...kept(sent), ...times, id: model.lastId, uuid }
  expect(reply).toMatchObject({ status: 201, body: { object: 'user', attributes: user } })
  expect(model.users.map(one => one.uuid)).not.toContain(uuid)
  model.users = [...model.users, user]
}

async function update(model: Model, panel: PterodactylDouble, change: [number, Fields, boolean]) {
  const [nth, fresh, isRepeated] = change
  const id = idOf(model, nth)
  const user = found(model, id)
  const { email, username, first_name, last_name } = (isRepeated && user) || fresh
  const sent = { ...fresh, email, username, first_name, last_name }
  const reply = await ask(panel, 'PATCH', `/${id}`, sent)
  if (!user) return expect(reply.status).toBe(404)
  const rules = broken(model, sent, id)
  if (rules.length > 0) return expectBroken(reply, rules)
  const changed = { ...user, ...kept(sent) }
  const isSame = JSON.stringify(changed) === JSON.stringify(user) && !sent.password
  const updated = isSame ? user : { ...changed, updated_at: nowOf(model) }
  expect(reply).toEqual({ status: 200, body: { object: 'user', attributes: updated } })
  model.users = model.users.map(one => (one.id === id ? updated : one))
}

async function remove(model: Model, panel: PterodactylDouble, nth: number) {
  const id = idOf(model, nth)
  expect((await ask(panel, 'DELETE', `/${id}`)).status).toBe(found(model, id) ? 204 : 404)
  model.users = model.users.filter(user => user.id !== id)
}

/** Parts of values, whatever their case; commas mean or, several fields and; a filter of nothing finds everybody. */
const matches = (user: User, filters: NonNullable<Query['filters']>): boolean =>
  filters.every(([field, sent]) => {
    const parts = sent.split(',').flatMap(part => part.trim() || [])
    const isIn = (part: string) => user[field]?.toLowerCase().includes(part.toLowerCase())
    return parts.length === 0 || parts.some(isIn)
  })

async function list({ users }: Model, panel: PterodactylDouble, asked: Query) {
  const { filters = [], ...rest } = asked
  const { sort = 'id', page = 1, per_page = 50 } = rest
  const key = sort.includes('uuid') ? 'uuid' : 'id'
  const rows = users.filter(user => matches(user, filters))
  const up = rows.toSorted((one, other) => (one[key] < other[key] ? -1 : 1))
  const all = sort.startsWith('-') ? up.toReversed() : up
  const shown = all.slice((page - 1) * per_page, page * per_page)
  const data = shown.map(attributes => ({ object: 'user', attributes }))
  const [total, total_pages] = [rows.length, Math.max(1, Math.ceil(rows.length / per_page))]
  const pagination = { total, count: shown.length, per_page, current_page: page, total_pages }
  const found = filters.map(([field, sent]) => `filter[${field}]=${sent}`)
  const search = [...found, ...Object.entries(rest).map(([name, sent]) => `${name}=${sent}`)]
  const { status, body } = await ask(panel, 'GET', `?${search.join('&')}`)
  expect({ status, data: body.data }).toEqual({ status: 200, data })
  expect(body).toMatchObject({ object: 'list', meta: { pagination } })
}

async function look({ users }: Model, panel: PterodactylDouble, external: string) {
  const holder = users.find(({ external_id }) => isAlike(external_id, external))
  const { status, body } = await ask(panel, 'GET', `/external/${external}`)
  expect([status, body.attributes]).toEqual(holder ? [200, holder] : [404, undefined])
}

type Deed<Sent> = (model: Model, panel: PterodactylDouble, sent: Sent) => Promise<unknown>

/** Does something a second after the last command, and then looks at everybody. */
const after = <Sent>(sent: fc.Arbitrary<Sent>, deed: Deed<Sent>) =>
  sent.map(value => ({
    check: () => true,
    async run(model: Model, panel: PterodactylDouble) {
      model.second += 1
      await deed(model, panel, value)
      await list(model, panel, {})
    },
    toString: () => `${deed.name}(${fc.stringify(value)})`,
  }))

const nth = fc.nat(30)
const change = fc.tuple(nth, fields, fc.boolean())
const writes = [after(fields, create), after(change, update), after(nth, remove)]
const reads = [after(query, list), after(few('e1', 'E2', 'f-12', 's3'), look)]
const commands = fc.commands([...writes, ...reads], { maxCommands: 40, size: 'max' })

/** The users at the start, whose uuids sort otherwise than their ids. */
const users = ['eve', 'fay', 'guy', 'hal', 'ida'].map(
  (username, nth): User => ({
    ...defaults,
    ...{ id: nth + 1, uuid: `${'c4a0f'[nth]}0000000-0000-4000-8000-000000000000`, username },
    ...{ email: `${username}@${nth % 2 ? 'A' : 'b'}.co`, first_name: 'S', last_name: 'T' },
    ...{ created_at: '2023-05-06T07:08:09+00:00', updated_at: '2023-05-06T07:08:09+00:00' },
    external_id: nth % 2 ? `S${nth}` : null,
  }),
)

function start() {
  const model: Model = { users, lastId: users.length, second: 0 }
  const pterodactyl = (db: PterodactylDouble['db']) => users.map(user => db.user.create(user))
  const world = { name: 'five users', pterodactyl }
  const real = createPterodactyl({ world, fidelity: 'observed', now: () => timeOf(model) })
  return { model, real }
}

it('the panel does what a plain array of users would do, whatever comes after what', async () => {
  const run = fc.asyncProperty(commands, all => fc.asyncModelRun(start, all))
  await fc.assert(run, { numRuns: 100 })
  expect([...met].toSorted()).toEqual([200, 201, 204, 404, 422])
})
