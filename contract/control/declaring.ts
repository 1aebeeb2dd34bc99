import * as z from 'zod/mini'
import type { Endpoint, Method, ParamsOf, ReplyDescription } from '../answer/endpoint.ts'
import type { Problem, ProblemStatus } from '../answer/problem.ts'
import { saidOf } from '../define/words.ts'
import type { FieldNote } from '../openapi/components.ts'
import type { ControlFile, ControlHost, Controlled } from './controlled.ts'
import { ProblemSchema } from './problem-schema.ts'
import { session } from './queries.ts'

/** What operations belong together by. */
interface Tag {
  readonly tag: string
  readonly about: string
}

/** A reply that is a file. */
interface FileReply {
  readonly description: string
  /** The media types that it may have. */
  readonly types: readonly string[]
}

/** A reply that goes on: events, each told when it happens. */
interface EventsReply {
  readonly description: string
  /** What each event carries, by its name. */
  readonly events: Readonly<Record<string, z.core.$ZodType>>
}

/** What an operation says of itself. */
export interface Brief {
  /** What it does, where the summary does not say all of it. */
  readonly about?: string
  /** The parameters of the path in words. */
  readonly params?: Readonly<Record<string, FieldNote>>
  /** Strict: a parameter that is not here is refused. */
  readonly query?: z.ZodMiniObject
  readonly body?: z.core.$ZodType
  /** The largest body that is read, in bytes. Default: that of the APIs, 1 MiB. */
  readonly bodyLimit?: number
  /** What succeeds, by status: the schema of the body, a file, events, or words for a reply that has none of them. */
  readonly replies: {
    readonly [status: number]: z.core.$ZodType | FileReply | EventsReply | string
  }
  /** Statuses that the resolver itself tells as a problem. What is thrown is a 400. */
  readonly refuses?: readonly ProblemStatus[]
  /** `'none'` where it is the same in every session: then it takes no `session`. */
  readonly session?: 'none'
  /** Whether anybody may ask, from wherever and without a token: what says nothing secret. */
  readonly open?: true
  /** The same in code, where `double` is one. */
  readonly code?: string
  /** A body to show. */
  readonly sends?: unknown
  /** The body of a success to show. */
  readonly gives?: unknown
}

/** What a resolver is given: what was sent, all of it checked. */
interface Ask<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The name of the session that is asked for. */
  readonly session: string | undefined
  /** Where the doubles are served: `http://127.0.0.1:4010`. */
  readonly origin: string
  /** What is being done, for a sentence: `GET /__admin/journal`. */
  readonly doing: string
}

/** What a resolver has to do with. */
export interface ControlContext extends Controlled {
  readonly host: ControlHost
  /** All that there are. */
  readonly operations: ControlOperations
}

/** What an operation answers, before an adapter sends it. */
export interface ControlReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** JSON in pieces, in the place of `body`: no more than one of them is in memory at a time. */
  readonly pieces?: Iterable<string>
  /** Sent as it is, in the place of `body`. */
  readonly file?: ControlFile
  /** Sent one by one as they happen, in the place of `body`. */
  readonly events?: Events
}

/** One thing that happened. */
export interface LiveEvent {
  /** Where a stream of them goes on from, where that can be told. */
  readonly id?: string
  readonly event: string
  readonly data: unknown
}

/** Tells of what happens, until it is stopped. */
export type Events = (tell: (event: LiveEvent) => void) => () => void

/** What is only read may be given as it is. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T

type ContentOf<R> = R extends z.core.$ZodType
  ? { readonly body: Frozen<z.core.input<R>> } | { readonly pieces: Iterable<string> }
  : R extends FileReply
    ? { readonly file: ControlFile }
    : R extends EventsReply
      ? { readonly events: Events }
      : Without<'body' | 'pieces' | 'file' | 'events'>

type Without<Keys extends string> = { readonly [Key in Keys]?: never }

type SuccessOf<R> = {
  readonly [S in keyof R & number]: { readonly status: S } & ContentOf<R[S]>
}[keyof R & number]

type RefusalOf<B> = B extends { readonly refuses: readonly (infer S extends number)[] }
  ? {
      readonly status: S
      readonly headers: Readonly<Record<string, string>>
      readonly body: Problem
    }
  : never

/** The replies that a brief documents: another status, or another body, does not compile. */
type ReplyOf<B extends Brief> = SuccessOf<B['replies']> | RefusalOf<B>

type QueryOf<B> = B extends { readonly query: infer Q extends z.core.$ZodType }
  ? z.core.output<Q>
  : unknown

type BodyOf<B> = B extends { readonly body: infer Q extends z.core.$ZodType }
  ? z.core.output<Q>
  : undefined

/** One thing that can be done to doubles: its contract as data, and the resolver that does it. */
export interface ControlOperation {
  readonly endpoint: Endpoint & { readonly query: z.core.$ZodObject }
  readonly tag: Tag
  readonly brief: Brief
  readonly resolve: (ask: never, context: ControlContext) => ControlReply | Promise<ControlReply>
}

/** The operations of the control API by name. */
export type ControlOperations = Readonly<Record<string, ControlOperation>>

/**
 * The operations of one subject. Each is told what it says of itself, and then by what it is done: an undocumented
 * status, a wrong body, or a parameter that the path does not have do not compile.
 *
 * @example
 * const op = controls({ tag: 'Worlds', about: 'The states that doubles start from.' })
 * const listWorlds = op
 *   .get('/worlds', 'List the worlds', { replies: { 200: z.array(z.string()) } })
 *   .by((_, { worlds }) => ({ status: 200, body: worlds.names }))
 */
export function controls(tag: Tag) {
  const method =
    (name: Method) =>
    <const Path extends `/${string}`, const B extends Brief>(
      path: Path,
      summary: string,
      brief: B,
    ) => ({
      by: (
        resolve: (
          ask: Ask<ParamsOf<Path>, QueryOf<B>, BodyOf<B>>,
          context: ControlContext,
        ) => ReplyOf<B> | Promise<ReplyOf<B>>,
      ): ControlOperation => ({
        endpoint: toEndpoint(name, path, summary, brief),
        ...{ tag, brief },
        // What it answers is one of the brief's replies, each of which is a reply; TypeScript does not work that out.
        resolve: resolve as ControlOperation['resolve'],
      }),
    })
  return {
    get: method('get'),
    post: method('post'),
    put: method('put'),
    patch: method('patch'),
    delete: method('delete'),
  }
}

function toEndpoint(
  method: Method,
  path: `/${string}`,
  summary: string,
  { query = noQuery, body, replies, refuses = [], session: none }: Brief,
): ControlOperation['endpoint'] {
  const kept = Object.entries(replies).map(
    ([status, reply]) => [status, toDescription(summary, reply)] as const,
  )
  const refused = refuses.map(
    status => [status, { description: 'A problem.', body: ProblemSchema }] as const,
  )
  return {
    ...{ method, path, summary, auth: 'none' },
    query: none ? query : z.extend(query, { session }),
    ...(body && { body }),
    responses: Object.fromEntries([...kept, ...refused]),
  }
}

const noQuery = z.strictObject({})

function toDescription(
  summary: string,
  reply: z.core.$ZodType | FileReply | EventsReply | string,
): ReplyDescription {
  if (typeof reply === 'string') return { description: reply }
  if (!('_zod' in reply)) return { description: reply.description }
  return { description: saidOf(reply)?.words ?? `${summary}.`, body: reply }
}
