import { drop, nullable, primaryKey } from '@mswjs/data'
import { describe, expect, it } from 'vitest'
import { createDb, createTable } from '../../../contract/store/store.ts'
import { withId } from '../../factories/rows.ts'

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

describe('what is worked out of a table', () => {
  it('is kept until something in it changes, by whatever way', () => {
    const { db, notes } = three()
    let works = 0
    const count = () =>
      notes.remember('count', () => {
        works += 1
        return notes.size
      })
    expect([count(), count(), works]).toEqual([3, 3, 1])
    db.note.create({})
    expect([count(), works]).toEqual([4, 2])
    db.note.update({ ...withId(1), data: { stars: 9 } })
    count()
    db.note.delete(withId(1))
    expect([count(), works]).toEqual([3, 4])
    notes.load([{ id: 1, author: null, stars: 1 }])
    expect([count(), works]).toEqual([1, 5])
    notes.put(notes.hold())
    notes.clear()
    expect([count(), works]).toEqual([0, 6])
  })

  it('is the last ten of such', () => {
    const { notes } = three()
    const worked: string[] = []
    const ask = (key: string) => notes.remember(key, () => worked.push(key))
    for (let nth = 0; nth < 11; nth += 1) ask(`${nth}`)
    for (const key of ['10', '1', '0']) ask(key)
    expect(worked.slice(11)).toEqual(['0'])
  })
})
