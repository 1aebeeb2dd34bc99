import { describe, expect, it } from 'vitest'
import { demo } from '../../fixtures/index.ts'
import {
  apis,
  createDoubles,
  createOberplan,
  createOverplane,
  createPterodactyl,
  type Double,
  type DoubleOptions,
  type World,
  type WorldChoice,
} from '../../handlers/index.ts'

type AnyDouble = Double<unknown, WorldChoice>

type Create = (options: DoubleOptions<WorldChoice>) => AnyDouble
type Subject = readonly [title: string, create: Create, path: string, authorization: string]

const subjects: readonly Subject[] = [
  ['Overplane', createOverplane, '/api/core/user', 'Bearer sk_1'],
  ['Pterodactyl', createPterodactyl, '/api/application/users', 'Bearer ptla_1'],
  ['Oberplan', createOberplan, '/v1/users/me', `Basic ${btoa('user@oberplan.com:mypassword')}`],
]

/** All that can be seen of a double: what it holds, what it was asked, what it is told to answer. */
const stateOf = ({ snapshot, journal, overrides }: AnyDouble) =>
  JSON.stringify([snapshot(), journal.entries, overrides.list])

/** A double that has been asked, and told to answer. */
async function inUse([, create, path, authorization]: Subject) {
  const double: AnyDouble = create({ world: demo, rateLimit: 1000 })
  await double.fetch(path, { headers: { Authorization: authorization } })
  const [operation = ''] = Object.keys(double.contract)
  double.overrides.add(operation, { status: 401 })
  return double
}

/** A snapshot as it can be broken: `users` is there in each API. */
interface Whole {
  users: Record<string, unknown>[]
  $double: { ids: number[]; highest: Record<string, number>; parts: Record<string, unknown> }
  [entities: string]: unknown
}

/** A snapshot, changed within; each time another copy. */
const changed = (double: AnyDouble, change: (whole: Whole) => void) => {
  const copy: Whole = JSON.parse(JSON.stringify(double.snapshot()))
  change(copy)
  return copy
}

const entityOf = ({ users }: Whole) => users[1] ?? {}

const broken: readonly (readonly [string, (double: AnyDouble) => unknown, string | RegExp])[] = [
  ['nothing', () => undefined, 'it is wrong at "" (expected object, and is missing)'],
  ['null', () => null, 'it is wrong at "" (expected object, not null)'],
  ['a number', () => 5, 'it is wrong at "" (expected object, not 5)'],
  ['a list', () => [], 'it is wrong at "" (expected object, not an array)'],
  ['two ids', d => changed(d, w => Object.assign(w.$double, { ids: [1, 2] })), '"$double.ids" ('],
  [
    'ids that are texts',
    d => changed(d, w => Object.assign(w.$double, { ids: ['1', '2', '3', '4'] })),
    '"$double.ids.0" (',
  ],
  [
    'ids that never change',
    d => changed(d, w => Object.assign(w.$double, { ids: [0, 0, 0, 0] })),
    'its "ids" are all 0',
  ],
  [
    'something of its own that there is none',
    d => changed(d, w => Object.assign(w.$double, { clock: 5 })),
    '"$double.clock" (nothing is expected there)',
  ],
  [
    'parts that are a list',
    d => changed(d, w => Object.assign(w.$double, { parts: [] })),
    '"$double.parts" (expected object',
  ],
  [
    'a part that there is none',
    d => changed(d, w => Object.assign(w.$double.parts, { nothing: [] })),
    'it has parts "nothing", and the double has ',
  ],
  [
    'entities that are a text',
    d => changed(d, w => Object.assign(w, { users: 'x' })),
    'its "users" is no list of entities',
  ],
  [
    'entities of another double',
    d => changed(d, w => Object.assign(w, { nothings: [] })),
    'it has entities "nothings", and the double has users',
  ],
  [
    'entities called __proto__',
    d => JSON.parse(JSON.stringify(d.snapshot()).replace('{', '{"__proto__":[],')),
    'it has entities "__proto__", and',
  ],
  [
    'an entity that is null',
    d => changed(d, ({ users }) => users.splice(1, 1, null as never)),
    'its "users" is wrong in entity 2 at "" (expected object, not null)',
  ],
  [
    'a field that is a number',
    d => changed(d, w => Object.assign(entityOf(w), { email: 5 })),
    /its "users" is wrong in the entity ".+" at "email" \(expected string, not 5\)\./,
  ],
  [
    'a field that is null and may not be',
    d => changed(d, w => Object.assign(entityOf(w), { updated_at: null })),
    /the entity ".+" at "updated_at" \(expected string, not null\)/,
  ],
  [
    'a field that there is none',
    d => changed(d, w => Object.assign(entityOf(w), { nickname: 'x' })),
    /the entity ".+" at "nickname" \(nothing is expected there\)/,
  ],
  [
    'an entity with a key __proto__',
    d => JSON.parse(JSON.stringify(d.snapshot()).replace('[{', '[{"__proto__":{"a":1},')),
    /its ".+" is wrong in the entity ".+" at "__proto__" \(nothing is expected there\)/,
  ],
  [
    'an empty id',
    d =>
      changed(d, w =>
        Object.assign(entityOf(w), { id: typeof entityOf(w).id === 'string' ? '' : 0 }),
      ),
    'its "users" is wrong in entity 2: its "id" is empty',
  ],
  [
    'an id twice',
    d => changed(d, ({ users }) => users.push({ ...users[0] })),
    /its "users" has the entity ".+" twice/,
  ],
  [
    'a highest id that is a text',
    d => changed(d, ({ $double }) => Object.assign($double.highest, { users: '5' })),
    '"$double.highest.users" (expected number, not "5")',
  ],
  [
    'a highest id of nothing',
    d => changed(d, ({ $double }) => Object.assign($double.highest, { nothings: 5 })),
    'it has a highest "nothings", and the double has users',
  ],
  [
    'a quota that is none',
    d =>
      changed(d, ({ $double }) =>
        Object.assign($double.parts, { quota: [{ key: 'a', end: 'soon', used: 1 }] }),
      ),
    'its "quota" is wrong at "0.end" (expected number, not "soon")',
  ],
]

describe.each(subjects)('%s', (...subject) => {
  it.each(broken)('refuses a snapshot with %s, and stays as it was', async (_, make, why) => {
    const double = await inUse(subject)
    const before = stateOf(double)
    const snapshot = make(double)
    expect(() => double.restore(snapshot as never)).toThrow(why)
    expect(() => double.restore(snapshot as never)).toThrow(
      /^Failed to restore the snapshot: .+\. Give what snapshot\(\) gave, or entities as in \{ "\w+": \[\{ … \}\] \}\.$/,
    )
    expect(stateOf(double)).toBe(before)
  })

  it('takes back what it gave, through JSON too', async () => {
    const double = await inUse(subject)
    const taken = JSON.stringify(double.snapshot())
    double.reset('empty')
    double.restore(JSON.parse(taken))
    expect(JSON.stringify(double.snapshot())).toBe(taken)
  })

  it.each([
    ['at once', 0],
    ['halfway', 1],
    ['at the end', 2],
  ])('stays as it was where a world throws %s', async (_, step) => {
    const double = await inUse(subject)
    const before = stateOf(double)
    const fill = (db: { readonly user: { create(values: object): unknown } }): void => {
      if (step === 0) throw new Error('No world.')
      for (let nth = 1; nth < 50; nth += 1) db.user.create({ email: `${nth}@b.c`, username: 'a' })
      if (step === 1) db.user.create({ email: null })
      throw new Error('No world.')
    }
    const world = { name: 'broken', overplane: fill, pterodactyl: fill, oberplan: fill } as World
    expect(() => double.reset(world)).toThrow(/^(No world\.|Failed to (create a|put the entity) )/)
    expect(stateOf(double)).toBe(before)
  })
})

it('refuses a part of Pterodactyl or Overplane, with the entity and the field', () => {
  const pterodactyl: AnyDouble = createPterodactyl({ world: demo })
  const overplane: AnyDouble = createOverplane()
  const limits = changed(pterodactyl, ({ servers }) =>
    Object.assign(Object(Object(servers)[2].limits), { memory: 'much' }),
  )
  expect(() => pterodactyl.restore(limits)).toThrow(
    'its "servers" is wrong in the entity "3" at "limits.memory" (expected number, not "much")',
  )
  const key = changed(pterodactyl, ({ apiKeys }) =>
    Object.assign(Object(apiKeys)[0], { admin: 'yes' }),
  )
  expect(() => pterodactyl.restore(key)).toThrow(
    'its "apiKeys" is wrong in entity 1 at "admin" (expected boolean, not "yes")',
  )
  const row = changed(overplane, ({ projectUsers }) =>
    Object.assign(Object(projectUsers)[0], { idx: 1.5 }),
  )
  expect(() => overplane.restore(row)).toThrow(
    'its "projectUsers" is wrong in the entity "project-user_abc123" at "idx" (expected int, not 1.5)',
  )
})

it('shows no password of a snapshot that it refuses', () => {
  const double: AnyDouble = createOberplan()
  const snapshot = changed(double, ({ users }) =>
    Object.assign(Object(users[0]), { password: 4711 }),
  )
  expect(() => double.restore(snapshot)).toThrow('at "password" (expected string, not …)')
})

it('resets all doubles or none', async () => {
  const doubles = createDoubles({ world: demo })
  await doubles.fetch('/api/core/user')
  await doubles.fetch('/v1/users/me')
  const all = [doubles.overplane, doubles.pterodactyl, doubles.oberplan]
  const before = all.map(stateOf)
  for (const api of Object.keys(apis)) {
    const world = {
      name: 'broken',
      [api]: () => {
        throw new Error(`No ${api}.`)
      },
    }
    expect(() => doubles.reset(world)).toThrow(`No ${api}.`)
    expect(all.map(stateOf)).toEqual(before)
  }
  doubles.reset('empty')
  expect(all.map(({ journal }) => journal.entries.length)).toEqual([0, 0, 0])
  expect(doubles.overplane.db.user.count()).toBe(0)
})

it('goes on with the ids after a world that threw', async () => {
  const [one, other] = [createPterodactyl(), createPterodactyl()]
  expect(() =>
    one.reset({
      name: 'broken',
      pterodactyl(db) {
        db.user.create({ id: 900, username: 'x' })
        throw new Error('No world.')
      },
    }),
  ).toThrow('No world.')
  const [created, wanted] = [one, other].map(({ db }) => db.user.create({ username: 'ada' }))
  expect({ ...created }).toMatchObject({ id: 5, uuid: wanted?.uuid })
})
