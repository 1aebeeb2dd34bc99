import * as z from 'zod/mini'
import type { Dialect } from '../../answer/answer.ts'
import type { Call } from '../../answer/call.ts'
import type { Contract, Endpoint, Reply } from '../../answer/endpoint.ts'
import { faultOf } from '../../answer/mismatch.ts'
import { paramsIn } from '../../answer/path.ts'
import { type Refusal, shown } from '../../answer/refusal.ts'
import type { Route } from '../../answer/router.ts'
import type { Delivery } from '../delivery.ts'
import { longestDelay } from './delay.ts'
import type { Examples } from './examples.ts'
import type { Forced } from './forced.ts'
import { type AnyOverride, isOutage } from './override.ts'
import type { Preference } from './preference.ts'

/** Makes documented replies on demand. */
export interface Forcing {
  /**
   * The reply of an override, `undefined` where the double's own is wanted; throws a sentence where the contract has no
   * such reply.
   */
  overridden(operation: string, override: AnyOverride): Delivery | undefined
  /** The titles of the examples that an operation can be made to reply with, and the status of each. */
  titles: Examples['titles']
  /** What a request prefers; where that cannot be, the API's refusal of the preference. */
  preferred(route: Route, preference: Preference, call: Call): Forced
}

/** What replies are made of. */
interface Source {
  readonly contract: Contract
  readonly dialect: Pick<Dialect<unknown>, 'refusals'>
  readonly examples: Examples
}

export function createForcing({ contract, dialect, examples }: Source): Forcing {
  return {
    titles: examples.titles,

    overridden(operation, override) {
      const { status, body, example, fault, where } = override
      const endpoint = endpointOf(contract, operation)
      refuseStrayParams(operation, endpoint, where?.params)
      if (isOutage(fault)) return outage(fault.outage)
      if (status === undefined) return undefined
      if (!endpoint.responses[status]) {
        const choice = Object.keys(endpoint.responses)
        const down = outageAt(status, `fault: { outage: ${status} }`)
        throw sentence(operation, `it documents no status ${status}${down}`, choice)
      }
      refuseNoBody(operation, endpoint, override)
      if (body !== undefined) return { status, body: kept(operation, endpoint, status, body) }
      return exampled(examples, operation, status, example)
    },

    preferred(route, preference, call) {
      const delay = millisecondsIn(preference.wait)
      const reply = typeof delay === 'string' ? delay : replyFor(route, preference, examples)
      if (typeof delay === 'string' || typeof reply === 'string') {
        return { reply: refused(dialect, call, `${route.operation} ${reply}`) }
      }
      return { reply, delay, applied: appliedOf(preference, reply) }
    },
  }
}

/** The reply that is preferred, or why there is none; nothing where the double's own will do. */
function replyFor(
  route: Route,
  preference: Preference,
  examples: Examples,
): Delivery | string | undefined {
  const { code, example, outage } = preference
  if (outage !== undefined) return outageFor(outage)
  const isOwn = code === undefined && example === undefined
  return isOwn ? undefined : exampleFor(route, preference, examples)
}

/** How long a call is to wait, or why it cannot. */
function millisecondsIn(wait = '0'): number | string {
  const delay = /^\d{1,7}(\.\d{1,6})?$/.test(wait) ? Math.round(Number(wait) * 1000) : -1
  const isDelay = delay >= 0 && delay <= longestDelay
  return isDelay
    ? delay
    : `cannot wait "${shown(wait)}". Give seconds from 0 to ${longestDelay / 1000}.`
}

/** What was done of a preference, as RFC 7240 has it told. */
function appliedOf({ outage, wait }: Preference, reply: Delivery | undefined): string {
  const done = [
    ...(reply ? [outage === undefined ? `code=${reply.status}` : `outage=${outage}`] : []),
    ...(wait === undefined ? [] : [`wait=${wait}`]),
  ]
  return done.join(', ')
}

/** The example that is preferred, or why there is none, with the choice. */
function exampleFor(
  { operation, endpoint }: Route,
  { code, example }: Preference,
  examples: Examples,
): Delivery | string {
  const titles = examples.titles(operation)
  if (code !== undefined && !Object.hasOwn(endpoint.responses, code)) {
    const down = outageAt(Number(code), `outage=${code}`)
    return `documents no ${shown(code) || '""'}${down}${offer(Object.keys(endpoint.responses))}`
  }
  const status = Number(code ?? titles.find(({ title }) => title === example)?.status)
  const reply = examples.of(operation, status, example)
  if (reply) return reply
  const choice = titles.filter(one => code === undefined || one.status === status)
  const what = code === undefined ? '' : ` of its ${status}`
  return `has no example "${shown(example)}"${what}${offer(choice.map(({ title }) => title))}`
}

function outageFor(sent: string): Delivery | string {
  return /^5\d\d$/.test(sent)
    ? outage(Number(sent))
    : `has no outage "${shown(sent)}". Give a status from 500 to 599.`
}

/** Where a status that is not documented is that of an outage: how one is asked for. */
const outageAt = (status: number, how: string): string =>
  status >= 500 && status <= 599 ? `, and an outage is ${how}` : ''

/** The endpoint, or a sentence with those that there are. */
function endpointOf(contract: Contract, operation: string): Endpoint {
  const endpoint = Object.hasOwn(contract, operation) ? contract[operation] : undefined
  if (endpoint) return endpoint
  throw sentence(operation, 'there is no such operation', Object.keys(contract))
}

/** What has no body arrives whole, and no fault of it would be seen. */
function refuseNoBody(
  operation: string,
  { responses }: Endpoint,
  { status = 0, fault }: AnyOverride,
) {
  if ((fault !== 'truncated' && fault !== 'malformed') || responses[status]?.body) return
  throw sentence(operation, `its ${status} has no body that could be ${fault}`, [
    'reset',
    'silence',
  ])
}

/** A parameter that the path does not have matches nothing, ever. */
function refuseStrayParams(operation: string, { path }: Endpoint, params: unknown): void {
  const names = paramsIn(path)
  const stray = Object.keys(Object(params)).find(name => !names.includes(name))
  if (stray === undefined || typeof Object(params).asymmetricMatch === 'function') return
  throw sentence(operation, `its path has no parameter "${shown(stray)}"`, names)
}

/** What stands before a provider says that it cannot be reached: a page of its own, which no contract documents. */
export const outage = (status: number): Delivery => ({
  status,
  fault: { outage: status },
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  text: `<html>\n<head><title>${status}</title></head>\n<body>\n<center><h1>${status} ${reasons[status] ?? 'Server Error'}</h1></center>\n</body>\n</html>\n`,
})

const reasons: Readonly<Record<number, string>> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}

function exampled(
  examples: Examples,
  operation: string,
  status: number,
  title: string | undefined,
): Reply {
  const reply = examples.of(operation, status, title)
  if (reply) return reply
  const why =
    title === undefined ? `its ${status} has no example` : `it has no example "${shown(title)}"`
  const choice = examples.titles(operation).filter(one => one.status === status)
  throw sentence(
    operation,
    `${why}: give a body`,
    choice.map(one => one.title),
  )
}

function kept(operation: string, endpoint: Endpoint, status: number, body: unknown): unknown {
  const schema = endpoint.responses[status]?.body
  const fault = faultOf(schema ?? z.literal(undefined), body)
  if (fault === undefined) return body
  throw sentence(operation, `the body breaks the contract at ${fault}`, [])
}

function refused({ refusals }: Source['dialect'], call: Call, why: string): Reply {
  const refusal: Refusal & { kind: 'unprocessable' } = {
    kind: 'unprocessable',
    code: 'preference_not_met',
    detail: `Prefer cannot be met: ${why}`,
  }
  return refusals.unprocessable(refusal, call)
}

const sentence = (operation: string, why: string, choice: readonly string[]): Error =>
  new Error(`Failed to override "${shown(operation)}": ${why}${offer(choice)}`)

const offer = (choice: readonly string[]): string =>
  choice.length > 0 ? `. Choose from ${choice.join(', ')}.` : '.'
