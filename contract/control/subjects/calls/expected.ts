import * as z from 'zod/mini'
import type { Endpoint } from '../../../answer/endpoint.ts'
import { type Mismatch, mismatchesOf } from '../../../answer/mismatch.ts'
import type { Route } from '../../../answer/router.ts'
import { named, say } from '../../../define/words.ts'
import { basePathOf } from '../../../double/base-path.ts'
import type { Entry } from '../../../double/journal/entry.ts'
import { formOf } from '../../../openapi/form.ts'
import type { ServedDouble } from '../../controlled.ts'

const text = z.string()

const JsonSchema = (words: string) => z.optional(say(words, z.looseObject({})))

/** What an operation takes, and how it may answer. */
export const ExpectedSchema = named(
  'Expected',
  'What the contract says of an operation.',
  z.strictObject({
    operation: say('The name of the operation.', text),
    method: say('The method.', text),
    path: say('The path behind the origin, parameters as `:name`.', text),
    summary: say('What it does.', text),
    auth: say('How a caller is recognised.', text),
    query: JsonSchema('The query as JSON Schema; absent where it takes none.'),
    body: JsonSchema('The body as JSON Schema; absent where it takes none.'),
    replies: say(
      'The documented replies.',
      z.array(
        named(
          'ExpectedReply',
          'A documented reply.',
          z.strictObject({
            status: say('The status.', z.int()),
            description: say('What it means.', text),
          }),
        ),
      ),
    ),
  }),
)

/** What the contract says of the operation that a call went to. */
export function expectedOf(
  { operation, endpoint }: Pick<Route, 'operation' | 'endpoint'>,
  double: Pick<ServedDouble, 'baseUrl'>,
): z.input<typeof ExpectedSchema> {
  const { method, path, summary, auth, query, body } = endpoint
  return {
    ...{ operation, method: method.toUpperCase(), path: basePathOf(double) + path, summary },
    auth: inWords(auth),
    ...(query && { query: { ...formOf(query) } }),
    ...(body && { body: { ...formOf(body) } }),
    replies: repliesOf(endpoint),
  }
}

const repliesOf = ({ responses }: Endpoint) =>
  Object.entries(responses).map(([status, { description }]) => ({
    status: Number(status),
    description,
  }))

function inWords(auth: Endpoint['auth']): string {
  if (auth === 'none') return 'Anybody may ask.'
  if (auth === 'bearer') return 'Authorization: Bearer <key>'
  if (auth === 'basic') return 'Authorization: Basic <email:password>'
  return 'header' in auth ? `${auth.header}: <key>` : `?${auth.query}=<key>`
}

/** One place where a call is not as its contract has it. */
interface Difference {
  readonly in: 'query' | 'body' | 'reply'
  readonly at: string
  readonly how: string
}

/** Where a call, or its reply, is not as the contract has it; of very many places the first. */
export function differencesOf({ endpoint }: Route, entry: Entry): Difference[] {
  const { query, body, responses } = endpoint
  const { status, body: replied } = entry.reply
  const documented = responses[status]
  return [
    ...differing('query', query, entry.query),
    ...differing('body', body, entry.body),
    ...(documented
      ? differing('reply', documented.body, plain(replied))
      : [{ in: 'reply', at: 'status', how: `no ${status} is documented` } as const]),
  ].slice(0, mostTold)
}

const mostTold = 50

const differing = (
  place: Difference['in'],
  schema: z.core.$ZodType | undefined,
  value: unknown,
): Difference[] => (schema ? mismatchesOf(schema, value).map(one => toDifference(place, one)) : [])

const toDifference = (place: Difference['in'], { path, how }: Mismatch): Difference => ({
  ...{ in: place, at: path, how },
})

/** As it travels: an entity of a model has marks that no JSON has. */
const plain = (body: unknown): unknown =>
  body === undefined ? undefined : JSON.parse(JSON.stringify(body))
