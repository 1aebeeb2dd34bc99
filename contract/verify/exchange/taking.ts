import { depthLimit, isTooDeep } from '../../answer/json.ts'
import type { Provider } from './exchange.ts'
import type { Prepared } from './request.ts'

/** How many bytes are taken in of one reply, and no more, whatever a provider does. */
const mostBytes = 16 * 2 ** 20

/** What keeps a body from being read. */
interface Flaw {
  readonly expected: string
  readonly seen: string
}

/** A body, as far as it could be read. */
export interface Read {
  readonly text: string
  /** The parsed JSON; `undefined` where there is none. */
  readonly body: unknown
  readonly flaw?: Flaw
}

/** A reply, as far as it could be read. */
export interface Taken extends Read {
  readonly status: number
  readonly headers: Headers
}

/** There was no whole reply; the message is what was seen in its place. */
export class Unanswered extends Error {
  readonly isLate: boolean

  constructor(seen: string, options: ErrorOptions & { readonly isLate: boolean }) {
    super(seen, options)
    this.isLate = options.isLate
  }
}

/**
 * Sends a request, and takes its reply in within limits of size, depth and time (`patience`, in milliseconds, for the
 * whole of it). Rejects with `Unanswered` where the reply does not come, does not end or breaks off.
 */
export async function take(
  provider: Provider,
  { url, method, headers, body }: Prepared,
  patience: number,
): Promise<Taken> {
  const hurry = new AbortController()
  const end = performance.now() + patience
  // A stream may keep everything so busy that no timer is ever heard.
  const isLate = () => hurry.signal.aborted || performance.now() > end
  const timer = setTimeout(() => hurry.abort(), patience)
  const late = new Promise<never>((_, reject) => {
    hurry.signal.addEventListener('abort', () => reject(new Error('It is late.')))
  })
  let status: number | undefined
  const reply = async () => {
    const init = { method, headers, redirect: 'manual', signal: hurry.signal } as const
    const request = new Request(url, { ...init, ...(body !== undefined && { body }) })
    const response = await provider(request)
    status = response.status
    return { status, headers: response.headers, ...readReply(await bytesOf(response, isLate)) }
  }
  try {
    return await Promise.race([reply(), late])
  } catch (cause) {
    const seen = missing(status, isLate() ? undefined : reasonOf(cause), patience)
    throw new Unanswered(seen, { cause, isLate: isLate() })
  } finally {
    clearTimeout(timer)
  }
}

/** `reason` is what broke the reply off, or nothing where it only did not end. */
function missing(status: number | undefined, reason: string | undefined, patience: number): string {
  const time = `${patience / 1000} seconds`
  if (status === undefined) return reason ?? `nothing within ${time}`
  return reason
    ? `a ${status} that breaks off (${reason})`
    : `a ${status} without an end in ${time}`
}

/** Why there was no reply: `fetch` has the reason in its error's cause. */
function reasonOf(error: unknown): string {
  const cause: unknown = Reflect.get(Object(error), 'cause')
  const code: unknown = Reflect.get(Object(cause), 'code')
  return String(code ?? (error instanceof Error ? error.message : error))
}

/** The bytes of a body; nothing where they are too many. */
async function bytesOf(
  { body }: Response,
  isLate: () => boolean,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = body?.getReader()
  let size = 0
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      size += part.value.byteLength
      if (isLate()) throw new Error('It is late.')
      if (size > mostBytes) return undefined
      chunks.push(part.value)
    }
    return joined(chunks, size)
  } finally {
    // Whoever goes on sending may not hear of it: nobody waits for that.
    reader?.cancel().catch(() => {})
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let start = 0
  for (const chunk of chunks) {
    whole.set(chunk, start)
    start += chunk.byteLength
  }
  return whole
}

/** The text and the JSON of a body, or what is wrong with it; without bytes, that there are too many. */
export function readReply(bytes: Uint8Array | undefined): Read {
  if (!bytes) {
    const size = `${mostBytes / 2 ** 20} MB`
    return flawed('', { expected: `at most ${size}`, seen: `more than ${size}` })
  }
  const { text, isUtf8 } = decoded(bytes)
  if (!isUtf8) return flawed(text, { expected: 'UTF-8', seen: JSON.stringify(text) })
  if (isTooDeep(text)) {
    const levels = `${depthLimit} levels`
    return flawed(text, { expected: `JSON of at most ${levels}`, seen: `more than ${levels}` })
  }
  return { text, body: jsonOf(text) }
}

const flawed = (text: string, flaw: Flaw) => ({ text, body: undefined, flaw })

function decoded(bytes: Uint8Array): { text: string; isUtf8: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isUtf8: true }
  } catch {
    return { text: new TextDecoder().decode(bytes), isUtf8: false }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
