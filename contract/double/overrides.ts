import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Endpoint, ReplyOf } from '../endpoint.ts'
import type { Route } from '../router.ts'
import type { Delivery, Fault } from './delivery.ts'
import { below } from './ids.ts'
import { contains } from './matching.ts'

/** When a forced reply is given, and how it comes. */
interface Circumstances {
  /** After how many replies the override is used up. Default: never. */
  readonly times?: number
  /** The calls that it is for: any part of their parameters, query and body. Default: all. */
  readonly where?: Partial<Asked>
  /** Milliseconds before the reply, or a range of them. */
  readonly delay?: number | readonly [min: number, max: number]
  /** What goes wrong on the way. */
  readonly fault?: Fault
}

/** What a call says of itself, for an override to look at. */
export interface Asked {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** Without a body, the example of the status: the one that `example` names, or the first. */
type Forced<R> = R extends { readonly body: infer Body }
  ? Omit<R, 'body'> & { readonly body?: Body; readonly example?: string }
  : R

/** A documented reply to give in the place of the double's own; another status does not compile. */
export type Override<E extends Endpoint> = Forced<ReplyOf<E>> & Circumstances

/** An override as it comes in over HTTP, before anybody has looked at it. */
export interface AnyOverride extends Circumstances {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly example?: string
}

/** An override that stands. */
export interface Standing {
  readonly id: number
  readonly operation: string
  readonly override: AnyOverride
  /** How many replies are left; `null` for all to come. */
  readonly left: number | null
}

export interface Overrides {
  readonly list: readonly Standing[]
  /** Puts an override before those that stand; gives its id. */
  add(operation: string, override: AnyOverride): number
  /** Takes one away, or all. Says whether there was one. */
  remove(id?: number): boolean
  /** The forced reply for a call, if there is one. */
  take(route: Route, asked: () => Asked): Delivery | undefined
}

/** Keeps overrides, the latest first; ranges of delays come from the seed. */
export function createOverrides(
  seed: number,
  deliver: (operation: string, override: AnyOverride) => Delivery,
): Overrides {
  const random = xoroshiro128plus(seed)
  const standing: { id: number; operation: string; override: AnyOverride; left: number }[] = []
  let last = 0
  const msOf = (delay: Circumstances['delay'] = 0): number =>
    typeof delay === 'number' ? delay : delay[0] + below(delay[1] - delay[0] + 1, random)
  return {
    get list() {
      return standing.map(one => ({ ...one, left: Number.isFinite(one.left) ? one.left : null }))
    },
    add: (operation, override) => {
      deliver(operation, override) // throws where it breaks the contract
      last += 1
      standing.unshift({ id: last, operation, override, left: override.times ?? Infinity })
      return last
    },
    remove: id => {
      const index = id === undefined ? 0 : standing.findIndex(one => one.id === id)
      return (
        standing.splice(Math.max(0, index), id === undefined ? Infinity : Number(index >= 0))
          .length > 0
      )
    },
    take: ({ operation }, asked) => {
      if (standing.length === 0) return undefined
      const index = standing.findIndex(
        one => one.operation === operation && isFor(one.override, asked),
      )
      const found = standing[index]
      if (!found) return undefined
      found.left -= 1
      if (found.left <= 0) standing.splice(index, 1)
      const { delay, fault } = found.override
      const ms = msOf(delay)
      return {
        ...deliver(operation, found.override),
        ...(ms > 0 && { delay: ms }),
        ...(fault && { fault }),
      }
    },
  }
}

const isFor = ({ where }: Circumstances, asked: () => Asked): boolean =>
  where === undefined || contains(asked(), where)
