import * as z from 'zod/mini'
import type { Call, Dialect } from '../answer.ts'
import type { Contract, Endpoint, Reply } from '../endpoint.ts'
import type { Refusal } from '../refusal.ts'
import type { Route } from '../router.ts'
import { exampleOf } from './examples.ts'
import type { AnyOverride } from './overrides.ts'
import type { Preference } from './preference.ts'

/** Makes documented replies on demand. */
export interface Forcing {
  /** The reply of an override; throws a sentence where the contract has no such reply. */
  overridden(operation: string, override: AnyOverride): Reply
  /** The reply that a request prefers; where the contract has none, the API's refusal of the preference. */
  preferred(route: Route, preference: Preference, call: Call): Reply | undefined
}

type Words = Pick<Dialect<unknown>, 'refusals'>

export function createForcing(contract: Contract, words: Words): Forcing {
  return {
    overridden(operation, { status, headers, body, example }) {
      const endpoint = describing(contract, operation, status)
      const reply =
        body === undefined
          ? exampled(words, operation, endpoint, { status, ...(example && { example }) })
          : { status, body: kept(operation, endpoint, status, body) }
      return { ...reply, headers: { ...reply.headers, ...headers } }
    },

    preferred({ operation, endpoint }, { code, example }, call) {
      const status = code ?? statusOf(endpoint, example)
      if (status === undefined) return refuse(words, call, operation, `has no example "${example}"`)
      if (!endpoint.responses[status])
        return refuse(words, call, operation, `documents no ${status}`)
      const reply = exampleOf(words, endpoint, status, example)
      return (
        reply && { ...reply, headers: { ...reply.headers, 'Preference-Applied': `code=${status}` } }
      )
    },
  }
}

/** The endpoint, which documents the status; else a sentence with those that it does. */
function describing(contract: Contract, operation: string, status: number): Endpoint {
  const endpoint = Object.hasOwn(contract, operation) ? contract[operation] : undefined
  if (!endpoint) throw sentence(operation, 'there is no such operation', Object.keys(contract))
  if (endpoint.responses[status]) return endpoint
  throw sentence(operation, `it documents no status ${status}`, Object.keys(endpoint.responses))
}

function exampled(
  words: Words,
  operation: string,
  endpoint: Endpoint,
  { status, example }: Pick<AnyOverride, 'status' | 'example'>,
): Reply {
  const reply = exampleOf(words, endpoint, status, example)
  if (reply) return reply
  const why =
    example === undefined ? `its ${status} has no example` : `it has no example "${example}"`
  throw sentence(operation, `${why}: give a body`, titlesOf(endpoint, status))
}

const titlesOf = ({ examples = [] }: Endpoint, status: number): string[] =>
  examples.filter(({ reply }) => reply.status === status).map(({ title }) => title)

const statusOf = ({ examples = [] }: Endpoint, name: string | undefined): number | undefined =>
  examples.find(({ title }) => title === name)?.reply.status

function kept(operation: string, endpoint: Endpoint, status: number, body: unknown): unknown {
  const schema = endpoint.responses[status]?.body
  const result = z.safeParse(schema ?? z.literal(undefined), body)
  if (result.success) return body
  const issues = result.error.issues.map(({ path, code }) => `"${path.join('.')}" (${code})`)
  throw sentence(operation, `the body breaks the contract at ${issues.join(', ')}`, [])
}

function refuse({ refusals }: Words, call: Call, operation: string, why: string): Reply {
  const detail = `Prefer cannot be met: ${operation} ${why}.`
  const refusal: Refusal & { kind: 'unprocessable' } = {
    kind: 'unprocessable',
    code: 'preference_not_met',
    detail,
  }
  return refusals.unprocessable(refusal, call)
}

const sentence = (operation: string, why: string, choice: readonly string[]): Error => {
  const offer = choice.length > 0 ? ` Choose from ${choice.join(', ')}.` : ''
  return new Error(`Failed to override "${operation}": ${why}.${offer}`)
}
