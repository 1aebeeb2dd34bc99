import * as z from 'zod/mini'
import type { Contract } from '../answer/endpoint.ts'
import { check, expecting } from '../check.ts'
import type { Double } from '../double/double.ts'
import type { ApiAsks, Ask } from '../double/force/asking.ts'
import type { Lasting } from '../double/force/standing.ts'
import type { DoubleOptions } from '../double/options.ts'
import type { Quota } from '../double/quota.ts'
import type { Part } from '../double/state/state.ts'
import type { FieldNote } from '../openapi/components.ts'
import type { Choices } from '../readings/choice.ts'
import type { ChoicesOf, Readings } from '../readings/reading.ts'
import type { DbOf } from '../store/entities.ts'
import type { Suite } from '../verify/suite.ts'
import type { ApiDialect } from './dialect.ts'
import type { Entities } from './entity.ts'
import type { Operation } from './operations.ts'

/** An API: what it is called, how it speaks, what it keeps, and what can be asked of it. */
export interface ApiSpec<
  Name extends string,
  Es extends Entities,
  F extends z.core.$ZodType,
  Caller,
  Always extends number,
  Xs,
  Ops,
  Rs,
> {
  /** Lower case, as in `X-Contract-Double` and on the command line. */
  readonly name: Name
  readonly title: string
  /** The documented base URL. */
  readonly url: string
  /** What the API is, in a sentence or two. */
  readonly about: string
  /** Credentials that the double lets in, as they stand in the documentation, and words for what they are. */
  readonly credentials: { readonly shown: string; readonly about: string }
  readonly dialect: ApiDialect<Es, F, Caller, Always, Xs, Rs>
  readonly operations: Ops
  /** The window of its limit of requests, in seconds. Default: 60. */
  readonly window?: number
  /** A time as the API writes it. Default: ISO 8601 in UTC and whole seconds, `2024-01-15T09:30:00Z`. */
  readonly toTime?: (time: Date) => string
  /** What counts requests, where it is not the kernel's own. */
  readonly quota?: (counting: Counting<ChoicesOf<Rs>>) => Quota
  /** A server variable in the place of the base URL's host, where everybody has one of their own. */
  readonly host?: { readonly name: string; readonly description: string }
  /** The media types, or ranges of them, that a body may have besides JSON's. */
  readonly bodyTypes?: readonly string[]
  /** What the doubles hold that the document asks, besides the documented entities, and what time they have. */
  readonly asked?: {
    readonly fill?: (db: DbOf<Es>) => void
    readonly now?: Date
    /** What shows a status of every operation that has it, where nothing can be derived. */
    readonly every?: Readonly<Record<number, Ask>>
  }
  /** The response headers in words; the examples tell which reply has which. */
  readonly headers?: Readonly<Record<string, FieldNote>>
  /** The readings with their words, loaded when they are asked for. Default: the dialect's. */
  readonly readings?: () => Promise<Readings>
  /** What to ask that none of the operations is, to show how the API answers it. */
  readonly strays?: readonly Ask[]
  /** What a provider is held to besides what is derived from the description, loaded when it is asked for. */
  readonly suite?: (derived: Suite) => Promise<Suite>
}

/** What a quota is made of. */
export interface Counting<Values = unknown> {
  /** The length of its window, in seconds. */
  readonly seconds: number
  readonly time: () => Date
  /** Whether it is enforced at the moment, or a limit in its place: to be looked at when something is counted. */
  readonly rateLimit: boolean | number
  /** What the double takes at the moment: to be looked at when something is counted. */
  readonly readings: Values
}

/** An API whose types are forgotten: what doubles, documents and suites are made of. */
export interface Description {
  readonly spec: ApiSpec<
    string,
    Entities,
    z.core.$ZodType,
    unknown,
    number,
    Readonly<Record<string, AnyExtra>>,
    Readonly<Record<string, Operation>>,
    Readings
  >
  readonly contract: Contract
  readonly asks: ApiAsks
  create(options?: DoubleOptions<unknown, Choices>): Double<unknown, unknown>
  /** A double that is asked again and again, and put back in between. */
  lasting(options: DoubleOptions<unknown, Choices>): Lasting
}

interface AnyExtra {
  create(): Part
  shown(part: Part): unknown
}

/** Throws a sentence where a description cannot be one. */
export function checkSpec({ name, url }: { readonly name: string; readonly url: string }): void {
  check(Named, { name, url }, `define the API "${name}"`)
}

const Named = z.object({
  name: expecting(
    z.string().check(z.regex(/^[a-z][a-z0-9-]*$/)),
    'lower-case letters, digits and hyphens, as in "todos"',
  ),
  url: expecting(
    z.string().check(z.refine(url => URL.canParse(url) && /^https?:/.test(url))),
    'the documented base URL, as in "https://api.example.com/v1"',
  ),
})
