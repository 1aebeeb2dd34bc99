/** What is compared of a request and its answer. */
export interface Exchange {
  /** The request's path and query: what is asked for by id must be what is answered. */
  readonly path: string
  readonly status: number
  /** By lower-case name; only those that the contract promises. */
  readonly headers: Readonly<Record<string, string>>
  /** The parsed JSON, or the text where it is none. */
  readonly body: unknown
}

const parts = ['path', 'status', 'headers', 'body'] as const

export type Part = (typeof parts)[number]

/** Writes one exchange after the other down, with placeholders. */
export type Normalise = (exchange: Exchange) => unknown

/**
 * Takes out of a conversation what no two panels share: ids, uuids, identifiers, dates and hosts become
 * placeholders, the same value the same one throughout, in the order in which they come.
 *
 * @example normalise({ path: '/users/77', ... }) // { path: '/users/<user 1>', ... }
 */
export function createNormalise(): Normalise {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  const nameOf = (kind: string, value: string | number): string => {
    const key = `${kind} ${value}`
    const known = names.get(key)
    if (known) return known
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    names.set(key, `<${kind} ${count}>`)
    return `<${kind} ${count}>`
  }
  const written = (value: unknown, place: string): unknown => {
    if (typeof value === 'string') return writtenText(value, place)
    const kind = typeof value === 'number' ? kinds.get(place) : undefined
    if (kind) return nameOf(kind, Number(value))
    if (Array.isArray(value)) return value.map(item => written(item, place))
    return isObject(value) ? writtenObject(value, place) : value
  }
  const writtenText = (text: string, place: string): string =>
    place === 'server.identifier' ? nameOf('identifier', text) : text.replace(passages, passage)
  const passage = (text: string, ...rest: readonly unknown[]): string => {
    const [kind = ''] = Object.entries(Object(rest.at(-1))).find(([, found]) => found) ?? []
    return nameOf(kind, text)
  }
  // By the alphabet, so that placeholders are counted alike whatever the order of the keys.
  const writtenObject = (value: object, place: string): object => {
    const owner = 'object' in value ? String(value.object) : place
    const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(
      sorted.map(([key, item]) => [
        key,
        written(item, key === 'attributes' ? owner : `${place}.${key}`),
      ]),
    )
  }
  return ({ path, ...answer }) => ({
    path: written(path, 'path'),
    ...Object(written(answer, 'answer')),
  })
}

/** The headers that the contract promises, what is left of a limit only where the panel had the same `limit`. */
export function promisedHeaders(headers: Readonly<Record<string, string>>, limit?: number) {
  const exact = limit === undefined ? compared : [...compared, ...counted]
  const promised = Object.entries(headers).filter(([name]) =>
    [...compared, ...counted, ...timed].includes(name),
  )
  return Object.fromEntries(
    promised.map(([name, value]) => [name, exact.includes(name) ? value : 'sent']),
  )
}

/** Which parts of two exchanges, written down, are not the same. */
export function partsThatDiffer(recorded: unknown, answered: unknown): Part[] {
  return parts.filter(part => textOf(recorded, part) !== textOf(answered, part))
}

/** Keys are sorted by then, so that equal values have equal texts. */
const textOf = (exchange: unknown, part: Part): string =>
  JSON.stringify(Reflect.get(Object(exchange), part))

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The numbers that stand for an entity, by the object and the attribute that hold them. */
const kinds = new Map([
  ['user.id', 'user'],
  ['server.id', 'server'],
  ['server.user', 'user'],
])

/** The passages of a text that stand for something, each in a group that is named for it. */
const passages =
  /(?<uuid>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})|(?<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00)|(?<host>https?:\/\/[^/\s]+)|(?<=\/users\/)(?<user>\d+)|(?<=\/servers\/)(?<server>\d+)/g

/** Headers whose value is compared, and headers that must be there, whatever their value. */
const compared = ['content-type', 'allow', 'cache-control']
const counted = ['x-ratelimit-limit', 'x-ratelimit-remaining']
const timed = ['retry-after', 'x-ratelimit-reset']
