import * as package_ from '@mswjs/data'
import * as glossary from '@mswjs/data/lib/glossary.js'
import { beforeAll, describe, expect, it } from 'vitest'

type Data = typeof package_ & Pick<typeof glossary, 'DATABASE_INSTANCE'>

const theirs: Data = { ...package_, DATABASE_INSTANCE: glossary.DATABASE_INSTANCE }
const built = new URL('../../../dist/contract/store/data.js', import.meta.url)
const builtCommonJs = new URL('../../../dist/cjs/contract/store/data.js', import.meta.url)
let ours: Data[]

beforeAll(async () => {
  ours = await Promise.all([import(built.href), import(builtCommonJs.href)])
})

const day = (nth: number) => new Date(Date.UTC(2026, 0, nth))

/** A library with readers, and what lies in it. */
function stocked({ factory, primaryKey, nullable, oneOf, manyOf }: Data) {
  const db = factory({
    reader: {
      id: primaryKey(String),
      name: String,
      born: () => day(1),
      card: nullable<string>(() => null),
      address: { city: String, geo: { lat: Number, long: Number } },
      notes: nullable({ text: String }, { defaultsToNull: true }),
      tags: () => ['new'],
    },
    book: {
      id: primaryKey(Number),
      title: String,
      pages: () => 100,
      isLent: Boolean,
      reader: nullable(oneOf('reader')),
      owner: oneOf('reader', { unique: true }),
      fans: manyOf('reader'),
    },
  })
  const ada = db.reader.create({ id: 'ada', name: 'Ada', born: day(10), card: 'A1' })
  const bob = db.reader.create({ id: 'bob', name: 'Bob', address: { city: 'Ulm' }, tags: [] })
  const cy = db.reader.create({ id: 'cy', name: 'Cyrus', born: day(20), notes: { text: 'x' } })
  db.book.create({ id: 1, title: 'Emma', pages: 474, owner: ada, fans: [ada, bob], reader: bob })
  db.book.create({ id: 2, title: 'Persuasion', pages: 249, isLent: true, owner: bob })
  db.book.create({ id: 3, title: 'Lady Susan', pages: 80, fans: [cy] })
  return db
}

type Db = ReturnType<typeof stocked>
type Where = Parameters<Db['reader']['delete']>[0]['where']
type BookWhere = Parameters<Db['book']['delete']>[0]['where']

const json = JSON.stringify
const readers = (db: Db, where: Where) => db.reader.findMany({ where })
const books = (db: Db, where: BookWhere) => db.book.findMany({ where })

const wheres: readonly Where[] = [
  { name: { equals: 'Ada' } },
  { name: { notEquals: 'Ada' } },
  { name: { contains: 'b' } },
  { name: { notContains: 'b' } },
  { name: { gt: 'Bob' } },
  { name: { gte: 'Bob' } },
  { name: { lt: 'Bob' } },
  { name: { lte: 'Bob' } },
  { name: { in: ['Ada', 'Eve'] } },
  { name: { notIn: ['Ada', 'Eve'] } },
  { born: { equals: day(10) } },
  { born: { notEquals: day(10) } },
  { born: { gt: day(10) } },
  { born: { gte: day(10) } },
  { born: { lt: day(10) } },
  { born: { lte: day(10) } },
  { card: { equals: 'A1' } },
  { address: { city: { equals: 'Ulm' }, geo: { lat: { equals: 0 } } } },
  { notes: { text: { equals: 'x' } } },
  { tags: { contains: 'new' } },
  { name: { equals: 'Ada' }, card: { equals: 'B1' } },
  {},
]

const bookWheres: readonly BookWhere[] = [
  { pages: { equals: 249 } },
  { pages: { notEquals: 249 } },
  { pages: { between: [80, 249] } },
  { pages: { notBetween: [80, 249] } },
  { pages: { gt: 249 } },
  { pages: { gte: 249 } },
  { pages: { lt: 249 } },
  { pages: { lte: 249 } },
  { pages: { in: [80, 1] } },
  { pages: { notIn: [80, 1] } },
  { isLent: { equals: true } },
  { isLent: { notEquals: true } },
  { reader: { name: { equals: 'Bob' } } },
  { fans: { id: { equals: 'cy' } } },
]

const deeds: Readonly<Record<string, (db: Db, data: Data) => unknown>> = {
  'an entity by its defaults': db => db.reader.create({ id: 'eve' }),
  'two of one id': db => db.reader.create({ id: 'ada' }),
  'one without an id': db => db.reader.create({ name: 'Nobody' }),
  'a wrong value': db => Reflect.apply(db.reader.create, db.reader, [{ id: 'eve', name: () => 1 }]),
  'one that two own': db =>
    db.book.create({
      id: 4,
      owner: db.reader.findFirst({ where: { id: { equals: 'ada' } } }) ?? undefined,
    }),
  'a relation to nobody': db =>
    Reflect.apply(db.book.create, db.book, [{ id: 4, owner: { id: 'nobody' } }]),
  'the first': db => db.reader.findFirst({ where: { name: { contains: 'y' } } }),
  'nobody, strictly': db => db.reader.findFirst({ where: { id: { equals: 'x' } }, strict: true }),
  'no one, strictly': db => db.reader.findMany({ where: { id: { equals: 'x' } }, strict: true }),
  'pages by number': db => db.book.findMany({ take: 1, skip: 1 }),
  'pages by cursor': db => db.book.findMany({ take: 2, cursor: 1 }),
  'an order': db => db.book.findMany({ orderBy: { pages: 'desc' } }),
  'an order of two keys': db =>
    db.book.findMany({ orderBy: [{ isLent: 'asc' }, { title: 'desc' }] }),
  'an order of a nested key': db => db.reader.findMany({ orderBy: { address: { city: 'desc' } } }),
  'an update': db =>
    db.reader.update({ where: { id: { equals: 'ada' } }, data: { name: 'Lovelace', card: null } }),
  'an update by functions': db =>
    db.book.updateMany({
      where: { pages: { gt: 100 } },
      data: { pages: pages => pages + 1, title: (title, book) => `${title} ${book.pages}` },
    }),
  'an update of what is nested': db =>
    db.reader.update({ where: { id: { equals: 'bob' } }, data: { address: { geo: { lat: 1 } } } }),
  'an update of an id': db =>
    db.reader.update({ where: { id: { equals: 'ada' } }, data: { id: 'lovelace' } }),
  'an update to an id that is taken': db =>
    db.reader.update({ where: { id: { equals: 'ada' } }, data: { id: 'bob' } }),
  'an update of nobody': db =>
    db.reader.update({ where: { id: { equals: 'x' } }, data: { name: 'x' } }),
  'an update of nobody, strictly': db =>
    db.reader.update({ where: { id: { equals: 'x' } }, data: { name: 'x' }, strict: true }),
  'an update of a relation': db =>
    db.book.update({ where: { id: { equals: 1 } }, data: { reader: null, fans: [] } }),
  'a null where none may be': db =>
    Reflect.apply(db.reader.update, db.reader, [
      { where: { id: { equals: 'ada' } }, data: { name: null } },
    ]),
  'a delete': db => db.reader.delete({ where: { id: { equals: 'bob' } } }),
  deletes: db => db.book.deleteMany({ where: { pages: { lt: 300 } } }),
  'a delete of nobody, strictly': db =>
    db.reader.delete({ where: { id: { equals: 'x' } }, strict: true }),
  'deletes of nobody, strictly': db =>
    db.reader.deleteMany({ where: { id: { equals: 'x' } }, strict: true }),
  counts: db => [db.book.count(), db.book.count({ where: { pages: { gt: 100 } } })],
  'a drop': (db, { drop }) => drop(db),
  'the symbols of an entity': (db, { ENTITY_TYPE, PRIMARY_KEY }) => {
    const ada = db.reader.getAll()[0]
    return [ada?.[ENTITY_TYPE], ada?.[PRIMARY_KEY]]
  },
  'a model without an id': (_, { factory }) => Reflect.apply(factory, undefined, [{ a: {} }]),
  'an identity': (_, { identity }) => identity(7)(),
}

/** What comes of a deed, what is there afterwards, and what was told of it meanwhile. */
function outcome(data: Data, deed: (db: Db, data: Data) => unknown) {
  const db = stocked(data)
  const events: unknown[] = []
  for (const event of ['create', 'update', 'delete'] as const) {
    db[data.DATABASE_INSTANCE].events.on(event, (_, ...told) => events.push([event, ...told]))
  }
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
  const done = (): unknown => {
    try {
      return plain(deed(db, data))
    } catch (error) {
      return String(error)
    }
  }
  return { done: done(), left: plain([db.reader.getAll(), db.book.getAll()]), told: plain(events) }
}

describe('what is built in of @mswjs/data does as the package does', () => {
  it.each(Object.entries(deeds))('%s', (_, deed) => {
    const wanted = outcome(theirs, deed)
    expect(String(wanted.done)).not.toMatch(/^(Type|Reference)Error/)
    for (const data of ours) expect(outcome(data, deed)).toEqual(wanted)
  })

  const asked = [
    ...wheres.map(where => [`readers ${json(where)}`, (db: Db) => readers(db, where)] as const),
    ...wheres.map(
      where => [`no. of ${json(where)}`, (db: Db) => db.reader.count({ where })] as const,
    ),
    ...bookWheres.map(where => [`books ${json(where)}`, (db: Db) => books(db, where)] as const),
  ]
  it.each(asked)('%s', (_, ask) => {
    const wanted = outcome(theirs, ask)
    for (const data of ours) expect(outcome(data, ask)).toEqual(wanted)
  })

  it('finds what is meant, and not the same mistake twice', () => {
    const names = (where: Where) =>
      ours.map(data => readers(stocked(data), where).map(({ name }) => name))
    expect(names({ born: { gt: day(10) } })).toEqual([['Cyrus'], ['Cyrus']])
    expect(names({ born: { lte: day(10) } })).toEqual([
      ['Ada', 'Bob'],
      ['Ada', 'Bob'],
    ])
  })
})

describe('what is not built in', () => {
  it('is refused in a sentence that says where to go', () => {
    for (const data of ours) {
      const { reader } = stocked(data)
      const sentence =
        /^Failed to make handlers of "reader": .*@mswjs\/data out\. Use the handlers of the double/
      expect(() => reader.toHandlers('rest')).toThrow(sentence)
      expect(() => reader.toHandlers('graphql', 'http://localhost')).toThrow(sentence)
      expect(() => reader.toGraphQLSchema()).toThrow(sentence)
    }
  })

  it('is no obstacle between the two builds: one drops what the other holds', () => {
    const [esm, commonJs] = ours
    if (!esm || !commonJs) throw new Error('There are two builds.')
    const db = stocked(esm)
    commonJs.drop(db)
    expect(db.reader.count()).toBe(0)
  })
})
