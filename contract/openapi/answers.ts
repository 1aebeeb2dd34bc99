import {
  type Answered,
  type ApiAsks,
  type Ask,
  answerTo,
  type Question,
  questionsOf,
  toRequest,
} from '../double/force/asking.ts'
import type { Standing } from '../double/force/standing.ts'
import { documentedHeaders } from './credentials.ts'

/** The answers that a document shows. */
export interface Shown {
  /** Of every operation: what the page prints, filled in where it prints no reply, and the answer to each ask. */
  readonly examples: Readonly<Record<string, readonly Answered[]>>
  /** How the API answers what is none of its operations. */
  readonly refusals: readonly Answered[]
}

/** The answers that a document shows, each of a double that holds what it began with. */
export function toShown({ twin, renew }: Standing, asks: ApiAsks, strays: readonly Ask[]): Shown {
  const api = twin({})
  const answer = (question: Omit<Question, 'status'>): Answered => {
    renew()
    return answerTo(twin, question)
  }
  const shown = Object.keys(api.contract).map(name => {
    const answers = questionsOf(api, name, asks).map(question =>
      expected(question.status, answer(question)),
    )
    return [name, answers] as const
  })
  const headers = documentedHeaders(api.contract)
  const stray = { method: 'GET', path: '/', headers } as const
  return {
    examples: Object.fromEntries(shown),
    refusals: strays.map(ask => answer({ ask, request: toRequest(stray, ask) })),
  }
}

function expected(status: number, answered: Answered): Answered {
  const { title, request, reply } = answered
  if (reply.status === status) return answered
  throw new Error(
    `Failed to show "${title}" (${request.method} ${request.path}): the reply is a ${reply.status}, and ${status} was to be shown. Ask for something else, or under another status.`,
  )
}
