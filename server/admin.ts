import { basePathOf } from '../contract/double/base-path.ts'
import type { Entry, Journal } from '../contract/double/journal.ts'
import type { AnyOverride } from '../contract/double/overrides.ts'
import { type DocsFile, docsFile, docsPage } from './docs.ts'
import type { ServedDouble } from './http.ts'
import { exportPact } from './pact.ts'

/** An answer of the control API. */
export interface AdminReply {
  readonly status: number
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, in the place of `body`. */
  readonly file?: DocsFile
}

/** What the control API was asked: the path behind `/__admin/`, and the parsed body. */
export interface AdminCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  /** Where this server stands: `http://127.0.0.1:4010`. */
  readonly origin: string
}

/** Whether a path is the control API's. */
export const isAdminPath = (path: string): boolean => /^\/__admin(\/|$)/.test(path)

/** What is controlled. */
export interface Served {
  readonly doubles: readonly ServedDouble[]
  readonly strangers: { readonly journal: Journal }
}

type Action = (
  doubles: readonly ServedDouble[],
  call: AdminCall,
  strangers: Served['strangers'],
) => AdminReply | Promise<AdminReply>

const actions: Readonly<Record<string, Action>> = {
  'GET journal': (doubles, { query }, strangers) => ({
    status: 200,
    body: ownersIn(doubles, query, strangers).map(({ name, journal }) => ({
      api: name,
      dropped: journal.dropped,
      entries: journal.entries.filter(entry => isWanted(entry, query)),
    })),
  }),
  'DELETE journal': (doubles, { query }, strangers) => {
    for (const { journal } of ownersIn(doubles, query, strangers)) journal.clear()
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
  'GET outbox': (doubles, { query }) => ({
    status: 200,
    body: doubles
      .filter(chosenBy(query))
      .flatMap(({ name, outbox = [] }) => outbox.map(message => ({ api: name, ...message }))),
  }),
  'POST reset': (doubles, { query }, strangers) => {
    for (const double of doubles.filter(chosenBy(query))) double.reset()
    if (!query.has('api')) strangers.journal.clear()
    return { status: 204 }
  },
  'GET docs': doubles => ({ status: 200, file: docsPage(doubles) }),
  'GET docs/<file>': async (_, { path }) => {
    const file = await docsFile(path.slice('docs/'.length))
    return file ? { status: 200, file } : { status: 404, body: { error: `There is no ${path}.` } }
  },
  'GET openapi/<api>.json': async (doubles, { path, origin }) => {
    const double = named(doubles, path)
    if (!double) return noSuch(doubles, path)
    return { status: 200, body: await double.openapi(origin + basePathOf(double)) }
  },
  'GET pact/<api>.json': async (doubles, { path, query }) => {
    const double = named(doubles, path)
    if (!double) return noSuch(doubles, path)
    return { status: 200, body: await exportPact(double, query) }
  },
}

/** Answers a call of the control API; what it cannot do it says in a sentence. */
export async function administer(
  { doubles, strangers }: Served,
  call: AdminCall,
): Promise<AdminReply> {
  const action = actions[nameOf(call)]
  if (!action) {
    const offer = Object.keys(actions).map(name => name.replace(' ', ' /__admin/'))
    return { status: 404, body: { error: `There is no ${call.method} ${call.path} here.`, offer } }
  }
  try {
    return await action(doubles, call, strangers)
  } catch (cause) {
    return { status: 400, body: { error: cause instanceof Error ? cause.message : String(cause) } }
  }
}

const nameOf = ({ method, path }: AdminCall): string =>
  `${method} ${path.replace(/^docs\/.+/, 'docs/<file>').replace(/(?<=\/)[^/]+\.json$/, '<api>.json')}`

/** The double that a path such as `openapi/overplane.json` names. */
const named = (doubles: readonly ServedDouble[], path: string): ServedDouble | undefined =>
  doubles.find(({ name }) => path.endsWith(`/${name}.json`))

const noSuch = (doubles: readonly ServedDouble[], path: string): AdminReply => {
  const name = path.replace(/^.*\/|\.json$/g, '')
  const error = `There is no API "${name}" here. Choose from ${namesOf(doubles)}.`
  return { status: 404, body: { error } }
}

const namesOf = (doubles: readonly ServedDouble[]): string =>
  doubles.map(({ name }) => name).join(', ')

const chosenBy =
  (query: URLSearchParams) =>
  ({ name }: ServedDouble): boolean =>
    (query.get('api') ?? name) === name

/** Whose journals are meant; that of what no API has goes by no name. */
const ownersIn = (
  doubles: readonly ServedDouble[],
  query: URLSearchParams,
  { journal }: Served['strangers'],
) => [...doubles.filter(chosenBy(query)), ...(query.has('api') ? [] : [{ name: null, journal }])]

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
