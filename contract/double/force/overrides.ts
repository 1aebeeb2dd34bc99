import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { contains, containsText } from '../journal/matching.ts'
import { drawn } from './delay.ts'
import type { Forced } from './forced.ts'
import type { Forcing } from './forcing.ts'
import { type AnyOverride, type Asked, readOverride } from './override.ts'

/** An override that stands. */
export interface Standing {
  readonly id: number
  readonly operation: string
  readonly override: AnyOverride
  /** How many replies are left; `null` for all to come. */
  readonly left: number | null
}

/** What is forced on a double at the moment. */
export interface Overrides {
  /** The latest first. */
  readonly list: readonly Standing[]
  /** Puts an override before those that stand; gives its id. Throws a sentence where it is none. */
  add(operation: string, override: unknown): number
  /** An override that could be added; throws a sentence where it could not. */
  check(operation: string, override: unknown): AnyOverride
  /** The titles of the examples that an operation can be made to reply with, and the status of each. */
  examples: Forcing['titles']
  /** Takes one away, or all. Says whether there was one. */
  remove(id?: number): boolean
  /** What is forced on a call, if anything is. */
  take(operation: string, asked: () => Asked): Forced | undefined
}

/** Keeps overrides, the latest before the others; ranges of delays come from the seed. */
export function createOverrides(
  seed: number,
  { overridden, titles }: Pick<Forcing, 'overridden' | 'titles'>,
): Overrides {
  const random = xoroshiro128plus(seed)
  const shelf = createShelf()
  let last = 0

  const check = (operation: string, sent: unknown): AnyOverride => {
    const override = readOverride(operation, sent)
    overridden(operation, override) // throws where it breaks the contract
    return override
  }
  return {
    get list() {
      return shelf.all().map(one => ({ ...one, left: Number.isFinite(one.left) ? one.left : null }))
    },
    add: (operation, sent) => {
      const override = check(operation, sent)
      const left = override.times ?? Number.POSITIVE_INFINITY
      last += 1
      shelf.put({ id: last, operation, override, left })
      return last
    },
    check,
    examples: titles,
    remove: shelf.remove,
    take: (operation, asked) => {
      const found = shelf.of(operation).findLast(one => isFor(one.override, asked))
      if (!found) return undefined
      found.left -= 1
      if (found.left <= 0) shelf.remove(found.id)
      const { delay = 0, fault, headers } = found.override
      const reply = overridden(operation, found.override)
      return { reply, headers, delay: drawn(delay, random), ...(fault && { fault }) }
    },
  }
}

interface Kept extends Omit<Standing, 'left'> {
  left: number
}

/** How many overrides may stand. */
const most = 10_000

/** Overrides by their ids, and by operation: a call of one does not pay for those of the others. */
function createShelf() {
  const byId = new Map<number, Kept>()
  const byOperation = new Map<string, Kept[]>()
  return {
    /** The latest first. */
    all: () => [...byId.values()].reverse(),
    /** The latest last. */
    of: (operation: string): readonly Kept[] => byOperation.get(operation) ?? [],
    put(one: Kept): void {
      if (byId.size >= most) {
        throw new Error(
          `Failed to override "${one.operation}": there are ${most} overrides already. Take back those that are done.`,
        )
      }
      byId.set(one.id, one)
      const others = byOperation.get(one.operation)
      if (others) others.push(one)
      else byOperation.set(one.operation, [one])
    },
    /** Takes one away, or all. Says whether there was one. */
    remove(id?: number): boolean {
      if (id === undefined) {
        const isThere = byId.size > 0
        byId.clear()
        byOperation.clear()
        return isThere
      }
      const others = byOperation.get(byId.get(id)?.operation ?? '')
      others?.splice(
        others.findIndex(one => one.id === id),
        1,
      )
      return byId.delete(id)
    },
  }
}

/** What a path and a query carry is text, whatever is expected of it. */
function isFor({ where }: AnyOverride, asked: () => Asked): boolean {
  if (where === undefined) return true
  const { params, query, body } = asked()
  return (
    containsText(params, where.params) &&
    containsText(query, where.query) &&
    (where.body === undefined || contains(body, where.body))
  )
}
