import * as z from 'zod/mini'
import { type Dialect, wordOf } from '../../answer/answer.ts'
import type { Contract, Endpoint, Reply } from '../../answer/endpoint.ts'
import type { Refusal } from '../../answer/refusal.ts'
import { type ApiAsks, answerTo, type Question, questionsOf, type Twin } from './asking.ts'
import { sampleOf } from './sample.ts'

/** The examples of every documented reply, as the API's document shows them. */
export interface Examples {
  /** The example of this title, or else the first; `undefined` where there is none. */
  of(operation: string, status: number, title?: string): Reply | undefined
  /** The titles of an operation's examples, with the statuses that they are of. */
  titles(operation: string): readonly { readonly title: string; readonly status: number }[]
}

/** What examples are made of. */
export interface Exemplified {
  readonly contract: Contract
  readonly dialect: Pick<Dialect<unknown>, 'refusals'>
  /** The documented base URL. */
  readonly documentedUrl: string
  readonly asks: ApiAsks
  readonly twin: Twin
}

export function createExamples(api: Exemplified): Examples {
  const { contract, asks, documentedUrl: baseUrl } = api
  const questions = (operation: string) => questionsOf({ contract, baseUrl }, operation, asks)
  return {
    titles: operation =>
      questions(operation).map(({ ask: { title }, status }) => ({ title, status })),

    of(operation, status, title) {
      const endpoint = contract[operation]
      const question = questions(operation).find(
        one => one.status === status && (title === undefined || one.ask.title === title),
      )
      if (question) return answered(api, question)
      return endpoint && title === undefined ? madeUp(api, endpoint, status) : undefined
    },
  }
}

/** What the page prints, or what a twin says; a reply that a twin gives with another status is none. */
function answered({ twin }: Exemplified, question: Question): Reply | undefined {
  const { status, printed } = question
  if (printed !== undefined) return { status, body: printed }
  const { reply } = answerTo(twin, question)
  return reply.status === status ? reply : undefined
}

/** A reply that nothing shows: in the API's words where it is a refusal, else of its schema. */
function madeUp({ dialect }: Exemplified, endpoint: Endpoint, status: number): Reply | undefined {
  const described = endpoint.responses[status]
  if (!described?.body) return described && { status }
  const { body } = described
  const call = { method: 'GET', origin: '', path: endpoint.path, search: '', headers: {}, text: '' }
  const worded = samples
    .map(refusal => wordOf(refusal, dialect, call))
    .find(reply => reply.status === status && z.safeParse(body, reply.body).success)
  return worded ?? { status, body: sampleOf(body) }
}

/** Refusals of a request that nobody has described. */
const samples: readonly Refusal[] = [
  { kind: 'unauthenticated', credentials: 'missing' },
  { kind: 'malformed', detail: 'Syntax error' },
]
