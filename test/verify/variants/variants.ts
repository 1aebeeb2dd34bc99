import type { Choices } from '../../../contract/readings/choice.ts'
import type { Provider } from '../../../contract/verify/exchange/exchange.ts'
import {
  type Answering,
  answered,
  type Plain,
  type Said,
  toPlain,
  toResponse,
} from '../answered.ts'

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

/** The provider that a variant is; tells each exchange. */
export const varied =
  <D extends Answering>(
    double: D,
    variant: Variant<D>,
    tell: (asked: Plain, said: Said) => void,
  ): Provider =>
  async request => {
    const asked = await toPlain(request)
    const first = await firstOf(double, variant, asked)
    const said = changed(first, variant.reply?.(exchangeOf(asked, first), double) ?? {})
    tell(asked, said)
    return toResponse(said)
  }

/** What is said before it is changed. */
async function firstOf<D extends Answering>(
  double: D,
  { ask }: Variant<D>,
  asked: Plain,
): Promise<Said> {
  if (!ask) return answered(double, asked)
  const { url, method, headers, text } = asked
  const other = await ask(new Request(url, { method, headers, body: text || null }), double)
  if (!(other instanceof Response)) return answered(double, other ? await toPlain(other) : asked)
  return { status: other.status, headers: other.headers, text: await other.text() }
}

function exchangeOf({ url, method, text: sent }: Plain, { status, text }: Said): Exchange {
  const { pathname: path, searchParams: query } = new URL(url)
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  return { method, path, query, sent: objectOf(sent), status, body }
}

function changed({ status, headers: before, text }: Said, change: Change): Said {
  const headers = new Headers(before)
  for (const [name, value] of Object.entries(change.headers ?? {})) {
    if (value === null) headers.delete(name)
    else headers.set(name, value)
  }
  const next = 'body' in change ? JSON.stringify(change.body) : text
  return { status: change.status ?? status, headers, text: next ?? '' }
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
