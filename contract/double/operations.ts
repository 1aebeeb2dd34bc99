import type * as z from 'zod/mini'
import type { BodyOf, Contract, ParamsOf } from '../answer/endpoint.ts'

type SentOf<S> = S extends z.core.$ZodType ? z.core.input<S> : never

/** What an application sends to each operation of an API, and what it gets back, by status. */
export type Operations<C extends Contract> = {
  readonly [Name in keyof C]: {
    readonly params: ParamsOf<C[Name]['path']>
    readonly query: SentOf<C[Name]['query']>
    readonly body: SentOf<C[Name]['body']>
    readonly replies: {
      readonly [S in keyof C[Name]['responses'] & number]: BodyOf<C[Name]['responses'][S]>['body']
    }
  }
}
