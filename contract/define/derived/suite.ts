import * as z from 'zod/mini'
import { paramsIn } from '../../answer/path.ts'
import type { Ask } from '../../double/force/asking.ts'
import type { Readings } from '../../readings/reading.ts'
import type { Received, Sent, Stage } from '../../verify/exchange/exchange.ts'
import { naming } from '../../verify/exchange/request.ts'
import { at } from '../../verify/findings/difference.ts'
import type { Making, Probe, Scenario, Suite } from '../../verify/suite.ts'
import type { Description } from '../description.ts'
import { successOf } from './places.ts'
import { type Act, type Resource, resourcesOf } from './resources.ts'

/**
 * What a provider is held to, as far as a description tells it: every documented status that can be had from outside;
 * what was created is found, an update keeps the rest, what was deleted is gone, and pages add up.
 */
export function suiteOf(description: Description, readings: Readings): Suite {
  const { spec, contract } = description
  const resources = resourcesOf(description)
  const reads = Object.entries(contract).filter(
    ([, { method, path }]) => method === 'get' && paramsIn(path).length === 0,
  )
  // What has a body tells more of who answers.
  const telling = reads.filter(([, endpoint]) => successOf(endpoint)?.body)
  const [greeting = ''] = [...telling, ...reads, ...Object.entries(contract)][0] ?? []
  return {
    name: spec.name,
    title: spec.title,
    documentedUrl: spec.url,
    contract,
    reads: { ...spec.dialect, contract },
    auth: spec.dialect.auth,
    credentials: spec.credentials.shown,
    greeting,
    entries: () => [],
    failure: spec.dialect.failure,
    headers: [],
    retryAfter: ['Retry-After'],
    readings,
    quotes: quotesOf(spec),
    made: Object.fromEntries(resources.flatMap(one => makingOf(description, one))),
    probes: unique => probesOf(description, unique),
    scenarios: resources.flatMap(one => scenariosOf(description, one)),
  }
}

/** What the page says of each operation. */
const quotesOf = ({ operations }: Description['spec']): Suite['quotes'] =>
  Object.fromEntries(
    Object.entries(operations).map(([name, { brief, endpoint }]) => [
      name,
      brief.about ?? endpoint.summary,
    ]),
  )

function makingOf(description: Description, resource: Resource): [string, Making<string>][] {
  const { spec } = description
  const { entity, create, read, remove } = resource
  const id = spec.dialect.entities[entity]?.id
  if (!create || !remove || id === undefined) return []
  const sent = bodyOf(description, create.operation, () => marking)
  const shows = JSON.stringify(fieldsSent({ description, resource }, create, sent))
  const making: Making<string> = {
    ...(!shows.includes(marking) && { isMarked: false }),
    id: [...(create.place?.path ?? []), id],
    found: id => (read ? [read.operation, named(read, id)] : undefined),
    deletedBy: remove.operation,
    listed: () => [],
  }
  return [[create.operation, making]]
}

/** A text like those that a verification sends. */
const marking = 'verifymarked'

/** What names a thing to an operation on it. */
const named = ({ endpoint }: Act, id: unknown): Sent => naming(endpoint.path, String(id))

// ---- probes

function probesOf(description: Description, unique: () => string): Probe<string>[] {
  const creates = resourcesOf(description).map(({ create }) => create?.operation)
  return Object.entries(description.contract).flatMap(
    ([ask, { method, path, auth, responses }]) => {
      const sent = bodyOf(description, ask, unique)
      const params = Object.fromEntries(paramsIn(path).map(name => [name, unknownId(description)]))
      const isNamed = Object.keys(params).length > 0
      const title = (what: string, status: number) => `${ask} ${what} is a ${status}`
      return [
        ...(auth === 'none'
          ? []
          : [
              {
                title: title('without credentials', 401),
                ask,
                params,
                ...sent,
                as: null,
                status: 401,
              },
            ]),
        // What the double itself does not say cannot be had from outside.
        ...(isNamed && 404 in responses && description.asks.of[ask]?.[404] !== undefined
          ? [{ title: title('of an unknown id', 404), ask, params, ...sent, status: 404 }]
          : []),
        // What else is written may be all that there is, and a lenient provider would take it.
        ...(!isNamed && (method === 'get' || creates.includes(ask)) ? asked(description, ask) : []),
      ]
    },
  )
}

/** An id that nothing has, of the kind that the entities have. */
function unknownId({ spec }: Description): string {
  const kinds = Object.values(spec.dialect.entities).map(
    ({ schema, id }) => schema._zod.def.shape[id]?._zod.def.type,
  )
  return kinds.includes('string') ? 'unknown-to-all' : '999999999'
}

/** The questions of the document that a request without an id can put. */
const asked = (description: Description, ask: string): Probe<string>[] =>
  questionsOf(description, ask).map(({ status, sent, title }) => ({
    title: `${ask}: ${title} is a ${status}`,
    ask,
    ...sent,
    status,
  }))

interface Question {
  readonly status: number
  readonly title: string
  readonly sent: Sent
}

function questionsOf({ asks }: Description, operation: string): Question[] {
  return Object.entries(asks.of[operation] ?? {}).flatMap(([key, ask]) => {
    const status = Number(key)
    if (!ask || [401, 404, 413, 429].includes(status) || status < 400) return []
    return [{ status, title: ask.title, sent: sentBy(ask) }]
  })
}

function sentBy({ text, body, path }: Ask): Sent {
  if (text !== undefined) return { text }
  if (body !== undefined) return { body }
  const { searchParams } = new URL(path ?? '', 'http://localhost')
  return { query: Object.fromEntries(searchParams) }
}

// ---- what is sent

/** A body that an operation takes, with a mark in every text that can carry one. */
function bodyOf({ spec, contract }: Description, operation: string, unique: () => string): Sent {
  const endpoint = contract[operation]
  const body =
    spec.operations[operation]?.brief.sends ?? endpoint?.examples?.[0]?.request.body ?? undefined
  if (!endpoint?.body || body === undefined) return {}
  const { body: schema } = endpoint
  return { body: marked(body, unique, changed => z.safeParse(schema, changed).success) }
}

/** A value with its texts made unique, one by one, as long as the whole is still taken. */
function marked(whole: unknown, unique: () => string, isTaken: (whole: unknown) => boolean) {
  return textsIn(whole).reduce((body, path) => {
    const text = at(body, ...path)
    const mark = String(text).includes('@') ? `${unique()}@example.com` : unique()
    const changed = put(body, path, mark)
    return isTaken(changed) ? changed : body
  }, whole)
}

type Path = readonly string[]

/** Where the texts of an object's fields stand; those of lists are left as they are. */
const textsIn = (value: unknown, path: Path = []): Path[] => {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]))
}

const put = (value: unknown, [key, ...rest]: Path, text: string): unknown =>
  key === undefined
    ? text
    : { ...Object(value), [key]: put(Reflect.get(Object(value), key), rest, text) }

// ---- scenarios

type Asking = Stage<string>['ask']

function scenariosOf(description: Description, resource: Resource): Scenario<string>[] {
  const { entity, create, read, update, remove } = resource
  if (!create) return []
  const make = (ask: Asking, unique: () => string) =>
    ask(create.operation, bodyOf(description, create.operation, unique))
  const idOf = (made: Received) =>
    at(
      made.body,
      ...(create.place?.path ?? []),
      description.spec.dialect.entities[entity]?.id ?? '',
    )
  const tools = { description, resource, make, idOf }
  return [
    ...(read ? [isFound(tools, create, read)] : []),
    ...(read && update
      ? [keepsTheRest(tools, read, update), ...refusedUpdates(tools, read, update)]
      : []),
    ...(read && remove ? [isGone(tools, read, remove)] : []),
    ...pagesAddUp(tools),
  ]
}

interface Tools {
  readonly description: Description
  readonly resource: Resource
  make(ask: Asking, unique: () => string): Promise<Received>
  idOf(made: Received): unknown
}

const shownBy = (act: Act, reply: Received): object =>
  Object(at(reply.body, ...(act.place?.path ?? [])))

/** An expectation of what a reply shows, in its envelope. */
const within = ({ place }: Act, expected: object): unknown =>
  (place?.path ?? []).reduceRight<unknown>((inner, key) => ({ [key]: inner }), expected)

/** The fields of an entity that a body sends. */
function fieldsSent(
  { description, resource }: Pick<Tools, 'description' | 'resource'>,
  act: Act,
  { body }: Sent,
): object {
  const shape = description.spec.dialect.entities[resource.entity]?.schema._zod.def.shape ?? {}
  const sent = at(body, ...(act.place?.path ?? [])) ?? body
  // What is sent in another form than it is kept in is shown in that one.
  const isShown = ([name, value]: readonly [string, unknown]) =>
    shape[name] !== undefined && z.safeParse(shape[name], value).success
  return Object.fromEntries(Object.entries(Object(sent)).filter(isShown))
}

/** What is shown, without the times, which move by themselves. */
function standing({ description, resource }: Tools, shown: object): object {
  const { times = [] } = description.spec.dialect.entities[resource.entity] ?? {}
  return Object.fromEntries(Object.entries(shown).filter(([name]) => !times.includes(name)))
}

const isFound = (tools: Tools, create: Act, read: Act): Scenario<string> => ({
  title: `A created ${tools.resource.entity} has what was sent, and is found`,
  async run({ ask, says, unique }) {
    const sent = bodyOf(tools.description, create.operation, unique)
    const made = await ask(create.operation, sent)
    says(made, within(create, fieldsSent(tools, create, sent)))
    const found = await ask(read.operation, named(read, tools.idOf(made)))
    says(found, within(read, standing(tools, shownBy(create, made))))
  },
})

const keepsTheRest = (tools: Tools, read: Act, update: Act): Scenario<string> => ({
  title: `An update of one ${tools.resource.entity} keeps the rest of it, and every other`,
  async run({ ask, says, unique }) {
    const [one, other] = [await tools.make(ask, unique), await tools.make(ask, unique)]
    const before = await ask(read.operation, named(read, tools.idOf(one)))
    const untouched = await ask(read.operation, named(read, tools.idOf(other)))
    const sent = bodyOf(tools.description, update.operation, unique)
    await ask(update.operation, { ...named(update, tools.idOf(one)), ...sent })
    const after = await ask(read.operation, named(read, tools.idOf(one)))
    const changed = fieldsSent(tools, update, sent)
    says(after, within(read, { ...standing(tools, shownBy(read, before)), ...changed }))
    const still = await ask(read.operation, named(read, tools.idOf(other)))
    says(still, within(read, shownBy(read, untouched)))
  },
})

const refusedUpdates = (tools: Tools, read: Act, update: Act): Scenario<string>[] => {
  const questions = questionsOf(tools.description, update.operation)
  if (questions.length === 0) return []
  return [
    {
      title: `A refused update of a ${tools.resource.entity} changes nothing`,
      async run({ ask, says, unique }) {
        const made = await tools.make(ask, unique)
        const before = await ask(read.operation, named(read, tools.idOf(made)))
        for (const { status, sent } of questions) {
          await ask(update.operation, { ...named(update, tools.idOf(made)), ...sent }, status)
        }
        const after = await ask(read.operation, named(read, tools.idOf(made)))
        says(after, within(read, shownBy(read, before)))
      },
    },
  ]
}

const isGone = (tools: Tools, read: Act, remove: Act): Scenario<string> => ({
  title: `A deleted ${tools.resource.entity} is gone, and another stays`,
  async run({ ask, says, unique }) {
    const [one, other] = [await tools.make(ask, unique), await tools.make(ask, unique)]
    const untouched = await ask(read.operation, named(read, tools.idOf(other)))
    await ask(remove.operation, named(remove, tools.idOf(one)))
    if (404 in read.endpoint.responses) {
      await ask(read.operation, named(read, tools.idOf(one)), 404)
    }
    const still = await ask(read.operation, named(read, tools.idOf(other)))
    says(still, within(read, shownBy(read, untouched)))
  },
})

/** What lists call the size of a page, and the page or its first row. */
const sizes = ['limit', 'per_page', 'page_size', 'pageSize', 'size', 'count']
const pages = ['page', 'page_number', 'pageNumber']
const offsets = ['offset', 'skip', 'start', 'from']

function pagesAddUp(tools: Tools): Scenario<string>[] {
  const { list, entity } = tools.resource
  const query = list?.endpoint.query
  const names = Object.keys(Object(query && Reflect.get(query._zod.def, 'shape')))
  const size = sizes.find(name => names.includes(name))
  const page = pages.find(name => names.includes(name))
  const offset = offsets.find(name => names.includes(name))
  if (!list || size === undefined || (page ?? offset) === undefined) return []
  const first = page === undefined ? { [String(offset)]: 0 } : { [page]: 1 }
  const second = page === undefined ? { [String(offset)]: 1 } : { [page]: 2 }
  const rowsOf = ({ body }: Received) => at(body, ...(list.place?.path ?? []))
  // A list that asks for more than its pages cannot be had by these alone.
  const paged = { [size]: '2', [page ?? String(offset)]: page === undefined ? '0' : '1' }
  if (!query || !z.safeParse(query, paged).success) return []
  return [
    {
      title: `Two pages with one ${entity} each are a page with two`,
      async run({ ask, same, unique }) {
        await tools.make(ask, unique)
        await tools.make(ask, unique)
        const both = await ask(list.operation, { query: { [size]: 2, ...first } })
        const one = await ask(list.operation, { query: { [size]: 1, ...first } })
        const other = await ask(list.operation, { query: { [size]: 1, ...second } })
        const rows = [rowsOf(one), rowsOf(other)].flat()
        same(other, 'the rows of both pages', rowsOf(both), rows)
      },
    },
  ]
}
