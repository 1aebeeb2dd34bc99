import { readText, toPayload } from '../../contract/adapters/wire.ts'
import type { Double, WorldChoice } from '../../handlers/index.ts'

/** A request, and the bodies of both as texts; empty where there is none. */
export interface Plain {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly text: string
}

/** A reply with the text of its body. */
export interface Said {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** A double, where it is asked as here. */
export type Answering = Pick<Double<unknown, WorldChoice>, 'answer'>

/**
 * What a double answers, as `double.fetch` has it but for its `Request` and its `Response`, which take as long as the
 * answer: those are for the tests of the transports.
 */
export function answered(double: Answering, { method, url, headers, text: sent }: Plain): Said {
  const { origin, pathname: path, search } = new URL(url)
  const own = Object.fromEntries(headers)
  const body = readText(new TextEncoder().encode(sent), own['content-encoding'])
  const delivery = double.answer({ method, origin, path, search, headers: own, ...body })
  const { text, headers: said } = toPayload(delivery)
  return { status: delivery.status, headers: new Headers(said), text: text ?? '' }
}

/** What a provider is asked. */
export async function toPlain(request: Request): Promise<Plain> {
  const { method, url, headers } = request
  // To ask for the text of what has none takes as long as for one.
  return { method, url, headers, text: request.body ? await request.text() : '' }
}

export const toResponse = ({ text, ...init }: Said): Response =>
  new Response(text === '' ? null : text, init)
