import type { Call } from '../../answer/call.ts'
import type { Contract, Endpoint, Example, Reply } from '../../answer/endpoint.ts'
import { documentedHeaders } from '../../openapi/credentials.ts'
import type { Choices } from '../../readings/choice.ts'
import { basePathOf } from '../base-path.ts'
import type { DoubleOptions } from '../options.ts'

// How a double would answer is best known by one: a twin is asked what the pages print, and what shows a refusal.

/** A request to show with its reply, beside those that the page prints. What it leaves out is as in the page's own. */
export interface Ask {
  readonly title: string
  readonly method?: Example['request']['method']
  /** The full path with its query. */
  readonly path?: string
  /** Added to the page's own; an empty one takes the page's away. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** In the place of the body: text that is no JSON. */
  readonly text?: string
  readonly fault?: Call['fault']
  /** A path to get before, again and again, until that is refused: the limit is used up then. */
  readonly spending?: string
  /** What the double that is asked is told. */
  readonly options?: Pick<DoubleOptions<never, Choices>, 'fidelity' | 'readings' | 'rateLimit'>
}

/** Asks by the status that each must be answered with. */
type Asks = Readonly<Record<number, Ask>>

/** What to ask of an API, to see every status that it documents. */
export interface ApiAsks<Operation extends string = string> {
  /** Put to every operation that documents the status. */
  readonly every: Asks
  readonly of: { readonly [Name in Operation]?: Asks }
}

/** What answers: a double. */
export interface Answering {
  readonly baseUrl: string
  readonly contract: Contract
  answer(call: Call): Reply
}

/** Makes a double for a single question. */
export type Twin = (options: NonNullable<Ask['options']>) => Answering

/** Makes a double of an API, as `createOverplane` does. */
export type Maker<World> = (
  options?: DoubleOptions<World, Choices>,
) => Answering & { readonly title: string }

/** A request, and the status that it is answered with. */
export interface Question {
  readonly request: Example['request']
  readonly status: number
  readonly ask: Ask
  /** What the page prints as the reply's body, where it prints one. */
  readonly printed?: unknown
}

/** An example with the headers that the double sends along. */
export interface Answered extends Example {
  readonly reply: Reply
}

/** The questions of one operation: what the page prints, then what is asked besides. */
export function questionsOf(
  api: { readonly contract: Contract; readonly baseUrl: string },
  operation: string,
  asks: ApiAsks,
): Question[] {
  const endpoint = api.contract[operation]
  if (!endpoint) return []
  const { examples = [] } = endpoint
  const own = asks.of[operation] ?? {}
  const model = examples[0]?.request ?? {
    method: toUpperCase(endpoint.method),
    path: own[200]?.path ?? basePathOf(api) + endpoint.path,
    headers: documentedHeaders(api.contract),
  }
  const printed = examples.map(({ title, request, reply: { status, body } }) => ({
    ...{ request, status, ask: { title } },
    ...(body !== undefined && { printed: body }),
  }))
  const asked = Object.entries({ ...asks.every, ...own })
    .map(([status, ask]) => ({ status: Number(status), ask, request: toRequest(model, ask) }))
    .filter(({ status }) => canAnswer(endpoint, status))
  return [...printed, ...asked]
}

/** HTTP's own 413 stands in no contract: whatever takes a body can be answered so. */
const canAnswer = ({ responses, body }: Endpoint, status: number): boolean =>
  status in responses || (status === 413 && body !== undefined)

/** The same method, of which TypeScript's library only knows that it is text. */
export const toUpperCase = (method: Endpoint['method']) =>
  method.toUpperCase() as Uppercase<typeof method>

/** An ask with what it leaves out. */
export function toRequest(model: Example['request'], asked: Ask): Example['request'] {
  const { method = model.method, path = model.path, headers = {} } = asked
  const sent = Object.entries({ ...model.headers, ...headers }).filter(([, value]) => value !== '')
  const { body } = { ...model, ...asked }
  const isJson = body !== undefined && asked.text === undefined && !asked.fault
  return { method, path, headers: Object.fromEntries(sent), ...(isJson && { body }) }
}

/** A question with the reply of a twin made for it; what the page prints stands in the reply as printed. */
export function answerTo(
  twin: Twin,
  { request, ask, printed }: Omit<Question, 'status'>,
): Answered {
  const double = twin(ask.options ?? {})
  if (ask.spending !== undefined) spend(double, ask.spending, request)
  const { status, headers = {}, body } = replyOf(double, request, ask)
  const own = Object.entries(headers).filter(([name]) => !name.startsWith('X-Contract-Double'))
  return {
    title: ask.title,
    request,
    reply: {
      status,
      ...(own.length > 0 && { headers: Object.fromEntries(own) }),
      // As it travels: the entities of @mswjs/data have more about them than that.
      ...(body !== undefined && { body: printed ?? JSON.parse(JSON.stringify(body)) }),
    },
  }
}

/** No limit that is worth showing takes longer to use up. */
const mostSpent = 10_000

function spend(double: Answering, path: string, { headers }: Example['request']): void {
  const request = { method: 'GET', path, headers } as const
  for (let sent = 0; sent < mostSpent; sent += 1) {
    if (replyOf(double, request, {}).status >= 400) return
  }
}

function replyOf(
  { baseUrl, answer }: Answering,
  { method, path, headers, body }: Example['request'],
  { text, fault }: Pick<Ask, 'text' | 'fault'>,
): Reply {
  const { origin, pathname, search } = new URL(path, baseUrl)
  const json = body === undefined ? '' : JSON.stringify(body)
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return answer({
    ...{ method, origin, path: pathname, search, headers: Object.fromEntries(named) },
    ...(fault ? { text: '', fault } : { text: text ?? json }),
  })
}
