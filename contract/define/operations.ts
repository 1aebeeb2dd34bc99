import type * as z from 'zod/mini'
import type { Auth } from '../answer/auth.ts'
import type {
  Ask,
  Endpoint,
  Example,
  Method,
  ReplyDescription,
  ReplyOf,
} from '../answer/endpoint.ts'
import type { Ask as Question } from '../double/force/asking.ts'
import type { FieldNote } from '../openapi/components.ts'
import type { ApiDialect, Context } from './dialect.ts'

/** What an operation says of itself; what it shares with all the others stands in the dialect. */
export interface Brief {
  /** What it does, in the page's words. Default: the summary. */
  readonly about?: string
  /** The parameters of the path in words; text, where the note does not name another type. */
  readonly params?: Readonly<Record<string, FieldNote>>
  readonly query?: z.core.$ZodObject
  readonly body?: z.core.$ZodType
  /** What succeeds, by status: the schema of the body, or words for a reply without one, or both. */
  readonly replies: { readonly [status: number]: z.core.$ZodType | ReplyDescription | string }
  /** `'none'` where anybody may ask: then none of the statuses that every operation has is its own. */
  readonly auth?: 'none'
  /** Statuses that turn a request away, besides those that every operation has. */
  readonly refuses?: readonly number[]
  /** A body to show, where the page prints no whole request. */
  readonly sends?: unknown
  /** Requests as the page prints them, with their replies. */
  readonly examples?: readonly Example[]
  /** What shows a status besides, where nothing can be derived, or something better is known. */
  readonly asks?: Readonly<Record<number, Question>>
  /** Why it is served although the API's page does not list it. */
  readonly beyond?: string
}

type RepliesOf<R> = {
  readonly [S in keyof R & number]: R[S] extends z.core.$ZodType
    ? { readonly description: string; readonly body: R[S] }
    : R[S] extends ReplyDescription
      ? R[S]
      : { readonly description: string }
}

type RefusedBy<B> = B extends { readonly refuses: readonly (infer S extends number)[] } ? S : never

type RefusalsOf<S extends number, F extends z.core.$ZodType> = {
  readonly [Status in S]: { readonly description: string; readonly body: F }
}

/** The endpoint that a brief makes, with what its dialect adds. */
export type EndpointOf<
  M extends Method,
  Path extends string,
  B,
  F extends z.core.$ZodType,
  Always extends number,
> = {
  readonly method: M
  readonly path: Path & `/${string}`
  readonly auth: Auth | 'none'
  readonly summary: string
  readonly responses: RepliesOf<B extends { readonly replies: infer R } ? R : never> &
    RefusalsOf<
      Exclude<
        RefusedBy<B> | (B extends { readonly auth: 'none' } ? never : Always),
        B extends { readonly replies: infer R } ? keyof R : never
      >,
      F
    >
} & (B extends { readonly query: infer Q extends z.core.$ZodObject }
  ? { readonly query: Q }
  : unknown) &
  (B extends { readonly body: infer Q extends z.core.$ZodType } ? { readonly body: Q } : unknown)

/** What a brief makes is an endpoint, which of one that is not known yet cannot be seen. */
type Described<E> = E extends Endpoint ? E : never

/** An operation: its endpoint as data, what is said of it, and the resolver that answers. */
export interface Operation<E extends Endpoint = Endpoint> {
  readonly endpoint: E
  readonly tag: Tag
  readonly brief: Brief
  readonly resolve: (ask: never, context: never) => unknown
}

/** What operations belong together by. */
export interface Tag {
  readonly tag: string
  readonly about: string
  /** What statuses mean here, where that is not what they mean in the dialect. */
  readonly words?: Readonly<Record<number, string>>
}

/**
 * The operations of one resource. Each is told what it says of itself, and then by what it is answered: an undocumented
 * status, a wrong body, or a parameter that the path does not have do not compile.
 *
 * @example
 * const op = operations(dialect, { tag: 'Todos', about: 'What is to be done.' })
 * const showTodo = op
 *   .get('/todos/:id', 'Show a todo', { replies: { 200: Todo }, refuses: [404] })
 *   .by(({ params }, { store }) => ({ status: 200, body: found(store.todo.get(params.id), 'todo', params.id) }))
 */
export function operations<Es, F extends z.core.$ZodType, Caller, Always extends number, Xs, Rs>(
  dialect: ApiDialect<Es, F, Caller, Always, Xs, Rs>,
  tag: Tag,
) {
  const method =
    <const M extends Method>(name: M) =>
    <const Path extends `/${string}`, const B extends Brief>(
      path: Path,
      summary: string,
      brief: B,
    ) => {
      type E = Described<EndpointOf<M, Path, B, F, Always>>
      const endpoint = toEndpoint(dialect, { method: name, path, summary, brief, tag })
      return {
        by: (
          resolve: (ask: Ask<E, Caller>, context: Context<Es, Xs, Rs>) => ReplyOf<E>,
        ): Operation<E> => ({
          endpoint: endpoint as unknown as E, // made of the same brief
          ...{ tag, brief, resolve },
        }),
      }
    }
  return {
    get: method('get'),
    post: method('post'),
    put: method('put'),
    patch: method('patch'),
    delete: method('delete'),
  }
}

/**
 * A resolver that answers the same whatever is asked: with what a page prints, until there is a better one.
 *
 * @example always({ status: 200, body: { up: true } })() // => { status: 200, body: { up: true } }
 */
export const always =
  <Said>(reply: Said) =>
  (): Said =>
    reply

interface Briefed {
  readonly method: Method
  readonly path: `/${string}`
  readonly summary: string
  readonly brief: Brief
  readonly tag: Tag
}

/** What an operation shares with all the others, as far as its endpoint tells it. */
type Shared = Pick<
  ApiDialect<unknown, z.core.$ZodType, unknown, number, unknown, unknown>,
  'auth' | 'failure' | 'always' | 'words'
>

function toEndpoint(dialect: Shared, { method, path, summary, brief, tag }: Briefed): Endpoint {
  const { query, body, replies, refuses = [], examples, beyond } = brief
  const kept = Object.entries(replies).map(
    ([status, reply]) => [status, toDescription(summary, reply)] as const,
  )
  const auth = brief.auth ?? dialect.auth
  const words = { ...usual, ...dialect.words, ...tag.words }
  const refused = [...refuses, ...(auth === 'none' ? [] : dialect.always)]
    .filter(status => !(status in replies))
    .map(status => {
      const description = words[status] ?? 'The request is refused.'
      return [String(status), { description, body: dialect.failure }] as const
    })
  return {
    ...{ method, path, auth, summary },
    ...(query && { query }),
    ...(body && { body }),
    responses: Object.fromEntries([...kept, ...refused]),
    ...(examples && { examples }),
    ...(beyond !== undefined && { beyond }),
  }
}

function toDescription(
  summary: string,
  reply: Brief['replies'][number] | undefined,
): ReplyDescription {
  if (reply === undefined || typeof reply === 'string') return { description: reply ?? summary }
  return '_zod' in reply ? { description: `${summary}.`, body: reply } : reply
}

/** What statuses mean where nobody says otherwise. */
const usual: Readonly<Record<number, string>> = {
  400: 'The request is malformed, or breaks a rule.',
  401: 'The credentials are missing or wrong.',
  403: 'The caller may not do this.',
  404: 'There is nothing of this id.',
  409: 'It conflicts with something that is there.',
  422: 'A field breaks a rule.',
  429: 'Too many requests.',
}
