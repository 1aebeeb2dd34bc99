import type { Json } from '../json.ts'
import type { OperationView, ParameterView } from './operations.ts'

/** A call that was recorded, by a journal or in a pact. */
export interface RecordedCall {
  /** What it is called where it was recorded: `journal.json: 3. POST /users`. */
  readonly name: string
  readonly method: string
  readonly path: string
  /** Parameters as they were sent, or as they were read. */
  readonly query: Json
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Absent where there was none. */
  readonly body?: unknown
  readonly reply: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
}

/** A recorded call of an operation, as rules look at it. */
export interface CallView {
  /** The media type of its body. */
  readonly type: string | undefined
  readonly body: unknown
  readonly status: number
  readonly replyHeaders: Readonly<Record<string, string>>
  has(parameter: ParameterView): boolean
  /** Whether it showed all of these credentials. */
  shows(way: readonly string[]): boolean
}

export function toCallView({ headers, query, body, reply }: RecordedCall): CallView {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  const isForm = type === 'application/x-www-form-urlencoded' && typeof body === 'string'
  return {
    type,
    body: isForm ? Object.fromEntries(new URLSearchParams(body)) : body,
    status: reply.status,
    replyHeaders: reply.headers,
    has: ({ name, in: place }) => {
      if (place === 'query') return Object.keys(query).some(key => baseOf(key) === baseOf(name))
      return place === 'header' ? Object.hasOwn(headers, name.toLowerCase()) : place === 'path'
    },
    shows: way => way.every(shown => isShown(shown, headers, query)),
  }
}

/** `filter` of `filter[email]`. */
const baseOf = (key: string): string => key.split('[')[0] ?? key

/** Of a scope nobody knows whether a credential has it. */
function isShown(shown: string, headers: RecordedCall['headers'], query: Json): boolean {
  const [, place, name = ''] = /^a key in the (header|query) "(.*)"$/.exec(shown) ?? []
  if (place === 'query') return Object.hasOwn(query, name)
  if (place === 'header') return Object.hasOwn(headers, name.toLowerCase())
  const sent = headers.authorization?.toLowerCase()
  if (shown.includes(' with the scope ')) return false
  return sent !== undefined && (sent.startsWith(shown) || /^(oauth2|openidconnect)$/i.test(shown))
}

/** The operation that a recorded path is one of; a segment that is written beats a parameter. */
export function createFinder(
  operations: ReadonlyMap<string, OperationView>,
  basePath: string,
): (method: string, path: string) => string | undefined {
  const known = [...operations].map(([key, { method, path }]) => ({
    ...{ key, method: method.toUpperCase(), form: formOf(basePath + path) },
    freedom: path.split('{').length,
  }))
  const sorted = known.toSorted((one, other) => one.freedom - other.freedom)
  return (method, path) =>
    sorted.find(one => one.method === methodOf(method) && one.form.test(path))?.key
}

const methodOf = (method: string): string => {
  const own = method.toUpperCase()
  return own === 'HEAD' ? 'GET' : own
}

const formOf = (path: string): RegExp => {
  const parts = path.split(/\{[^}]*\}/).map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]+')}/?$`)
}
