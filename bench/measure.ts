import { ratiosOf, type Spread, spreadOf } from './report/statistics.ts'

export type Unit =
  | 'requests/s'
  | 'µs of CPU'
  | 'share of its core'
  | 'ms'
  | 'ms of CPU'
  | 'µs'
  | 'MB'
  | 'kB'
  | 's'

/** One thing that was measured of somebody, in each round. */
export interface Measure {
  /** Who: `Overplane`, `bare Overplane`, `json-server 0.17`. */
  readonly who: string
  /** What: `GET by id`. */
  readonly what: string
  readonly unit: Unit
  readonly values: readonly number[]
}

/** All that was measured, to be looked up. */
export interface Findings {
  /** Of the rounds; nothing where it was not measured. */
  spread(who: string, what: string, unit: Unit): Spread | undefined
  /** Of the ratios of the rounds. */
  ratio(one: Side, other: Side, unit: Unit): Spread | undefined
  /** Who was measured at something, in their order. */
  whoDid(what: string, unit: Unit): readonly string[]
}

type Side = readonly [who: string, what: string]

export function createFindings(measures: readonly Measure[]): Findings {
  const found = new Map(measures.map(one => [keyOf(one.who, one.what, one.unit), one.values]))
  const values = (...key: Parameters<typeof keyOf>) => found.get(keyOf(...key))
  return {
    spread(...key) {
      const all = values(...key)
      return all && spreadOf(all)
    },
    ratio(one, other, unit) {
      const [ones, others] = [values(...one, unit), values(...other, unit)]
      return ones && others && spreadOf(ratiosOf(ones, others))
    },
    whoDid: (what, unit) =>
      measures.filter(one => one.what === what && one.unit === unit).map(({ who }) => who),
  }
}

/** Collects values round by round, in the order in which things were first measured. */
export function createRecord() {
  const kept = new Map<string, Measure & { readonly values: number[] }>()
  return {
    add(who: string, what: string, unit: Unit, value: number): void {
      const key = keyOf(who, what, unit)
      const one = kept.get(key) ?? { who, what, unit, values: [] }
      one.values.push(value)
      kept.set(key, one)
    },
    get measures(): readonly Measure[] {
      return [...kept.values()]
    },
  }
}

export type Record = ReturnType<typeof createRecord>

const keyOf = (who: string, what: string, unit: string): string => JSON.stringify([who, what, unit])
