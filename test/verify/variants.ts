import type { Choices } from '../../contract/readings/choice.ts'
import type { Provider } from '../../contract/verify/exchange.ts'

type Json = Record<string, unknown>

/** A request and the reply of what stands behind a variant; what it gives is a change of that. */
export interface Exchange {
  readonly method: string
  /** Without the origin and the query. */
  readonly path: string
  readonly query: URLSearchParams
  /** The sent JSON object; empty where there was none. */
  readonly sent: Json
  readonly status: number
  /** The replied JSON. */
  readonly body: unknown
}

interface Change {
  readonly status?: number
  readonly body?: unknown
  /** Headers by their names; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>
}

/** A provider that is true to its page, and differs where that is silent. */
export interface Variant<D> {
  readonly title: string
  /** The reading that it is told as; several where each shows by itself. */
  readonly told: Readonly<Record<string, string | number>>
  /** The readings that its double follows: it differs in nothing else. */
  readonly follows?: Choices
  /** Changes the request, or answers in the place of the double. */
  readonly ask?: (request: Request, double: D) => Promise<Request | Response | undefined>
  readonly reply?: (exchange: Exchange, double: D) => Change | undefined
}

interface Held {
  readonly fetch: (request: Request) => Promise<Response>
}

/** The provider that a variant is. */
export const varied =
  <D extends Held>(double: D, variant: Variant<D>): Provider =>
  async request => {
    const asked = (await variant.ask?.(request.clone(), double)) ?? request.clone()
    const response = asked instanceof Response ? asked : await double.fetch(asked)
    return variant.reply ? changed(double, variant.reply, request, response) : response
  }

async function changed<D>(
  double: D,
  reply: NonNullable<Variant<D>['reply']>,
  request: Request,
  response: Response,
): Promise<Response> {
  const { pathname: path, searchParams: query } = new URL(request.url)
  const { method } = request
  const { status } = response
  const text = await response.text()
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  const sent = objectOf(await request.text())
  const change = reply({ method, path, query, sent, status, body }, double) ?? {}
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(change.headers ?? {})) {
    if (value === null) headers.delete(name)
    else headers.set(name, value)
  }
  const next = 'body' in change ? change.body : body
  const init = { status: change.status ?? status, headers }
  return new Response(next === undefined ? null : JSON.stringify(next), init)
}

/** The JSON of a request; empty where there is none. */
export const jsonOf = async (request: Request): Promise<Json> => objectOf(await request.text())

/** The same request with another body. */
export const sending = (request: Request, body: object): Request =>
  new Request(request, { body: JSON.stringify(body) })

function objectOf(text: string): Json {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
