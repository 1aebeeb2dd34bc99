import type * as z from 'zod/mini'
import type { Double } from '../double/double.ts'
import type { DoubleOptions } from '../double/options.ts'
import type { OpenApiDocument } from '../openapi/openapi.ts'
import type { DbOf } from '../store/entities.ts'
import type { Suite } from '../verify/suite.ts'
import { describe } from './create.ts'
import { type ApiSpec, checkSpec, type Description } from './description.ts'
import type { ShownOf } from './dialect.ts'
import type { Entities } from './entity.ts'
import type { Operation } from './operations.ts'

/** The contract that operations make. */
type ContractOf<Ops> = {
  readonly [Name in keyof Ops]: Ops[Name] extends Operation<infer E> ? E : never
}

/** A starting state: the documented entities, none, or what a function puts into the empty models. */
export type WorldOf<Name extends string, Es> =
  | 'documented'
  | 'empty'
  | ({ readonly name: string } & {
      readonly [Api in Name]?: (db: DbOf<Es>, seed: number) => void
    })

/** A double of a described API, with what it has besides. */
export type DoubleOf<Name extends string, Es, Xs, Ops> = Double<
  DbOf<Es>,
  WorldOf<Name, Es>,
  ContractOf<Ops>
> &
  ShownOf<Xs>

/** What a description makes. */
export interface Api<Name extends string, Es, Xs, Ops> {
  readonly name: Name
  readonly title: string
  readonly documentedUrl: string
  readonly contract: ContractOf<Ops>
  /** A double of the API: `setupServer(...todos.create().handlers)`. */
  create(options?: DoubleOptions<WorldOf<Name, Es>>): DoubleOf<Name, Es, Xs, Ops>
  /** The contract as OpenAPI 3.1. */
  openapi(): Promise<OpenApiDocument>
  /** What a provider is held to: `verify(await todos.suite(), fetch)`. */
  suite(): Promise<Suite>
}

/**
 * Makes an API of its description: doubles with their models, msw handlers and checks, its document, and a suite to hold
 * providers to it.
 *
 * @example
 * export const todos = defineApi({ name: 'todos', title: 'Todos', url, about, credentials, dialect, operations })
 * const double = todos.create()
 */
export function defineApi<
  const Name extends string,
  Es extends Entities,
  F extends z.core.$ZodType,
  Caller,
  Always extends number,
  Xs,
  Ops extends { readonly [Key in keyof Ops]: Operation },
>(spec: ApiSpec<Name, Es, F, Caller, Always, Xs, Ops>): Api<Name, Es, Xs, Ops> {
  checkSpec(spec)
  // From here on what belongs together does so by name: the types above say so to whoever uses it.
  const description = describe(spec as unknown as Description['spec'])
  const api = {
    name: spec.name,
    title: spec.title,
    documentedUrl: spec.url,
    contract: description.contract,
    create: description.create,
    openapi: async () => (await import('./document.ts')).documentOf(description),
    suite: async () => (await import('./suite.ts')).suiteOf(description),
  }
  return api as unknown as Api<Name, Es, Xs, Ops>
}
