import { primaryKey } from '@mswjs/data'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDb, createTable } from '../../../contract/store/store.ts'
import { createOverplane } from '../../../handlers/index.ts'
import { pick, withId } from '../../factories/rows.ts'

const createRows = () => {
  const db = createDb({
    row: { id: primaryKey((): number => rows.nextId), parent: String, place: Number },
  })
  const rows = createTable(db, 'row', {
    groups: { parent: { group: row => row.parent, by: row => row.place } },
  })
  return { db, rows }
}

interface Step {
  readonly kind: number
  readonly nth: number
  readonly parent: string
  readonly place: number
  readonly from: number
  readonly count: number
}

type Rows = ReturnType<typeof createRows>

function change({ db }: Rows, { kind, nth, parent, place }: Step): void {
  const id = pick(db.row.getAll(), nth)?.id ?? 0
  if (kind < 2) db.row.create({ parent, place })
  else if (kind === 2) db.row.update({ ...withId(id), data: { parent, place } })
  else db.row.delete(withId(id))
}

function compare({ db, rows }: Rows, { parent, from, count }: Step): void {
  const scanned = db.row
    .findMany({ where: { parent: { equals: parent } } })
    .toSorted((one, other) => one.place - other.place || one.id - other.id)
    .map(row => row.id)
  const ids = (descending: boolean) =>
    rows.within('parent', parent, { from, count, descending }).map(row => row.id)
  expect(ids(false)).toEqual(scanned.slice(from, from + count))
  expect(ids(true)).toEqual(scanned.toReversed().slice(from, from + count))
}

describe('the groups of a model', () => {
  it('say what a scan says, whatever is done', () => {
    const step = fc.record({
      kind: fc.nat(3),
      nth: fc.nat(20),
      parent: fc.constantFrom('a', 'b', '', '__proto__', 'constructor'),
      place: fc.integer({ min: -2, max: 3 }),
      from: fc.nat(4),
      count: fc.nat(4),
    })
    const property = fc.property(fc.array(step, { maxLength: 30 }), steps => {
      const made = createRows()
      for (const one of steps) {
        change(made, one)
        compare(made, one)
      }
    })
    fc.assert(property, { numRuns: 200 })
  })

  // 0.5 s where nothing else runs. Looking through a parent's rows for each took 50 s.
  it('let 20,000 rows of one parent be created', { timeout: 30_000 }, () => {
    const double = createOverplane({ world: 'empty', journal: 0 })
    const path = '/api/projects/project-user'
    const text = '{"parent_id":"p","parent_type":"P","user":"u"}'
    const headers = { authorization: 'Bearer sk_1' }
    const call = { method: 'POST', origin: '', path, search: '', headers, text }
    let last: unknown
    for (let nth = 0; nth < 20_000; nth += 1) last = double.answer(call).body
    expect(last).toMatchObject({ idx: 20_000 })
  })
})
