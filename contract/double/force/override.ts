import * as z from 'zod/mini'
import type { Endpoint, ReplyOf } from '../../answer/endpoint.ts'
import { shown } from '../../answer/refusal.ts'
import { check, expecting } from '../../check.ts'
import type { Fault, Outage } from '../delivery.ts'
import { isMatcher } from '../journal/matching.ts'
import { type Delay, DelayForm } from './delay.ts'

/** What a call says of itself, for an override to look at. */
export interface Asked {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** When a forced reply is given, and how it comes. */
interface Circumstances {
  /** After how many replies the override is used up. Default: never. */
  readonly times?: number
  /** The calls that it is for: any part of their parameters, query and body. Default: all. */
  readonly where?: Partial<Asked>
  /** Whole milliseconds before the reply, or a range of them; an hour at most. */
  readonly delay?: Delay
  /** What goes wrong on the way. */
  readonly fault?: Fault
}

/** Without a body, the example of the status: the one that `example` names, or the first. */
type Forced<R> = R extends { readonly body: infer Body }
  ? Omit<R, 'body'> & { readonly body?: Body; readonly example?: string }
  : R

/** Without a status the double answers as ever, and the rest happens to its answer. */
interface Live {
  readonly status?: never
  readonly headers?: Readonly<Record<string, string>>
}

/** A documented reply to give in the place of the double's own; another status does not compile. */
export type Override<E extends Endpoint> = (Forced<ReplyOf<E>> | Live) & Circumstances

/** An override of any operation. */
export interface AnyOverride extends Circumstances {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly example?: string
}

/** How long a message is, and how long its connection lasts, is the server's to say. */
const ofTheConnection =
  /^(connection|content-encoding|content-length|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i

/** What HTTP allows in the name and in the value of a header. */
const headerName = z
  .string()
  .check(z.regex(/^[\w!#$%&'*+.^`|~-]{1,256}$/))
  .check(z.refine(name => !ofTheConnection.test(name)))
const headerValue = z.string().check(z.maxLength(4096), z.regex(/^[\t\x20-\x7e\x80-\xff]*$/))

const headers = z
  .record(headerName, headerValue)
  .check(z.refine(sent => Object.keys(sent).length <= 64))

const part = expecting(
  z.union([z.custom<object>(isMatcher), z.record(z.string(), z.unknown())]),
  'an object with a part of what was sent, as in { limit: 1 }',
)

/** An override as it comes in, in code or over HTTP. */
export const OverrideSchema = expecting(
  z.strictObject({
    status: z.optional(expecting(z.int(), 'a documented status, a number')),
    headers: z.optional(
      expecting(
        headers,
        'headers that HTTP can carry, at most 64, their values texts of Latin letters; how the message is framed (Content-Length, Connection, …) is not theirs to say',
      ),
    ),
    body: z.optional(z.unknown()),
    example: z.optional(expecting(z.string(), 'the title of an example')),
    times: z.optional(expecting(z.int().check(z.gte(1)), 'a whole number from 1')),
    where: z.optional(
      expecting(
        z.strictObject({
          params: z.optional(part),
          query: z.optional(part),
          body: z.optional(z.unknown()),
        }),
        'an object with params, query or body',
      ),
    ),
    delay: z.optional(DelayForm),
    fault: z.optional(
      expecting(
        z.union([
          z.enum(['reset', 'truncated', 'malformed', 'silence']),
          z.strictObject({ outage: z.int().check(z.gte(500), z.lte(599)) }),
        ]),
        'reset, truncated, malformed, silence, or { outage: 503 }',
      ),
    ),
  }),
  'an object, as in { status: 401 }',
)

/** An override that can be kept; else throws a sentence that names the key at fault and what is possible. */
export function readOverride(operation: string, sent: unknown): AnyOverride {
  const doing = `override "${shown(operation)}"`
  const override = check(OverrideSchema, sent, doing) as AnyOverride // TypeScript's optional keys may not be undefined
  const contradiction = contradictionIn(override)
  if (contradiction) throw new TypeError(`Failed to ${doing}: ${contradiction}`)
  refuseNoData(doing, override.where)
  return { ...override, ...('body' in override && { body: asSent(doing, override.body) }) }
}

function contradictionIn(override: AnyOverride): string | undefined {
  const { status, body, example, fault, delay, headers } = override
  if (body !== undefined && example !== undefined)
    return 'there are a "body" and an "example". Give one of them.'
  const own = (['status', 'body', 'example'] as const).find(key => override[key] !== undefined)
  if (isOutage(fault)) return own && `an outage has no "${own}" of its own. Leave it out.`
  if (status !== undefined) return undefined
  if (body !== undefined || example !== undefined)
    return 'there is no "status". Give the one that the reply is to have.'
  if (fault !== undefined || delay !== undefined || headers !== undefined) return undefined
  return 'nothing is to happen. Give a "status", a "delay", a "fault" or "headers".'
}

/** Whether what answers is no provider at all, but what stands before it. */
export const isOutage = (fault: Fault | undefined): fault is Outage => typeof fault === 'object'

/** What a call is compared with must be data, matchers aside, to be shown. */
function refuseNoData(doing: string, where: AnyOverride['where']): void {
  try {
    JSON.stringify(where, (_, part) => (isMatcher(part) ? undefined : refuseFunction(part)))
  } catch (cause) {
    throw new TypeError(
      `Failed to ${doing}: "where" is no data. Give what was sent, or a part of it.`,
      { cause },
    )
  }
}

/** JSON would leave it out, and the rest would be all that is compared, or sent. */
function refuseFunction(part: unknown): unknown {
  if (typeof part === 'function') throw new TypeError('there is a function in it')
  return part
}

/** A body as it travels, so that nothing that happens to the original changes it. */
function asSent(doing: string, body: unknown): unknown {
  if (body === undefined) return undefined
  try {
    return JSON.parse(JSON.stringify(body, (_, part) => refuseFunction(part)))
  } catch (cause) {
    throw new TypeError(`Failed to ${doing}: the body is no JSON. Give plain data.`, { cause })
  }
}
