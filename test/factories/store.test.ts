import { drop, factory, nullable, primaryKey } from '@mswjs/data'
import type { FactoryAPI, ModelDictionary } from '@mswjs/data/lib/glossary.js'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSorted, type Place } from '../../factories/store/sorted.ts'
import { createDb, createTable } from '../../factories/store/store.ts'
import { createOberplan, createOverplane, createPterodactyl } from '../../handlers/index.ts'

const seconds = { timeout: 60_000 }

const byPlace = (a: Place, b: Place) =>
  Number(a.key > b.key) - Number(a.key < b.key) || a.turn - b.turn

/** A list with a place for each key, filled in two goes, with removals in between; and what must be in it. */
const fill = (keys: readonly Place['key'][], gone: readonly number[]) => {
  const sorted = createSorted()
  const all = keys.map((key, turn) => ({ key, turn, id: `id ${turn}` }))
  const early = all.filter(({ turn }) => turn % 3 !== 0)
  const late = all.filter(({ turn }) => turn % 3 === 0)
  const removed = new Set(gone)
  early.forEach(sorted.add)
  for (const turn of gone) sorted.remove(all[turn] ?? { key: 'never', turn, id: 'added' })
  late.forEach(sorted.add)
  const left = early.filter(({ turn }) => !removed.has(turn))
  return { sorted, plain: [...left, ...late].sort(byPlace) }
}

describe('a sorted list', seconds, () => {
  const readsLikeAnArray = (key: fc.Arbitrary<Place['key']>) =>
    fc.property(
      fc.array(key, { minLength: 3000, maxLength: 6000, size: 'max' }),
      fc.array(fc.nat(8000), { minLength: 1000, maxLength: 4000, size: 'max' }),
      fc.array(fc.record({ from: fc.nat(6500), count: fc.nat(3000) }), { minLength: 5 }),
      (keys, gone, windows) => {
        const { sorted, plain } = fill(keys, gone)
        const backwards = plain.toReversed()
        expect(sorted.size).toBe(plain.length)
        for (const { from, count } of [...windows, { from: 0, count: Number.POSITIVE_INFINITY }]) {
          expect(sorted.slice(from, count)).toEqual(plain.slice(from, from + count))
          expect(sorted.slice(from, count, true)).toEqual(backwards.slice(from, from + count))
        }
        plain.forEach(sorted.remove)
        expect([sorted.size, sorted.slice(0, 9), sorted.slice(0, 9, true)]).toEqual([0, [], []])
        sorted.add({ key: 'again', turn: 1, id: 1 })
        expect(sorted.slice(0, 9, true)).toEqual([{ key: 'again', turn: 1, id: 1 }])
      },
    )

  it('reads like a plain sorted array, by numbers of which many are equal', () => {
    fc.assert(readsLikeAnArray(fc.integer({ min: -20, max: 20 })), { numRuns: 8 })
  })

  it('reads like a plain sorted array, by text', () => {
    fc.assert(readsLikeAnArray(fc.string({ maxLength: 2 })), { numRuns: 5 })
  })

  it('stays sorted when a whole stretch goes, and part of it comes back', () => {
    const places = Array.from({ length: 6000 }, (_, key) => ({ key, turn: key, id: key }))
    const keysOf = (sorted: ReturnType<typeof createSorted>, from: number, count: number) =>
      sorted.slice(from, count).map(({ key }) => key)
    const sorted = createSorted()
    places.forEach(sorted.add)
    places.slice(500, 4500).forEach(sorted.remove)
    expect([sorted.size, ...keysOf(sorted, 498, 4)]).toEqual([2000, 498, 499, 4500, 4501])
    places.slice(2000, 2003).toReversed().forEach(sorted.add)
    places.slice(5990).forEach(sorted.remove)
    places.slice(0, 10).forEach(sorted.remove)
    places.slice(5, 7).forEach(sorted.add)
    expect([sorted.size, ...keysOf(sorted, 0, 4)]).toEqual([1985, 5, 6, 10, 11])
    expect(keysOf(sorted, 491, 5)).toEqual([499, 2000, 2001, 2002, 4500])
    expect(sorted.slice(0, 2, true).map(({ key }) => key)).toEqual([5989, 5988])
    expect(sorted.slice(1490, 2, true).map(({ key }) => key)).toEqual([2002, 2001])
  })

  it('stays sorted when places come in order, in reverse, and at both ends', () => {
    for (const keyOf of [(n: number) => n, (n: number) => -n, (n: number) => (n % 2 ? n : -n)]) {
      const sorted = createSorted()
      for (let turn = 0; turn < 5000; turn += 1) sorted.add({ key: keyOf(turn), turn, id: turn })
      const keys = sorted.slice(0, 5000).map(({ key }) => Number(key))
      const wanted = Array.from({ length: 5000 }, (_, n) => keyOf(n)).sort((a, b) => a - b)
      expect(keys).toEqual(wanted)
    }
  })
})

const createNotes = () => {
  const db = createDb({
    note: {
      id: primaryKey((): number => notes.nextId),
      author: nullable<string>(() => null),
      stars: Number,
    },
    other: { id: primaryKey((): string => 'other'), author: String },
  })
  const notes = createTable(db, 'note', {
    lookups: { author: note => note.author },
    orders: { stars: note => note.stars },
  })
  const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)
  return {
    db,
    notes,
    by: (author: string) => ids(notes.all('author', author)),
    best: (count = 9) => ids(notes.slice('stars', 0, count, true)),
    worst: (count = 9) => ids(notes.slice('stars', 0, count)),
  }
}

const three = () => {
  const made = createNotes()
  made.db.note.create({ author: 'ada', stars: 2 })
  made.db.note.create({ author: 'ada', stars: 3 })
  made.db.note.create({ author: 'bob', stars: 2 })
  return made
}

const withId = (id: number) => ({ where: { id: { equals: id } } })

describe('the indexes of a model', () => {
  it('follow a create', () => {
    const { db, notes, by, best, worst } = three()
    expect([notes.size, by('ada'), by('bob'), by('eve')]).toEqual([3, [1, 2], [3], []])
    expect([best(), worst(), best(1)]).toEqual([[2, 3, 1], [1, 3, 2], [2]])
    db.note.create({ id: 9, stars: 9 })
    expect([notes.size, notes.get(9)?.stars, best(2)]).toEqual([4, 9, [9, 2]])
    expect(by('null')).toEqual([])
  })

  it('follow an update, and keep the order of creation', () => {
    const { db, notes, by, worst } = three()
    db.note.update({ ...withId(1), data: { author: 'bob', stars: 3 } })
    expect([by('ada'), by('bob'), worst()]).toEqual([[2], [1, 3], [3, 1, 2]])
    db.note.update({ ...withId(3), data: { author: null, stars: 7 } })
    expect([by('bob'), worst(), notes.get(3)?.stars]).toEqual([[1], [1, 2, 3], 7])
  })

  it('follow an update of the primary key', () => {
    const { db, notes, by, worst } = three()
    db.note.update({ ...withId(1), data: { id: 7 } })
    expect([notes.size, notes.get(1), notes.get(7)?.author]).toEqual([3, undefined, 'ada'])
    expect([by('ada'), worst(), notes.nextId]).toEqual([[2, 7], [3, 7, 2], 8])
    expect(by('ada')).toEqual(
      db.note.findMany({ where: { author: { equals: 'ada' } } }).map(r => r.id),
    )
  })

  it('follow nothing that the database refuses', () => {
    const { db, notes, by, worst } = three()
    expect(() => db.note.create({ id: 2, author: 'eve' })).toThrow('already exists')
    expect(() => db.note.update({ ...withId(1), data: { id: 2, author: 'eve' } })).toThrow()
    expect([notes.size, by('ada'), by('eve'), worst()]).toEqual([3, [1, 2], [], [1, 3, 2]])
  })

  it('follow updateMany, delete, deleteMany and drop', () => {
    const { db, notes, by, best } = three()
    db.note.updateMany({ where: { stars: { equals: 2 } }, data: { author: 'eve', stars: 5 } })
    expect([by('ada'), by('eve'), by('bob'), best()]).toEqual([[2], [1, 3], [], [3, 1, 2]])
    db.note.delete(withId(1))
    expect([notes.size, notes.get(1), by('eve'), best()]).toEqual([2, undefined, [3], [3, 2]])
    db.note.create({ author: 'eve', stars: 4 })
    db.note.deleteMany({ where: { author: { equals: 'eve' } } })
    expect([notes.size, by('eve'), best()]).toEqual([1, [], [2]])
    drop(db)
    expect([notes.size, by('ada'), best()]).toEqual([0, [], []])
  })

  it('forget what is deleted: an id that comes back stands last', () => {
    const { db, by, worst } = three()
    db.note.delete(withId(1))
    db.note.create({ id: 1, author: 'ada', stars: 2 })
    expect([by('ada'), worst()]).toEqual([
      [2, 1],
      [3, 1, 2],
    ])
  })

  it('follow what the table itself changes, and change the database with it', () => {
    const { db, notes, by, best } = three()
    const made = notes.create({ author: 'eve', stars: 1 })
    const changed = notes.update(made, { stars: 8 })
    expect([changed.author, by('eve'), best(1)]).toEqual(['eve', [4], [4]])
    expect(db.note.findFirst(withId(4))).toMatchObject({ id: 4, author: 'eve', stars: 8 })
    notes.delete(changed)
    expect([db.note.count(), best(1)]).toEqual([3, [2]])
    notes.clear()
    expect([db.note.getAll(), notes.size, by('ada'), best()]).toEqual([[], 0, [], []])
  })

  it('take no notice of other models', () => {
    const { db, by, notes } = three()
    db.other.create({ id: 'a', author: 'ada' })
    db.other.update({ where: { id: { equals: 'a' } }, data: { author: 'bob' } })
    db.other.deleteMany({ where: {} })
    expect([by('ada'), by('bob'), notes.size]).toEqual([[1, 2], [3], 3])
  })

  it('never give a number a second time, until the table is cleared', () => {
    const { db, notes } = three()
    db.note.deleteMany({ where: { id: { gte: 2 } } })
    expect(db.note.create({}).id).toBe(4)
    db.note.update({ ...withId(4), data: { id: 20 } })
    db.note.update({ ...withId(20), data: { id: 5 } })
    expect(db.note.create({}).id).toBe(21)
    drop(db)
    expect(db.note.create({}).id).toBe(22)
    notes.clear()
    expect(db.note.create({}).id).toBe(1)
  })
})

/** What a step does, to which of the entities, and with which values: all by number. */
interface Step {
  readonly kind: number
  readonly nth: number
  readonly a: number
  readonly b: number
}

interface Run {
  /** The kinds of steps: what can be done to a double, by its db and by its endpoints. */
  readonly deeds: readonly ((step: Step) => unknown)[]
  /** Comparisons of what the endpoints say with a scan of the db. */
  readonly looks: readonly ((step: Step) => unknown)[]
}

/** Does whatever comes, and looks after each step. */
const agrees = (start: () => Run) => {
  const step = fc.record({ kind: fc.nat(99), nth: fc.nat(30), a: fc.nat(4), b: fc.nat(4) })
  const steps = fc.array(step, { minLength: 1, maxLength: 25, size: 'max' })
  const property = fc.asyncProperty(steps, async steps => {
    const { deeds, looks } = start()
    for (const step of steps) {
      await pick(deeds, step.kind)?.(step)
      for (const look of looks) await look(step)
    }
  })
  return fc.assert(property, { numRuns: 40 })
}

const pick = <T>(values: readonly T[], nth: number): T | undefined => values[nth % values.length]

/** Does what `@mswjs/data` refuses where the id is taken already. */
const tried = (run: () => unknown): void => {
  try {
    run()
  } catch (error) {
    expect(String(error)).toContain('already exists')
  }
}

const renewals = ['world', 'empty', 'drop'] as const

/** Back to the double's world, to none, or without any entity left. */
const renew = (double: { reset(world?: 'empty'): void; db: object }, nth: number): void => {
  const renewal = pick(renewals, nth)
  if (renewal === 'world') double.reset()
  else if (renewal === 'empty') double.reset('empty')
  else drop(double.db as FactoryAPI<ModelDictionary>)
}

const plain = (rows: readonly object[]): object[] => JSON.parse(JSON.stringify(rows))
const by =
  <T>(key: (row: T) => string | number) =>
  (one: T, other: T) =>
    Number(key(one) > key(other)) - Number(key(one) < key(other))
const equals = <T>(value: T) => ({ equals: value })

const client =
  (
    double: { fetch: (path: string, init: RequestInit) => Promise<Response> },
    authorization: string,
  ) =>
  async <Body = unknown>(method: string, path: string, sent?: object) => {
    const headers = { authorization, 'content-type': 'application/json' }
    const body = sent && JSON.stringify(sent)
    const response = await double.fetch(path, { method, headers, ...(body && { body }) })
    const text = await response.text()
    const said: Body = text === '' ? undefined : JSON.parse(text)
    return { status: response.status, body: said }
  }

const overplane = (): Run => {
  let clock = 0
  const timeOf = (second: number) => new Date(Date.UTC(2024, 0, 15, 9, 30, second))
  const at = (second: number) => timeOf(second).toISOString().replace('.000Z', 'Z')
  const double = createOverplane({ now: () => timeOf(clock) })
  const ask = client(double, 'Bearer sk_test')
  const { user, projectUser } = double.db
  const [core, projects] = ['/api/core/user', '/api/projects/project-user']
  const userId = (nth: number) => pick(user.getAll(), nth)?.id ?? 'nobody'
  const rowId = (nth: number) => pick(projectUser.getAll(), nth)?.id ?? 'nobody'
  const isUser = (nth: number) => ({ where: { id: equals(userId(nth)) } })
  const isRow = (nth: number) => ({ where: { id: equals(rowId(nth)) } })
  const isOf = (a: number) => ({ where: { created_at: equals(at(a)) } })
  const parents = ['p0', 'p1', null, 'null', '']
  const row = (a: number, b: number) => ({ parent_id: parents[a] ?? null, idx: b - 1 })
  const list = async (method: string, path: string) =>
    (await ask<{ data: object[] } & object>(method, path)).body

  const looks = [
    async ({ nth, a }: Step) => {
      const time = by(({ created_at }: { created_at: string }) => Date.parse(created_at))
      const newest = plain(user.getAll().toSorted(time).toReversed())
      const part = newest.slice(nth, nth + a)
      const total = newest.length
      const has_more = nth + part.length < total
      expect(await list('GET', `${core}?limit=999`)).toEqual({
        data: newest,
        total,
        has_more: false,
      })
      expect(await list('GET', `${core}?limit=${a}&offset=${nth}`)).toEqual({
        data: part,
        total,
        has_more,
      })
    },
    async ({ nth, a }: Step) => {
      for (const id of [userId(nth), `u${a}`, `v${a}`]) {
        const [one] = plain(user.getAll().filter(one => one.id === id))
        const { status, body } = await ask('GET', `${core}/${id}`)
        expect([status, one && body]).toEqual([one ? 200 : 404, one])
      }
    },
    async () => {
      const rows = projectUser.getAll().toSorted(by(({ idx }) => idx))
      for (const parent of ['p0', 'p1', 'null', 'parent_abc123']) {
        const data = plain(rows.filter(({ parent_id }) => parent_id === parent))
        const wanted = { data, total: data.length, has_more: false }
        expect(await list('GET', `${projects}?parent_id=${parent}`)).toEqual(wanted)
      }
      const all = plain(rows.toSorted(by(({ parent_id }) => parent_id ?? '')))
      expect((await list('POST', `${projects}/reorder`)).data).toEqual(all)
    },
  ]

  return {
    deeds: [
      ({ a, b }) => tried(() => user.create({ id: `u${b}`, created_at: at(a) })),
      ({ a }) => user.create({ created_at: at(a) }),
      ({ a, b }) => user.update({ ...isOf(a), data: { created_at: at(b) } }),
      ({ nth, a }) => tried(() => user.update({ ...isUser(nth), data: { id: `v${a}` } })),
      ({ a, b }) => user.updateMany({ ...isOf(a), data: { created_at: at(b) } }),
      ({ nth }) => user.delete(isUser(nth)),
      ({ a }) => user.deleteMany(isOf(a)),
      ({ a }) => {
        clock = a
        return ask('POST', core, { email: 'a@b', first_name: 'Ada' })
      },
      ({ nth }) => ask('PATCH', `${core}/${userId(nth)}`, { first_name: `n${nth}` }),
      ({ nth }) => ask('DELETE', `${core}/${userId(nth)}`),
      ({ a, b }) => tried(() => projectUser.create({ id: `r${b}`, ...row(a, b) })),
      ({ nth, a, b }) => projectUser.update({ ...isRow(nth), data: row(a, b) }),
      ({ nth, a }) => tried(() => projectUser.update({ ...isRow(nth), data: { id: `s${a}` } })),
      ({ a, b }) => projectUser.updateMany({ where: { idx: equals(a) }, data: row(b, a) }),
      ({ a }) => projectUser.deleteMany({ where: { idx: equals(a) } }),
      ({ a }) => ask('POST', projects, { parent_id: parents[a], parent_type: 'P', user: 'u' }),
      ({ nth, a, b }) => ask('PATCH', `${projects}/${rowId(nth)}`, row(a, b)),
      ({ nth }) => ask('DELETE', `${projects}/${rowId(nth)}`),
      ({ nth, a }) =>
        ask('POST', `${projects}/reorder`, { items: [{ id: rowId(nth), idx: a + 1 }] }),
      ({ a }) => renew(double, a),
    ],
    looks,
  }
}

const names = ['ada', 'Ada', 'bob', 'bobby', 'eve']

const pterodactyl = (): Run => {
  const double = createPterodactyl()
  const ask = client(double, 'Bearer ptla_test')
  const { user, server } = double.db
  const users = '/api/application/users'
  const fields = (a: number, b: number) => ({
    email: `${names[a]}@x.test`,
    username: names[b] ?? '',
    external_id: b === 0 ? null : `crm-${names[(a + b) % 5]}`,
    uuid: `0000-${a}${b % 2}`,
  })
  const person = (a: number, b: number) => ({ ...fields(a, b), first_name: 'A', last_name: 'B' })
  const userId = (nth: number) => pick(user.getAll(), nth)?.id ?? 77
  const isUser = (nth: number) => ({ where: { id: equals(userId(nth)) } })
  const isServer = (nth: number) => ({
    where: { id: equals(pick(server.getAll(), nth)?.id ?? 77) },
  })
  const owns = (id: number) => server.getAll().filter(one => one.user === id)
  const shown = ({ password: _, ...attributes }: ReturnType<typeof user.getAll>[number]) =>
    attributes

  /** The fields of a person whose value another user has. */
  const taken = (a: number, b: number, own?: number) => {
    const wanted = fields(a, b)
    const others = user.getAll().filter(({ id }) => id !== own)
    const lower = (value: string | null) => value?.toLowerCase()
    return (['email', 'external_id', 'username'] as const).filter(
      field =>
        wanted[field] !== null && others.some(one => lower(one[field]) === lower(wanted[field])),
    )
  }

  const list = async (query: string) => {
    const { body } = await ask<{ data: { attributes: object }[] }>('GET', `${users}?${query}`)
    return body.data.map(({ attributes }) => attributes)
  }

  let highest = 4
  const deeds: Run['deeds'] = [
    ({ nth, a, b }) => tried(() => user.create({ id: nth + 1, ...fields(a, b) })),
    ({ a, b }) => expect(user.create(fields(a, b)).id).toBe(highest + 1),
    ({ nth, a, b }) => user.update({ ...isUser(nth), data: fields(a, b) }),
    ({ nth, a, b }) => tried(() => user.update({ ...isUser(nth), data: { id: 5 * a + b + 1 } })),
    ({ a, b }) =>
      user.updateMany({ where: { username: equals(names[a] ?? '') }, data: fields(b, a) }),
    ({ nth }) => user.delete(isUser(nth)),
    ({ a }) => user.deleteMany({ where: { username: equals(names[a] ?? '') } }),
    async ({ a, b }) => {
      const wanted = taken(a, b).length > 0 ? [422, undefined] : [201, highest + 1]
      const { status, body } = await ask<{ attributes?: { id: number } }>(
        'POST',
        users,
        person(a, b),
      )
      expect([status, body.attributes?.id]).toEqual(wanted)
    },
    async ({ nth, a, b }) => {
      const id = userId(nth)
      const wanted = taken(a, b, id).length > 0 ? 422 : 200
      const { status } = await ask('PATCH', `${users}/${id}`, person(a, b))
      expect(status).toBe(id === 77 ? 404 : wanted)
    },
    async ({ nth }) => {
      const id = userId(nth)
      const wanted = owns(id).length > 0 ? 400 : 200
      const { status } = await ask('DELETE', `${users}/${id}`)
      expect(status).toBe(id === 77 ? 404 : wanted)
    },
    ({ nth }) => server.create({ user: userId(nth) }),
    ({ nth, a }) => tried(() => server.create({ id: a + 1, user: userId(nth) })),
    ({ nth, a }) => server.update({ ...isServer(nth), data: { user: userId(a) } }),
    ({ nth, a }) => tried(() => server.update({ ...isServer(nth), data: { id: 90 + a } })),
    ({ nth, a }) =>
      server.updateMany({ where: { user: equals(userId(nth)) }, data: { user: userId(a) } }),
    ({ nth }) => server.deleteMany({ where: { user: equals(userId(nth)) } }),
    ({ a }) => {
      renew(double, a)
      if (pick(renewals, a) !== 'drop') highest = 0
    },
  ]

  const looks: Run['looks'] = [
    () => {
      highest = Math.max(highest, ...user.getAll().map(({ id }) => id))
    },
    async ({ nth, a }) => {
      for (const field of ['id', 'uuid'] as const) {
        const up = user
          .getAll()
          .toSorted(by(one => one[field]))
          .map(shown)
        const down = up.toReversed()
        expect(await list(`sort=${field}&per_page=99`)).toEqual(plain(up))
        const part = down.slice(nth * (a + 1), (nth + 1) * (a + 1))
        expect(await list(`sort=-${field}&per_page=${a + 1}&page=${nth + 1}`)).toEqual(plain(part))
      }
    },
    async ({ a, b }) => {
      const { email, username, external_id, uuid } = fields(a, b)
      const parts = { email: email.slice(0, 4), username, external_id: external_id ?? 'crm', uuid }
      for (const field of ['email', 'username', 'external_id', 'uuid'] as const) {
        const part = parts[field]
        const found = user
          .getAll()
          .filter(one => one[field]?.toLowerCase().includes(part.toLowerCase()))
        const wanted = plain(found.toSorted(by(({ id }) => id)).map(shown))
        expect(await list(`filter[${field}]=${part}`)).toEqual(wanted)
      }
    },
    async ({ nth, a, b }) => {
      type Found = {
        attributes?: { relationships: { servers: { data: { attributes: object }[] } } }
      }
      for (const id of [userId(nth), 5 * a + b]) {
        const { status, body } = await ask<Found>('GET', `${users}/${id}?include=servers`)
        const servers = body.attributes?.relationships.servers.data.map(
          ({ attributes }) => attributes,
        )
        const found = user.getAll().filter(one => one.id === id)
        expect(status).toBe(found.length > 0 ? 200 : 404)
        if (servers) expect(servers).toMatchObject(owns(id).map(({ id, user }) => ({ id, user })))
      }
    },
    async ({ a, b }) => {
      const external_id = `crm-${names[(a + b) % 5]}`
      const [one] = user
        .getAll()
        .filter(one => one.external_id?.toLowerCase() === external_id.toLowerCase())
      const { body } = await ask<{ attributes?: { id: number } }>(
        'GET',
        `${users}/external/${external_id}`,
      )
      expect(body.attributes?.id).toBe(one?.id)
    },
    async ({ a, b }) => {
      type Refusal = { errors: { meta: { rule: string; source_field: string } }[] }
      const nameless = { ...fields(a, b), first_name: 'A' }
      const { status, body } = await ask<Refusal>('POST', users, nameless)
      const unique = body.errors.map(({ meta }) => meta).filter(({ rule }) => rule === 'unique')
      expect([status, unique.map(({ source_field }) => source_field).sort()]).toEqual([
        422,
        taken(a, b),
      ])
    },
  ]
  return { deeds, looks }
}

const oberplan = (): Run => {
  const double = createOberplan()
  const { user } = double.db
  const passwords = ['pass-one', 'pass-two']
  const mail = (a: number) => `${names[a]}@x.test`
  const account = (a: number, b: number) => ({
    email: mail(a),
    password: passwords[b % 2] ?? '',
    activation: b < 2 ? `token${b}` : null,
    pending_email: b === 1 ? mail((a + 1) % 5) : null,
  })
  const person = (nth: number) => pick(user.getAll(), nth)
  const isUser = (nth: number) => ({ where: { id: equals(person(nth)?.id ?? 'nobody') } })
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

  const signIn = (email = 'nobody', password = '') =>
    client(double, `Basic ${btoa(`${email}:${password}`)}`)
  const signsIn = (email = 'nobody', password = '') =>
    user.getAll().find(one => same(one.email, email) && one.password === password)
  const isTaken = (email: string, own: string | undefined) =>
    user.getAll().some(one => same(one.email, email) && one.id !== own)

  return {
    deeds: [
      ({ nth, a, b }) => tried(() => user.create({ id: `a${nth % 9}`, ...account(a, b) })),
      ({ a, b }) => user.create(account(a, b)),
      ({ nth, a, b }) => user.update({ ...isUser(nth), data: account(a, b) }),
      ({ nth, a }) => tried(() => user.update({ ...isUser(nth), data: { id: `b${a}` } })),
      ({ a, b }) => user.updateMany({ where: { email: equals(mail(a)) }, data: account(b, a) }),
      ({ nth }) => user.delete(isUser(nth)),
      ({ a }) => user.deleteMany({ where: { email: equals(mail(a)) } }),
      async ({ nth, a }) => {
        const { email, password } = person(nth) ?? {}
        const caller = signsIn(email, password)
        const wanted = isTaken(mail(a), caller?.id) ? 400 : 200
        const { status } = await signIn(email, password)('PUT', '/v1/users/me', { email: mail(a) })
        expect(status).toBe(caller ? wanted : 401)
      },
      async ({ nth, b }) => {
        const { email, password } = person(nth) ?? {}
        const caller = signsIn(email, password)
        const change = { new_password: passwords[b % 2] }
        const { status } = await signIn(email, password)('PUT', '/v1/users/me', change)
        expect(status).toBe(caller ? 200 : 401)
      },
      async ({ nth, b }) => {
        const token = (b === 0 && person(nth)?.activation) || `token${b % 2}`
        const holder = user.getAll().find(({ activation }) => activation === token)
        const email = holder?.pending_email ?? holder?.email ?? ''
        const wanted = isTaken(email, holder?.id) ? 400 : 200
        const { status } = await signIn()('GET', `/v1/users/activate/${token}`)
        expect(status).toBe(holder ? wanted : 404)
        const isMoved = user.getAll().some(one => one.id === holder?.id && one.email === email)
        if (status === 200) expect(isMoved).toBe(true)
      },
      async ({ nth }) => {
        const { email, password } = person(nth) ?? {}
        const caller = signsIn(email, password)
        await signIn(email, password)('DELETE', '/v1/users/me?me=1')
        expect(user.getAll().some(({ id }) => id === caller?.id)).toBe(false)
      },
      ({ a }) => renew(double, a),
    ],
    looks: [
      async () => {
        for (const name of [...names, 'nobody']) {
          for (const password of passwords) {
            const email = `${name}@x.test`
            const { status, body } = await signIn(email, password)<{ data?: { id: string } }>(
              'GET',
              '/v1/users/me',
            )
            const id = signsIn(email, password)?.id
            expect([status, body.data?.id]).toEqual(id ? [200, id] : [401, undefined])
          }
        }
      },
    ],
  }
}

describe('what the endpoints say agrees with a scan of the db', seconds, () => {
  it('at Overplane: the newest users first, project users of a parent by idx', () =>
    agrees(overplane))
  it('at Pterodactyl: users by id, uuid, filters and external id, and their servers', () =>
    agrees(pterodactyl))
  it('at Oberplan: whoever signs in by address and password', () => agrees(oberplan))

  it('even where a time is none: each user is listed once, the others newest first', async () => {
    const double = createOverplane({ world: 'empty' })
    const ask = client(double, 'Bearer sk_test')
    const times = [
      '2024-01-02T00:00:00Z',
      '2024-01-15T09: 30: 00Z',
      '2024-01-03T00:00:00Z',
      '',
      '2024-01-01T00:00:00Z',
    ]
    for (const [nth, created_at] of times.entries())
      double.db.user.create({ id: `u${nth}`, created_at })
    const listed = async () => {
      const { body } = await ask<{ data: { id: string }[] }>('GET', '/api/core/user')
      return body.data.map(({ id }) => id)
    }
    const dated = (ids: readonly string[]) => ids.filter(id => ['u0', 'u2', 'u4'].includes(id))
    expect((await listed()).toSorted()).toEqual(['u0', 'u1', 'u2', 'u3', 'u4'])
    expect(dated(await listed())).toEqual(['u2', 'u0', 'u4'])
    for (const id of ['u0', 'u1', 'u3']) {
      double.db.user.update({
        where: { id: equals(id) },
        data: { created_at: '2024-01-04T00:00:00Z' },
      })
    }
    expect(await listed()).toEqual(['u3', 'u1', 'u0', 'u2', 'u4'])
  })
})

describe('the numbers of Pterodactyl', () => {
  it('are never given a second time, however their last holder went', async () => {
    const double = createPterodactyl()
    const ask = client(double, 'Bearer ptla_test')
    const { user, server } = double.db
    const create = async (username: string) => {
      const person = { username, email: `${username}@x.test`, first_name: 'A', last_name: 'B' }
      const { body } = await ask<{ attributes: { id: number } }>(
        'POST',
        '/api/application/users',
        person,
      )
      return body.attributes.id
    }
    expect(await create('ada')).toBe(5)
    await ask('DELETE', '/api/application/users/5')
    expect(await create('bob')).toBe(6)
    user.delete({ where: { id: equals(6) } })
    expect(await create('eve')).toBe(7)
    user.deleteMany({ where: {} })
    expect(await create('fay')).toBe(8)
    expect(user.create({}).id).toBe(9)
    expect([server.create({}).id, server.create({}).id]).toEqual([1, 2])
    drop(double.db)
    expect([await create('gus'), server.create({}).id]).toEqual([10, 3])
    double.reset()
    expect([await create('hal'), server.create({}).id]).toEqual([5, 1])
  })
})

describe('a database', () => {
  class Spy {
    static opened = 0
    constructor() {
      Spy.opened += 1
    }
    addEventListener() {}
    postMessage() {}
  }

  const models = () => ({ note: { id: primaryKey(() => 'a') } })

  /** As in a browser: `@mswjs/data` wants a window too before it opens a channel. */
  const inBrowser = () => {
    Spy.opened = 0
    vi.stubGlobal('window', {})
    vi.stubGlobal('BroadcastChannel', Spy)
  }

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('opens no BroadcastChannel, where one of @mswjs/data itself does', () => {
    inBrowser()
    factory(models())
    expect(Spy.opened).toBe(1)
    createDb(models()).note.create({})
    const doubles = [createOverplane(), createPterodactyl(), createOberplan()]
    for (const double of doubles) double.reset()
    expect(Spy.opened).toBe(1)
    expect(globalThis.BroadcastChannel).toBe(Spy)
  })

  it('leaves BroadcastChannel as it was, even if the models are wrong, or if there is none', () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')
    expect(before).toBeDefined()
    createOverplane()
    expect(Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')).toEqual(before)
    inBrowser()
    expect(() => createDb({ note: { text: String } })).toThrow('primary key')
    expect(globalThis.BroadcastChannel).toBe(Spy)
    Reflect.deleteProperty(globalThis, 'BroadcastChannel')
    createOverplane()
    expect('BroadcastChannel' in globalThis).toBe(false)
  })
})
