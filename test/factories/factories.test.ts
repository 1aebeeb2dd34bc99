import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createFaker } from '../../factories/faker.ts'
import { createFactories, type Factory } from '../../factories/index.ts'
import { makeUser } from '../../factories/overplane/user.ts'
import { createOberplan } from '../../handlers/oberplan/index.ts'
import { createOverplane } from '../../handlers/overplane/index.ts'
import { createPterodactyl } from '../../handlers/pterodactyl/index.ts'

const times = <Made>(count: number, make: () => Made): Made[] =>
  Array.from({ length: count }, () => make())

/** `count` of each model, a model at a time. */
const made = (seed: number, count: number) => {
  const factories = createFactories({ seed })
  return {
    overplaneUser: times(count, factories.overplaneUser),
    overplaneProjectUser: times(count, factories.overplaneProjectUser),
    pterodactylUser: times(count, factories.pterodactylUser),
    pterodactylServer: times(count, factories.pterodactylServer),
    oberplanUser: times(count, factories.oberplanUser),
  }
}

const many = made(1, 2000)

describe('the seed', () => {
  it('makes the same entities when it is the same', () => {
    expect(made(7, 20)).toEqual(made(7, 20))
  })

  it('makes other entities of every model when it is another', () => {
    const [one, other] = [made(1, 1), made(2, 1)]
    expect(one.overplaneUser).not.toEqual(other.overplaneUser)
    expect(one.overplaneProjectUser).not.toEqual(other.overplaneProjectUser)
    expect(one.pterodactylUser).not.toEqual(other.pterodactylUser)
    expect(one.pterodactylServer).not.toEqual(other.pterodactylServer)
    expect(one.oberplanUser).not.toEqual(other.oberplanUser)
  })

  it('makes what golden.json says, whatever faker is installed', () => {
    const golden = readFileSync(new URL('golden.json', import.meta.url), 'utf8')
    expect(made(1, 2)).toEqual(JSON.parse(golden))
  })
})

describe('one entity more', () => {
  it('changes no other of its model', () => {
    expect(made(1, 6).overplaneUser.slice(0, 5)).toEqual(made(1, 5).overplaneUser)
  })

  it('changes none of another model that is made in between', () => {
    const { overplaneUser, pterodactylServer, oberplanUser } = createFactories({ seed: 1 })
    const users = times(5, () => {
      times(3, pterodactylServer)
      oberplanUser()
      return overplaneUser()
    })
    expect(users).toEqual(many.overplaneUser.slice(0, 5))
  })

  it('needs none before it: the sixth is made of seed, model and number alone', () => {
    const sixth = makeUser(createFaker(1)('overplane/user', 5), 5)
    expect(sixth).toEqual(many.overplaneUser[5])
  })

  it('is counted by each set of factories for itself', () => {
    const [one, other] = [createFactories({ seed: 1 }), createFactories({ seed: 1 })]
    times(3, one.pterodactylUser)
    const [fourth, first] = [one.pterodactylUser(), other.pterodactylUser()]
    expect([fourth, first]).toEqual([many.pterodactylUser[3], many.pterodactylUser[0]])
  })
})

describe('overrides', () => {
  const wins = <Values>(factory: (seed: number) => Factory<Values>, overrides: Partial<Values>) => {
    const plain = factory(1)()
    expect(factory(1)(overrides)).toEqual({ ...plain, ...overrides })
    expect(plain).not.toMatchObject(overrides)
  }

  it('win, and change nothing else', () => {
    wins(seed => createFactories({ seed }).overplaneUser, { first_name: 'Ada', last_name: null })
    wins(seed => createFactories({ seed }).overplaneProjectUser, { parent_id: 'p', idx: 9 })
    wins(seed => createFactories({ seed }).pterodactylUser, { id: 5, root_admin: true })
    wins(seed => createFactories({ seed }).pterodactylServer, { user: 4, limits: { memory: 1 } })
    wins(seed => createFactories({ seed }).oberplanUser, { password: 'mypassword' })
  })
})

describe('over 2,000 entities', () => {
  const { overplaneUser, overplaneProjectUser, pterodactylUser, pterodactylServer, oberplanUser } =
    many
  const distinct = (values: unknown[]) => new Set(values).size

  it('ids, uuids and short identifiers differ', () => {
    for (const entities of [overplaneUser, overplaneProjectUser, oberplanUser]) {
      expect(distinct(entities.map(({ id }) => id))).toBe(2000)
    }
    const uuids = [...pterodactylUser, ...pterodactylServer].map(({ uuid }) => uuid)
    expect(distinct(uuids)).toBe(4000)
    expect(distinct(pterodactylServer.map(({ identifier }) => identifier))).toBe(2000)
  })

  it('addresses, usernames and external ids differ', () => {
    for (const people of [overplaneUser, overplaneProjectUser, pterodactylUser, oberplanUser]) {
      expect(distinct(people.map(({ email }) => email))).toBe(2000)
    }
    for (const people of [overplaneUser, pterodactylUser]) {
      expect(distinct(people.map(({ username }) => username))).toBe(2000)
    }
    const given = pterodactylUser.map(user => user.external_id).filter(id => id !== null)
    expect(distinct(given)).toBe(given.length)
  })

  it('each is younger than the one before, and none was changed before it was made', () => {
    for (const entities of [overplaneUser, pterodactylUser, pterodactylServer, oberplanUser]) {
      const created = entities.map(({ created_at }) => created_at)
      expect(created).toEqual([...new Set(created)].sort())
      expect(entities.every(({ created_at, updated_at }) => created_at <= updated_at)).toBe(true)
    }
  })

  it('ids and times are written as their API writes them', () => {
    for (const { id, created_at } of overplaneUser) {
      expect(id).toMatch(/^user_[a-z0-9]{16}$/)
      expect(created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    }
    for (const { uuid, created_at } of [...pterodactylUser, ...pterodactylServer]) {
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
    }
    for (const { id, password } of oberplanUser) {
      expect(id).toMatch(/^[a-z0-9]{16}$/)
      expect(password).toMatch(/^[\w-]{6,}$/)
    }
  })

  it('a server agrees with its own environment', () => {
    for (const { uuid, identifier, container, feature_limits } of pterodactylServer) {
      const { environment = '', startup_command } = container
      expect(identifier).toBe(uuid.slice(0, 8))
      expect(JSON.parse(environment)).toMatchObject({
        STARTUP: startup_command,
        P_SERVER_LOCATION: expect.stringMatching(/^(lon|fra|nyc)$/),
        P_SERVER_UUID: uuid,
        P_SERVER_ALLOCATION_LIMIT: feature_limits.allocations,
      })
    }
  })
})

describe('a model takes in what is made, whole', () => {
  const { db: overplane } = createOverplane({ world: 'empty' })
  const { db: pterodactyl } = createPterodactyl({ world: 'empty' })
  const { db: oberplan } = createOberplan({ world: 'empty' })

  const takesIn = <Values extends object>(values: Values[], create: (values: Values) => object) => {
    for (const one of values.slice(0, 200)) {
      // Without the symbols that `@mswjs/data` adds.
      expect(Object.fromEntries(Object.entries(create(one)))).toEqual(one)
    }
  }

  it('of Overplane', () => {
    takesIn(many.overplaneUser, overplane.user.create)
    takesIn(many.overplaneProjectUser, overplane.projectUser.create)
  })

  it('of Pterodactyl, and counts the ids', () => {
    const numbered = <Values>(values: Values[]) =>
      values.map((one, nth) => ({ ...one, id: nth + 1 }))
    takesIn(numbered(many.pterodactylUser), ({ id: _, ...one }) => pterodactyl.user.create(one))
    takesIn(numbered(many.pterodactylServer), ({ id: _, ...one }) => pterodactyl.server.create(one))
  })

  it('of Oberplan', () => takesIn(many.oberplanUser, oberplan.user.create))
})

describe('@faker-js/faker', () => {
  it('is loaded by factories/faker.ts alone', () => {
    const root = new URL('../../', import.meta.url)
    const loading =
      /\bimport\s+(?!type\b)([^'"]*from\s+)?['"]@faker-js\/faker|\bimport\(\s*['"]@faker-js\/faker/
    const folders = ['bench', 'contract', 'factories', 'fixtures', 'handlers', 'server', 'test']
    const files = folders.flatMap(folder =>
      readdirSync(new URL(folder, root), { encoding: 'utf8', recursive: true })
        // What the bench installs, and what another test writes meanwhile, is nobody's here.
        .filter(file => file.endsWith('.ts') && !/(^|\/)(\.|node_modules\/)/.test(file))
        .map(file => `${folder}/${file}`),
    )
    const loaders = files.filter(file => loading.test(readFileSync(new URL(file, root), 'utf8')))
    expect(loaders).toEqual(['factories/faker.ts'])
  })
})
