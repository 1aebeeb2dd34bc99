import type { IncomingMessage } from 'node:http'
import type { Entry } from '../contract/double/journal.ts'
import type { AnyOverride } from '../contract/double/overrides.ts'
import type { ServedDouble } from './http.ts'

/** An answer of the control API: a status and JSON. */
export interface AdminReply {
  readonly status: number
  readonly body?: unknown
}

/** What the control API was asked: the path behind `/__admin/`, and the parsed body. */
export interface AdminCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
}

/** Whether a path is the control API's. */
export const isAdminPath = (path: string): boolean => /^\/__admin(\/|$)/.test(path)

/**
 * Pages of other origins may not control a double: neither by a fetch, which names its Origin, nor by a name of
 * theirs that leads to this machine, which the Host tells.
 */
export function isTrusted({ headers: { origin, host = '' } }: IncomingMessage): boolean {
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(:\d+)?$/.test(host)
  return isLocal && (origin === undefined || origin === `http://${host}`)
}

type Action = (doubles: readonly ServedDouble[], call: AdminCall) => AdminReply

const actions: Readonly<Record<string, Action>> = {
  'GET journal': (doubles, { query }) => ({
    status: 200,
    body: doubles.filter(chosenBy(query)).map(({ name, journal }) => ({
      api: name,
      dropped: journal.dropped,
      entries: journal.entries.filter(entry => isWanted(entry, query)),
    })),
  }),
  'DELETE journal': (doubles, { query }) => {
    for (const { journal } of doubles.filter(chosenBy(query))) journal.clear()
    return { status: 204 }
  },
  'GET overrides': doubles => ({
    status: 200,
    body: doubles.flatMap(({ name, overrides }) =>
      overrides.list.map(standing => ({ api: name, ...standing })),
    ),
  }),
  'POST overrides': (doubles, { body }) => {
    const { api, operation, ...override } = asOverride(body)
    const double = doubles.find(({ name }) => name === api)
    if (!double)
      throw new TypeError(`there is no API "${api}": name one of ${namesOf(doubles)} as "api"`)
    return { status: 201, body: { id: double.overrides.add(String(operation), override) } }
  },
  'DELETE overrides': (doubles, { query }) => {
    const id = query.get('id')
    const chosen = doubles.filter(chosenBy(query))
    const removed = chosen.map(({ overrides }) =>
      overrides.remove(id === null ? undefined : Number(id)),
    )
    return id === null || removed.includes(true) ? { status: 204 } : { status: 404 }
  },
  'POST reset': (doubles, { query }) => {
    for (const double of doubles.filter(chosenBy(query))) double.reset()
    return { status: 204 }
  },
}

/** Answers a call of the control API; what it cannot do it says in a sentence. */
export function administer(doubles: readonly ServedDouble[], call: AdminCall): AdminReply {
  const action = actions[`${call.method} ${call.path}`]
  if (!action) {
    const offer = Object.keys(actions).map(name => name.replace(' ', ' /__admin/'))
    return { status: 404, body: { error: `There is no ${call.method} ${call.path} here.`, offer } }
  }
  try {
    return action(doubles, call)
  } catch (cause) {
    return { status: 400, body: { error: cause instanceof Error ? cause.message : String(cause) } }
  }
}

const namesOf = (doubles: readonly ServedDouble[]): string =>
  doubles.map(({ name }) => name).join(', ')

const chosenBy =
  (query: URLSearchParams) =>
  ({ name }: ServedDouble): boolean =>
    (query.get('api') ?? name) === name

const isWanted = ({ operation, violations }: Entry, query: URLSearchParams): boolean =>
  (query.get('operation') ?? operation) === operation &&
  (!query.has('violations') || violations.length > 0)

function asOverride(
  body: unknown,
): AnyOverride & { readonly api?: unknown; readonly operation?: unknown } {
  const status: unknown = Reflect.get(Object(body), 'status')
  if (typeof status !== 'number') throw new TypeError('an override needs a "status", a number')
  return { ...Object(body), status }
}
