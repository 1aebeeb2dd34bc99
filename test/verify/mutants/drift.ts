import type { Provider } from '../../../contract/verify/exchange/exchange.ts'
import type { VerifyOptions } from '../../../contract/verify/verify.ts'
import type { Double, WorldChoice } from '../../../handlers/index.ts'
import { answered, type Plain, type Said, toPlain, toResponse } from '../answered.ts'

export type Json = Record<string, unknown>

export interface Asked {
  readonly method: string
  /** Without the origin and the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Headers
  /** As JSON; empty where there was none. */
  readonly body: Json
  /** The body is no JSON object: the double has to refuse it, whatever the mutant does with others. */
  readonly isBroken: boolean
}

interface Reply {
  readonly status: number
  readonly body?: unknown
}

/** A provider that does one thing otherwise than the double behind it. */
export interface Mutant<D> {
  /** What is wrong with it. */
  readonly title: string
  /** The reading that it is told as: no page is contradicted. */
  readonly tells?: string
  /** The requests that it gets wrong, as in `PATCH /api/core/user/x?y`. */
  readonly on: RegExp
  readonly options?: Pick<VerifyOptions, 'fidelity' | 'destructive'>
  /** Default: the documented one. */
  readonly world?: WorldChoice
  /** Changes the query or the headers before the double sees them. */
  readonly ask?: (asked: Asked, double: D) => void
  /** What the double gets in the place of the body. */
  readonly body?: (body: Json, double: D, asked: Asked) => object
  /** Answers in the place of the double, unless it gives nothing. */
  readonly instead?: (asked: Asked, double: D) => Reply | undefined | Promise<Response | undefined>
  /** What the double did is undone, whatever it answered. */
  readonly undone?: true
  /** The replies that are changed, by their status. Default: all below 300. */
  readonly when?: number
  /** Changes the state after such a reply. */
  readonly after?: (double: D, asked: Asked, body: Json) => void
  readonly status?: number
  readonly reply?: (body: Json, asked: Asked, double: D) => unknown
  readonly header?: (headers: Headers) => void
}

type Held = Pick<Double<unknown, WorldChoice>, 'answer' | 'baseUrl' | 'snapshot' | 'restore'>

/** The provider that a mutant is. */
export const drifted =
  <D extends Held>(double: D, mutant: Mutant<D>): Provider =>
  async request => {
    const plain = await toPlain(request)
    if (!mutant.on.test(lineOf(request))) return toResponse(answered(double, plain))
    const { text } = plain
    const asked = askedBy(plain)
    const instead = await mutant.instead?.(asked, double)
    if (instead) return instead instanceof Response ? instead : toReply(instead)
    return changed(double, mutant, asked, forwarded(double, mutant, asked, text))
  }

/** As in `PATCH /api/core/user/x?y`. */
export function lineOf({ method, url }: Request): string {
  const { pathname, search } = new URL(url)
  return `${method} ${pathname}${search}`
}

function askedBy({ method, url, headers, text }: Plain): Asked {
  const { pathname: path, searchParams: query } = new URL(url)
  const body = jsonOf(text)
  const isBroken = text !== '' && body === undefined
  return { method, path, query, headers, body: body ?? {}, isBroken }
}

function forwarded<D extends Held>(double: D, mutant: Mutant<D>, asked: Asked, text: string): Said {
  mutant.ask?.(asked, double)
  const hasBody = mutant.body !== undefined && !asked.isBroken && text !== ''
  const sent = hasBody ? JSON.stringify(mutant.body?.(asked.body, double, asked)) : text
  const before = mutant.undone && double.snapshot()
  const { method, path, query, headers } = asked
  const url = new URL(String(query) === '' ? path : `${path}?${query}`, double.baseUrl).href
  const said = answered(double, { method, url, headers, text: sent })
  if (before && isSuccess(said)) double.restore(before)
  return said
}

const isSuccess = ({ status }: Said): boolean => status >= 200 && status < 300

function changed<D>(double: D, mutant: Mutant<D>, asked: Asked, said: Said): Response {
  const isMeant = mutant.when === undefined ? isSuccess(said) : said.status === mutant.when
  if (!isMeant) return toResponse(said)
  const { text, headers } = said
  const body = jsonOf(text) ?? {}
  mutant.after?.(double, asked, body)
  mutant.header?.(headers)
  const same = text === '' ? undefined : body
  const reply = mutant.reply ? mutant.reply(body, asked, double) : same
  return toReply({ status: mutant.status ?? said.status, body: reply }, headers)
}

function toReply({ status, body }: Reply, headers = new Headers(usual)): Response {
  const isBare = body === undefined || status === 204
  if (isBare) headers.delete('Content-Type')
  return new Response(isBare ? null : JSON.stringify(body), { status, headers })
}

/** What the replies of the doubles carry, so that an answer of the mutant's own is not caught for its headers. */
const usual = {
  'Content-Type': 'application/json',
  'X-RateLimit-Limit': '240',
  'X-RateLimit-Remaining': '240',
  'X-Rate-Limit-RequestRemaining': '100',
  'X-Rate-Limit-RequestReset': '300',
}

/** A JSON object; nothing where the text is none. */
function jsonOf(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && !Array.isArray(value) ? Object(value) : undefined
  } catch {
    return undefined
  }
}

/** A change of one key, or of several. */
export const put =
  (changes: object) =>
  (body: Json): object => ({ ...body, ...changes })

export const without =
  (name: string) =>
  (body: Json): object => ({ ...body, [name]: undefined })

/** A change of a list's rows. */
export const rows =
  (change: (rows: Json[]) => unknown) =>
  (body: Json): object => ({ ...body, data: change(Array.from(Object(body.data))) })

/** A change of what stands below a key. */
export const below =
  (name: string, change: (inner: Json) => unknown) =>
  (body: Json): object => ({ ...body, [name]: change(Object(body[name])) })
