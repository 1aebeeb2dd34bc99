import type * as z from 'zod/mini'
import type { Auth } from './auth.ts'
import type { Check } from './parse.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What a documented status carries: no `body` means that the reply has none. */
export interface ReplyDescription {
  readonly description: string
  readonly body?: z.core.$ZodType
}

/** A request as the documentation prints it, and the reply that it prints for it. */
export interface Example {
  readonly title: string
  readonly request: {
    readonly method: Uppercase<Method>
    /** The full path with its query, as printed. */
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  readonly reply: { readonly status: number; readonly body?: unknown }
}

/** One method and path of an API: plain data. What needs an `if` is no description. */
export interface Endpoint {
  readonly method: Method
  /** Below the API's base URL, parameters as `:name`. */
  readonly path: `/${string}`
  readonly auth: Auth | 'none'
  readonly summary: string
  readonly query?: z.core.$ZodType
  readonly body?: z.core.$ZodType
  readonly responses: { readonly [status: number]: ReplyDescription }
  readonly examples?: readonly Example[]
  /** Why the endpoint is served although the API's page does not list it. */
  readonly beyond?: string
}

/** What an API documents: its endpoints by operation name. */
export type Contract = Readonly<Record<string, Endpoint>>

/** Describes an endpoint; the identity, kept for the types that are derived from its literal. */
export const endpoint = <const E extends Endpoint>(description: E): E => description

type Headers = Readonly<Record<string, string>>

/** What a provider says, as plain data, before an adapter turns it into a response. */
export interface Reply {
  readonly status: number
  readonly headers?: Headers
  readonly body?: unknown
}

export type BodyOf<R> = R extends { readonly body: infer B extends z.core.$ZodType }
  ? { readonly body: z.core.input<B> }
  : { readonly body?: never }

/** The replies that an endpoint documents: another status, or another body, does not compile. */
export type ReplyOf<E extends Endpoint> = {
  [S in keyof E['responses'] & number]: {
    readonly status: S
    readonly headers?: Headers
  } & BodyOf<E['responses'][S]>
}[keyof E['responses'] & number]

/** `{ id: string }` for `/users/:id`, and for `/users/:id.json`. */
export type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { readonly [N in WithoutSuffix<Name>]: string } & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? { readonly [N in WithoutSuffix<Name>]: string }
    : unknown

type WithoutSuffix<Name extends string> = Name extends `${infer Own}.${string}` ? Own : Name

type ValueOf<S> = S extends z.core.$ZodType ? z.core.output<S> : unknown

/** What a resolver is given: what was sent, parsed when it asks for it and not before. */
export interface Ask<E extends Endpoint, Caller> {
  readonly caller: Caller
  /** The API's base URL as the caller knows it, for links. */
  readonly baseUrl: string
  readonly params: ParamsOf<E['path']>
  /** The query, or a refusal with every issue, those that `check` adds included. */
  query(check?: Check): ValueOf<E['query']>
  /** The body, or a refusal with every issue, those that `check` adds included. */
  body(check?: Check): ValueOf<E['body']>
}

/** One resolver for each endpoint of a contract. */
export type Resolvers<C extends Contract, Caller> = {
  readonly [Name in keyof C]: (ask: Ask<C[Name], Caller>) => ReplyOf<C[Name]>
}
