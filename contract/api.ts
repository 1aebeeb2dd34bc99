import type { Entities } from './define/entity.ts'
import type { Double } from './double/double.ts'
import type { DoubleOptions } from './double/options.ts'
import type { WorldChoiceFor } from './double/state/world.ts'
import type { OpenApiDocument } from './openapi/openapi.ts'
import type { Readings } from './readings/reading.ts'
import type { Suite } from './verify/suite.ts'

/**
 * All that is made of one API: its double, its document, and what a provider of it is held to. Whatever takes a list of
 * APIs takes a list of these, ours or anybody's.
 *
 * @example await verify(apis.overplane, apis.overplane.create().fetch, { readOnly: true })
 */
export interface ApiDefinition<
  Name extends string = string,
  D extends Double<unknown, never> = Double<unknown, never>,
> {
  /** What it goes by in code, on the command line and in `X-Contract-Double`; lower case. */
  readonly name: Name
  readonly title: string
  /** The documented base URL. */
  readonly documentedUrl: string
  /** What it keeps, by the names of its models. */
  readonly entities: Entities
  /** Fills empty models with exactly the entities that the pages print. */
  documented(db: D['db']): void
  create(options?: DoubleOptions<WorldChoiceFor<Name, D['db']>, D['readings']>): D
  /** Where its documentation leaves a choice, with words for it, loaded when they are asked for: no double needs them. */
  readings(): Promise<Readings>
  /** The contract as a document, loaded when it is asked for: no double needs it. */
  openapi(): Promise<OpenApiDocument>
  /** What a provider is held to, loaded when it is asked for: no double needs it. */
  suite(): Promise<Suite>
}

/** A list of APIs, each under its name. */
export type Apis = Readonly<Record<string, ApiDefinition>>
