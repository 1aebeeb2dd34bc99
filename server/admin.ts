import * as z from 'zod/mini'
import { shown } from '../contract/answer/refusal.ts'
import { check, expecting } from '../contract/check.ts'
import { basePathOf } from '../contract/double/base-path.ts'
import { OverrideSchema } from '../contract/double/force/override.ts'
import type { Standing } from '../contract/double/force/overrides.ts'
import type { Entry, Journal } from '../contract/double/journal/journal.ts'
import type { Veiling } from '../contract/double/journal/redaction.ts'
import { viewOf } from '../contract/double/journal/view.ts'
import type { Pact } from '../contract/pact/pact.ts'
import { ClockBody, timesOf, turn } from './clocks.ts'
import { type DocsFile, docsFile, docsPage } from './docs.ts'
import { followAll, toldBy, type Words } from './followed.ts'
import type { ServedDouble } from './served.ts'
import { messageOf } from './usage.ts'
import { validated, verdictsOf } from './verdicts.ts'
import type { Worlds } from './worlds.ts'

/** An answer of the control API. */
export interface AdminReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, in the place of `body`. */
  readonly file?: DocsFile
  /** JSON in pieces, in the place of `body`: no more than one of them is in memory at a time. */
  readonly pieces?: Iterable<string>
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
  readonly worlds: Worlds
  readonly words: Words
  readonly strangers: { readonly journal: Journal }
}

/** Answers a call of the control API; what it cannot do it says in a sentence, and then nothing is done. */
export async function administer(served: Served, call: AdminCall): Promise<AdminReply> {
  const found = actions.filter(({ path }) => path.test(call.path))
  const action = found.find(({ method }) => method === call.method)
  if (!action) return unknown(call, found)
  try {
    const doing = `${call.method} /__admin/${call.path}`
    const query = check(action.query, toRecord(call.query, doing), doing)
    const body = action.body === nothing && isEmpty(call.body) ? undefined : call.body
    check(action.body, body, doing)
    return await action.run({ ...served, call, query, body, doing })
  } catch (cause) {
    return { status: 400, body: { error: messageOf(cause) } }
  }
}

function unknown({ method, path }: AdminCall, found: readonly Action[]): AdminReply {
  const offer = actions.map(one => `${one.method} /__admin/${one.name}`)
  const error = `There is no ${method} /__admin/${path} here.`
  if (found.length === 0) return { status: 404, body: { error, offer } }
  const Allow = found.map(one => one.method).join(', ')
  return { status: 405, headers: { Allow }, body: { error, offer } }
}

/** A query's parameters; one that stands twice would be half ignored. */
function toRecord(query: URLSearchParams, doing: string): Record<string, string> {
  const known = new Set<string>()
  const twice = [...query.keys()].find(name => known.size === known.add(name).size)
  if (twice === undefined) return Object.fromEntries(query)
  throw new TypeError(`Failed to ${doing}: "${twice}" stands twice. Give it once.`)
}

const isEmpty = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Object.keys(body).length === 0

/** What an action is given, all of it checked. */
interface Task<Query> extends Served {
  readonly call: AdminCall
  readonly query: Query
  readonly body: unknown
  readonly doing: string
}

/** One thing that can be done: what it takes, and how it is done. */
interface Action {
  readonly method: string
  /** The path as it is told. */
  readonly name: string
  readonly path: RegExp
  readonly query: z.core.$ZodType
  readonly body: z.core.$ZodType
  run(task: Task<unknown>): AdminReply | Promise<AdminReply>
}

const nothing = expecting(z.undefined(), 'no body')
const noQuery = z.strictObject({})

/** An action of `method` and a path, in which `<…>` stands for any one segment. */
function action<Query extends z.core.$ZodType>(
  method: string,
  name: string,
  query: Query,
  run: (task: Task<z.core.output<Query>>) => AdminReply | Promise<AdminReply>,
  body: z.core.$ZodType = nothing,
): Action {
  const path = new RegExp(`^${name.replaceAll('.', '\\.').replace(/<\w+>/, '[^/]+')}$`)
  // Each action is run with what its own schema gave.
  return { method, name, path, query, body, run: run as Action['run'] }
}

const api = z.optional(expecting(z.string(), 'the name of an API'))
const count = expecting(
  z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number)),
  'a whole number',
)
const flag = expecting(
  z.pipe(
    z.enum(['', '1', 'true', '0', 'false']),
    z.transform(text => !['0', 'false'].includes(text)),
  ),
  'true or false',
)
const world = z.optional(expecting(z.string(), 'the name of a world'))

const JournalQuery = z.strictObject({
  api,
  operation: z.optional(expecting(z.string(), 'the name of an operation')),
  violations: z.optional(flag),
  limit: z.optional(count),
})
const PactQuery = z.strictObject({
  consumer: expecting(z.string().check(z.minLength(1)), 'the name of who asks'),
  provider: z.optional(expecting(z.string().check(z.minLength(1)), 'a name')),
})
const OverrideBody = expecting(
  z.extend(OverrideSchema, {
    api: expecting(z.string(), 'the name of an API'),
    operation: expecting(z.string(), 'the name of an operation'),
  }),
  'an object, as in { "api": "overplane", "operation": "listUsers", "status": 401 }',
)

const ReadingsBody = expecting(
  z.record(z.string(), z.unknown()),
  'values by API, as in { "pterodactyl": { "deleteStatus": 204 } }',
)

const actions: readonly Action[] = [
  action('GET', 'journal', JournalQuery, ({ query, doing, ...served }) => {
    const owners = ownersIn(served, query.api, doing)
    refuseUnknownOperation(served.doubles, query, doing)
    const told = owners.map(({ name, journal }) => ({
      ...{ name, dropped: journal.dropped, entries: wanted(journal.entries, query) },
    }))
    return { status: 200, pieces: inPieces(told) }
  }),
  action('DELETE', 'journal', z.strictObject({ api }), ({ query, doing, ...served }) => {
    for (const { journal } of ownersIn(served, query.api, doing)) journal.clear()
    return { status: 204 }
  }),
  action('GET', 'overrides', z.strictObject({ api }), ({ query, doing, doubles }) => ({
    status: 200,
    body: chosenFrom(doubles, query.api, doing).flatMap(({ name, overrides, journal }) =>
      overrides.list.map(standing => ({ api: name, ...shownOf(standing, journal.veiling) })),
    ),
  })),
  action(
    'POST',
    'overrides',
    noQuery,
    ({ doubles, body, doing }) => {
      const { api, operation, ...override } = check(OverrideBody, body, doing)
      const [double] = chosenFrom(doubles, api, doing)
      return { status: 201, body: { id: double?.overrides.add(operation, override) } }
    },
    OverrideBody,
  ),
  action(
    'DELETE',
    'overrides',
    z.strictObject({ api, id: z.optional(count) }),
    ({ query, doing, doubles }) => {
      const chosen = chosenFrom(doubles, query.api, doing)
      const removed = chosen.map(({ overrides }) => overrides.remove(query.id))
      if (query.id === undefined || removed.includes(true)) return { status: 204 }
      return { status: 404, body: { error: `There is no override ${query.id}.` } }
    },
  ),
  action('GET', 'readings', z.strictObject({ api }), async ({ query, doing, ...served }) => ({
    status: 200,
    body: await toldBy(chosenFrom(served.doubles, query.api, doing), served.words),
  })),
  action(
    'PATCH',
    'readings',
    noQuery,
    ({ doubles, body, doing }) => {
      followAll(doubles, body, doing)
      return { status: 204 }
    },
    ReadingsBody,
  ),
  action('GET', 'clock', z.strictObject({ api }), ({ query, doing, doubles }) => ({
    status: 200,
    body: timesOf(chosenFrom(doubles, query.api, doing)),
  })),
  action(
    'PATCH',
    'clock',
    z.strictObject({ api }),
    ({ query, body, doing, doubles }) => {
      const chosen = chosenFrom(doubles, query.api, doing)
      turn(chosen, check(ClockBody, body, doing))
      return { status: 200, body: timesOf(chosen) }
    },
    ClockBody,
  ),
  action('GET', 'outbox', z.strictObject({ api }), ({ query, doing, doubles }) => ({
    status: 200,
    body: chosenFrom(doubles, query.api, doing).flatMap(({ name, outbox = [] }) =>
      outbox.map(message => ({ api: name, ...message })),
    ),
  })),
  action('POST', 'reset', z.strictObject({ api, world }), async ({ query, doing, ...served }) => {
    const chosen = chosenFrom(served.doubles, query.api, doing)
    const choice = await worldIn(served, query.world, doing)
    // Each within the one before: none is reset unless all can be.
    const steps = chosen.reduce(
      (also, double) => () => double.reset(choice, also),
      () => {},
    )
    steps()
    if (query.api === undefined) served.strangers.journal.clear()
    return { status: 204 }
  }),
  action('GET', 'docs', z.strictObject({ api }), ({ query, doing, doubles }) => {
    chosenFrom(doubles, query.api, doing)
    return { status: 200, file: docsPage(doubles) }
  }),
  action('GET', 'docs/<file>', noQuery, async ({ call: { path } }) => {
    const file = await docsFile(path.slice('docs/'.length))
    return file ? { status: 200, file } : { status: 404, body: { error: `There is no ${path}.` } }
  }),
  action('GET', 'openapi/<api>.json', noQuery, async ({ doubles, call }) => {
    const double = named(doubles, call.path)
    if (!double) return noSuch(doubles, call.path)
    const document = await double.openapi(call.origin + basePathOf(double))
    return { status: 200, body: validated(document, await verdictsOf(double.name)) }
  }),
  action('GET', 'pact/<api>.json', PactQuery, async ({ doubles, call: { path, query } }) => {
    const double = named(doubles, path)
    if (!double) return noSuch(doubles, path)
    return { status: 200, body: await exportPact(double, query) }
  }),
]

/** What a double was asked as a Pact file, for `GET /__admin/pact/<api>.json?consumer=&provider=`. */
function exportPact({ journal }: ServedDouble, query: URLSearchParams): Promise<Pact> {
  const provider = query.get('provider')
  const consumer = query.get('consumer') ?? ''
  return journal.toPact({ consumer, ...(provider !== null && { provider }) })
}

/** The world of a name; without one each double stays in its own. */
async function worldIn({ worlds }: Served, name: string | undefined, doing: string) {
  if (name === undefined) return undefined
  if (worlds.names.includes(name)) return worlds.named(name)
  const fault = `"world" is "${shown(name)}". Give one of ${worlds.names.join(', ')}.`
  throw new TypeError(`Failed to ${doing}: ${fault}`)
}

/** The double of a name, or all without one. */
function chosenFrom(
  doubles: readonly ServedDouble[],
  api: string | undefined,
  doing: string,
): readonly ServedDouble[] {
  if (api === undefined) return doubles
  const chosen = doubles.filter(({ name }) => name === api)
  if (chosen.length > 0) return chosen
  throw new TypeError(
    `Failed to ${doing}: there is no API "${shown(api)}". Choose from ${namesOf(doubles)}.`,
  )
}

/** Whose journals are meant; that of what no API has goes by no name. */
const ownersIn = ({ doubles, strangers }: Served, api: string | undefined, doing: string) => [
  ...chosenFrom(doubles, api, doing),
  ...(api === undefined ? [{ name: null, journal: strangers.journal }] : []),
]

function refuseUnknownOperation(
  doubles: readonly ServedDouble[],
  {
    api,
    operation,
  }: { readonly api?: string | undefined; readonly operation?: string | undefined },
  doing: string,
): void {
  if (operation === undefined) return
  const names = chosenFrom(doubles, api, doing).flatMap(({ contract }) => Object.keys(contract))
  if (names.includes(operation)) return
  throw new TypeError(
    `Failed to ${doing}: there is no operation "${operation}". Choose from ${names.join(', ')}.`,
  )
}

/** An override without the secrets that it compares with or gives. */
const shownOf = (standing: Standing, veiling: Veiling): object =>
  Object(viewOf(standing, veiling).value)

/** The entries that are asked for, of those the last. */
function wanted(
  entries: readonly Entry[],
  { operation, violations, limit }: z.infer<typeof JournalQuery>,
): readonly Entry[] {
  const chosen = entries.filter(
    entry =>
      (operation ?? entry.operation) === entry.operation &&
      (violations === undefined || violations === entry.violations.length > 0),
  )
  return limit === undefined ? chosen : chosen.slice(Math.max(0, chosen.length - limit))
}

/** Journals as JSON, entry by entry. */
function* inPieces(
  journals: readonly {
    readonly name: string | null
    readonly dropped: number
    readonly entries: readonly Entry[]
  }[],
): Iterable<string> {
  yield '['
  for (const [nth, { name, dropped, entries }] of journals.entries()) {
    const head = JSON.stringify({ api: name, dropped }).slice(0, -1)
    yield `${nth > 0 ? ',' : ''}${head},"entries":[`
    for (const [index, entry] of entries.entries()) {
      yield (index > 0 ? ',' : '') + JSON.stringify(entry)
    }
    yield ']}'
  }
  yield ']'
}

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
