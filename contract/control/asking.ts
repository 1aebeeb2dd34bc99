/** What goes along with a request. */
export interface Sent {
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** What could not be done, as the control API tells it. */
export class ControlProblem extends Error {
  readonly status: number
  /** All that it says besides, by name. */
  readonly problem: Readonly<Record<string, unknown>>

  constructor(detail: string, status: number, problem: Readonly<Record<string, unknown>> = {}) {
    super(detail)
    this.status = status
    this.problem = problem
  }
}

/**
 * Asks a control API for something, and gives what it says: JSON as a value, all else as text. It checks what it sends by
 * its own description: whoever asks knows what that is.
 */
export type Asking = <Told = unknown>(method: string, path: string, sent?: Sent) => Promise<Told>

/** Asks the control API of a server; rejects with a sentence where it cannot be done. */
export function createAsking(url: string, token: string | undefined): Asking {
  return async <Told>(method: string, path: string, { query = {}, body }: Sent = {}) => {
    const address = addressAt(url, path, query)
    const headers = {
      ...(token !== undefined && { 'X-Admin-Token': token }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    }
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await fetch(address, init).catch(cause => {
      throw new Error(unreached(address, cause), { cause })
    })
    return (await toldBy(response, address)) as Told // by its own description
  }
}

/** What a response tells; throws the sentence of one that tells what cannot be done. */
async function toldBy(response: Response, address: URL): Promise<unknown> {
  const { ok, status, headers } = response
  const text = await response.text()
  if (status === 204) return undefined
  if (ok && headers.get('Content-Type')?.startsWith('text/plain')) return text
  const told = read(text)
  if (ok && told !== undefined) return told
  throw new ControlProblem(detailIn(told) ?? unknown(address, response), status, Object(told))
}

export function addressAt(url: string, path: string, query: NonNullable<Sent['query']>): URL {
  const address = new URL(`/__admin${path}`, url)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, String(value))
  }
  return address
}

const unreached = ({ origin }: URL, cause: unknown): string =>
  `Failed to reach "${origin}": ${cause instanceof Error ? cause.message : cause}. Start the doubles there, as in npx contract-doubles, or give their address.`

/** What is said in JSON; nothing where it is none. */
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The sentence of a problem, if it is one. */
function detailIn(told: unknown): string | undefined {
  const { detail } = Object(told)
  return typeof detail === 'string' ? detail : undefined
}

const unknown = ({ origin }: URL, { status }: Response): string =>
  `Failed to control the doubles: "${origin}" answers ${status}, and not as they do. Give the address at which they are served.`
