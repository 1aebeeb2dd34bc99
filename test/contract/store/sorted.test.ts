import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSorted, type Place } from '../../../contract/store/sorted.ts'

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

describe('a sorted list', () => {
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
