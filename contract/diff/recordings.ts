import { isRecord, type Json, listOf, recordOf } from '../json.ts'
import type { ReadPact } from '../pact/reading.ts'
import type { RecordedCall } from './calls.ts'
import { textOf } from './document.ts'

/** The calls of a pact, each under its description. */
export const callsOfPact = ({ consumer, interactions }: ReadPact): RecordedCall[] =>
  interactions.map(({ description, response, query, ...request }) => ({
    ...request,
    name: `${consumer}: ${description}`,
    query: Object.fromEntries(
      Object.entries(query).map(([name, values]) => [
        name,
        typeof values === 'string' || values.length !== 1 ? values : values[0],
      ]),
    ),
    reply: response,
  }))

/**
 * The calls of a journal as JSON: what `GET /__admin/journal` gives, the journal of each API, or the entries of one. What it
 * cannot be is thrown without a full stop, for the middle of a sentence.
 *
 * @example callsOfJournal(JSON.parse(JSON.stringify(double.journal.entries)))[0].name // '1. GET /users'
 */
export function callsOfJournal(read: unknown): RecordedCall[] {
  const calls = listOf(read)
    .filter(isRecord)
    .flatMap(one => listOf(one.entries ?? [one]))
  if (!Array.isArray(read) || !calls.every(isEntry)) {
    throw new Error('it is no journal: GET /__admin/journal gives one')
  }
  return calls.map(toCall)
}

interface Entry extends Json {
  readonly method: string
  readonly path: string
  readonly reply: Json
}

const isEntry = (value: unknown): value is Entry =>
  isRecord(value) &&
  typeof value.method === 'string' &&
  typeof value.path === 'string' &&
  isRecord(value.reply)

const toCall = ({ nth, method, path, query, headers, body, reply }: Entry): RecordedCall => ({
  name: `${textOf(nth)}. ${method} ${path}`,
  ...{ method, path, query: recordOf(query), headers: headersOf(headers) },
  ...(body !== undefined && { body }),
  reply: {
    status: typeof reply.status === 'number' ? reply.status : 0,
    headers: headersOf(reply.headers),
    ...(reply.body !== undefined && { body: reply.body }),
  },
})

const headersOf = (headers: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(recordOf(headers)).map(([name, value]) => [name.toLowerCase(), textOf(value)]),
  )
