import type * as z from 'zod/mini'
import type { ApiDefinition } from '../api.ts'
import type { Double } from '../double/double.ts'
import type { WorldChoiceFor } from '../double/state/world.ts'
import type { ChoicesOf } from '../readings/reading.ts'
import type { DbOf } from '../store/entities.ts'
import { describe } from './describe.ts'
import { type ApiSpec, checkSpec, type Description } from './description.ts'
import type { ShownOf } from './dialect.ts'
import { refuseUndocumented } from './documented.ts'
import type { Entities } from './entity.ts'
import type { Operation } from './operations.ts'
import { refuseUnsound } from './sound.ts'
import { fillDocumented, type Models } from './worlds.ts'

/** The contract that operations make. */
export type ContractOf<Ops> = {
  readonly [Name in keyof Ops]: Ops[Name] extends Operation<infer E> ? E : never
}

/** A double of a described API, with what it has besides. */
export type DoubleOf<Name extends string, Es, Xs, Ops, Rs> = Double<
  DbOf<Es>,
  WorldChoiceFor<Name, DbOf<Es>>,
  ContractOf<Ops>,
  ChoicesOf<Rs>
> &
  ShownOf<Xs>

/** What a description makes. */
export interface Api<Name extends string, Es, Xs, Ops, Rs>
  extends ApiDefinition<Name, DoubleOf<Name, Es, Xs, Ops, Rs>> {
  readonly contract: ContractOf<Ops>
}

/**
 * Makes an API of its description: doubles with their models, msw handlers and checks, its document, and a suite to hold
 * providers to it.
 *
 * @example
 * export const todos = defineApi({ name: 'todos', title: 'Todos', url, about, credentials, dialect, operations: { showTodo } })
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
  Rs,
>(spec: ApiSpec<Name, Es, F, Caller, Always, Xs, Ops, Rs>): Api<Name, Es, Xs, Ops, Rs> {
  checkSpec(spec)
  // From here on what belongs together does so by name: the types above say so to whoever uses it.
  const untyped = spec as unknown as Description['spec']
  refuseUndocumented(untyped)
  refuseUnsound(untyped)
  const description = describe(untyped)
  const api = {
    name: spec.name,
    title: spec.title,
    documentedUrl: spec.url,
    contract: description.contract,
    entities: spec.dialect.entities,
    documented: (db: Models) => fillDocumented(description.spec, db),
    create: description.create,
    readings: async () => (await spec.readings?.()) ?? spec.dialect.readings ?? {},
    openapi: async () => (await import('./derived/document.ts')).documentOf(description),
    suite: async () => {
      const derived = (await import('./derived/suite.ts')).suiteOf(
        description,
        await api.readings(),
      )
      return spec.suite ? spec.suite(derived) : derived
    },
  }
  return api as unknown as Api<Name, Es, Xs, Ops, Rs>
}
