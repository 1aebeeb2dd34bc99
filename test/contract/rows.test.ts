import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { perEntity, toJson } from '../../contract/answer/rows.ts'
import { isValid } from '../../contract/answer/valid.ts'
import { createOverplane, createPterodactyl } from '../../handlers/index.ts'

const Row = z.strictObject({ id: z.int(), tags: z.array(z.string()) })
const List = z.strictObject({ data: z.array(Row), total: z.int() })
const toRow = perEntity((one: { readonly id: unknown; readonly tags: readonly string[] }) => ({
  ...one,
}))

describe('a row', () => {
  it('is made once for each entity, and cannot be changed', () => {
    const entity = { id: 1, tags: ['a'] }
    const row = toRow(entity)
    expect(toRow(entity)).toBe(row)
    expect(toRow({ ...entity })).not.toBe(row)
    expect(() => Object.assign(row, { id: 2 })).toThrow(TypeError)
    expect(() => Object.assign(Object(row.tags), ['b'])).toThrow(TypeError)
  })

  it('shows nothing of what is known of it, and a copy has none of it', () => {
    const row = toRow({ id: 1, tags: ['a'] })
    expect(isValid(Row, row)).toBe(true)
    expect(toJson(row)).toBe('{"id":1,"tags":["a"]}')
    expect(row).toStrictEqual({ id: 1, tags: ['a'] })
    expect(structuredClone(row)).toStrictEqual({ id: 1, tags: ['a'] })
    const copy = { ...row, id: 2 }
    expect(toJson(copy)).toBe('{"id":2,"tags":["a"]}')
    expect(isValid(Row, { ...row, id: 'x' })).toBe(false)
  })

  it('leaves the entity as it is, which may be changed', () => {
    const entity = { id: 1, nested: { deep: [1] } }
    perEntity((one: typeof entity) => ({ ...one }))(entity)
    entity.nested.deep.push(2)
    expect(entity.nested.deep).toEqual([1, 2])
  })

  it('is written as JSON.stringify would, alone, in a list and under a name', () => {
    const row = fc.record({ id: fc.jsonValue(), tags: fc.array(fc.string()) })
    const beside = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(undefined)))
    fc.assert(
      fc.property(fc.array(row), beside, (entities, more) => {
        const own = entities.map(toRow)
        const value = { before: 1, ...more, data: own, one: own[0], after: null }
        expect(toJson(value)).toBe(JSON.stringify(value))
        expect(toJson(value)).toBe(JSON.stringify(value))
      }),
    )
  })

  it('is made once for a page of entities too, which cannot be changed', () => {
    const page = [
      { id: 1, tags: ['a'] },
      { id: 2, tags: [] },
    ]
    const rows = toRow.all(page)
    expect(rows).toStrictEqual(page)
    expect(toRow.all(page)).toBe(rows)
    expect(rows[0]).toBe(toRow(Object(page[0])))
    expect(() => rows.pop()).toThrow(TypeError)
    const value = { data: rows, total: 2 }
    expect([isValid(List, value), isValid(List, value)]).toEqual([true, true])
    expect([toJson(value), toJson(value)]).toEqual([JSON.stringify(value), JSON.stringify(value)])
    expect(toJson(rows)).toBe(JSON.stringify(rows))
    expect(isValid(List, { data: toRow.all([{ id: 'x', tags: [] }]), total: 1 })).toBe(false)
  })

  it('keeps a schema or breaks it as if there were no rows, however often it is asked', () => {
    const id = fc.oneof(fc.integer(), fc.constantFrom('1', null))
    const row = fc.record({ id, tags: fc.array(fc.string()) })
    fc.assert(
      fc.property(fc.array(row), fc.oneof(fc.integer(), fc.constant('x')), (entities, total) => {
        const value = { data: entities.map(toRow), total }
        const isKept = z.safeParse(List, { data: entities, total }).success
        expect([isValid(List, value), isValid(List, value)]).toEqual([isKept, isKept])
      }),
    )
  })

  it('is held to each schema that it is shown by, and lists to what is said of themselves', () => {
    const one = toRow({ id: 1, tags: [] })
    const Other = z.strictObject({ id: z.string(), tags: z.array(z.string()) })
    expect([isValid(Row, one), isValid(Other, one), isValid(Row, one)]).toEqual([true, false, true])
    const Two = z.strictObject({ data: z.array(Row).check(z.minLength(2)) })
    expect(isValid(Two, { data: [one] })).toBe(false)
    expect(isValid(Two, { data: [one, one] })).toBe(true)
    expect(isValid(List, { data: [one], total: 1, more: 1 })).toBe(false)
    expect(isValid(List, { data: [one, { id: 'x' }], total: 1 })).toBe(false)
  })
})

it('shows what an update has made of an entity, at once and in every list', async () => {
  const overplane = createOverplane()
  const headers = { Authorization: 'Bearer sk_1' }
  const list = async () =>
    (await (await overplane.fetch('/api/core/user', { headers })).json()).data
  const before = await list()
  const where = { id: { equals: before[0].id } }
  overplane.db.user.update({ where, data: { first_name: 'Changed' } })
  expect((await list())[0].first_name).toBe('Changed')
  expect(before[0].first_name).not.toBe('Changed')
  const panel = createPterodactyl()
  const key = { Authorization: 'Bearer ptla_full' }
  const users = async () =>
    (await (await panel.fetch('/api/application/users', { headers: key })).json()).data
  expect((await users())[0].attributes.first_name).not.toBe('Changed')
  panel.db.user.update({ where: { id: { equals: 4 } }, data: { first_name: 'Changed' } })
  expect((await users())[0].attributes.first_name).toBe('Changed')
  panel.follow({ keyOrder: 'panel' })
  expect(Object.keys((await users())[0].attributes)[0]).toBe('id')
  panel.follow({ keyOrder: 'alphabetical' })
  expect(Object.keys((await users())[0].attributes)[0]).toBe('2fa')
})
