import type { Difference } from './declared.ts'
import type { Exchange } from './exchanges.ts'

/** One thing on which the document, as Prism reads it, and the server do not agree. */
interface Disagreement {
  readonly api: Exchange['api']
  readonly text: string
}

/** Whatever is wrong with a reply: its status, its body, its type or its headers. */
export const wrongReplies = (exchanges: readonly Exchange[]): Disagreement[] =>
  exchanges.flatMap(exchange => told(exchange, 'response'))

/** Whatever is wrong with a request that the server takes. */
export const taken = (exchanges: readonly Exchange[]): Disagreement[] =>
  exchanges.filter(({ status }) => status < 300).flatMap(exchange => told(exchange, 'request'))

/** The requests that the server calls wrong, in which Prism sees nothing wrong. */
export const unsaid = (exchanges: readonly Exchange[]): Disagreement[] =>
  exchanges
    .filter(({ status }) => [400, 401, 422].includes(status))
    .filter(exchange => told(exchange, 'request').length === 0)
    .map(({ api, request, status, reply }) => ({ api, text: `${status} ${reply} to ${request}` }))

const told = (
  { api, request, status, violations }: Exchange,
  side: 'request' | 'response',
): Disagreement[] =>
  violations
    .filter(violation => violation.startsWith(side))
    .map(violation => ({ api, text: `${violation}: ${status} to ${request}` }))

/** The disagreements that nothing declares. */
export const undeclared = (
  disagreements: readonly Disagreement[],
  declared: readonly Difference[],
): string[] =>
  disagreements
    .filter(one => !declared.some(difference => declares(difference, one)))
    .map(({ text }) => text)

/** The reasons that are given for what does not differ any more. */
export const settled = (
  disagreements: readonly Disagreement[],
  declared: readonly Difference[],
): string[] =>
  declared
    .filter(difference => !disagreements.some(one => declares(difference, one)))
    .map(({ reason }) => reason)

const declares = (difference: Difference, { api, text }: Disagreement): boolean =>
  difference.apis.includes(api) && difference.text.test(text)
