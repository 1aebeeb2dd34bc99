import type { Ask } from '../ask.ts'

/** What a stateful mock is asked to do, in the order in which it is: what is created is deleted at the end. */
export const cases = [
  'GET by id',
  'list page of 20',
  'filtered and sorted list',
  'create',
  'update',
  'delete',
] as const

export type Case = (typeof cases)[number]

/** What is sent in a case. */
export interface Sent {
  /** In turn; `{n}` and `{each}` stand for what differs from one to the next. */
  readonly asks: readonly Ask[]
  /** The keys that lead to the id in what is created. */
  readonly id?: readonly string[]
  /** What `{each}` stands for; in a delete the ids of what was created, where nothing is given. */
  readonly each?: readonly string[]
  /** What puts back in order what the case has changed. */
  readonly after?: Ask
}

/** What somebody can be asked for: a case that is not there is one that it has not. */
export type Sendable = { readonly [Name in Case]?: Sent }

/** Numbers from 0 to below `size`, evenly spread. */
export const spread = (count: number, size: number): readonly number[] =>
  Array.from({ length: Math.min(count, size) }, (_, nth) =>
    Math.floor((nth * size) / Math.min(count, size)),
  )

/** How many different ones are asked for in turn: of a few what was found might be kept. */
export const variety = { entities: 100, pages: 5, filters: 100 }
