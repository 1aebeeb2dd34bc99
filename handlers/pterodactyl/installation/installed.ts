import * as z from 'zod/mini'
import { found, operations, type StoreOf, say } from '../../../contract/define.ts'
import { dialect } from '../dialect.ts'
import { type entities, timeField } from '../entities.ts'
import { includeQuery } from '../lists/queries.ts'
import { type Rows, select, type Wanted } from '../lists/selection.ts'
import { toList } from '../objects.ts'
import { idOf } from '../request.ts'
import type { ServerEntity } from '../transformers.ts'
import { malformedRead, refusedQuery, successful } from '../usual.ts'

// Nests, eggs, nodes and locations that fit the servers: there is one of each that a server names.

export const application = '/api/application'

/** The operations on one kind of things. */
export const operationsOn = (thing: string) =>
  operations(dialect, {
    tag: 'Installation',
    about: 'What the servers run on and are made from: nests with their eggs, nodes, locations.',
    words: { 404: `The ${thing} was not found.` },
  })

export const IncludeQuery = includeQuery(
  'Other objects to return. Unknown ones are ignored, and none is known.',
)

const beyond =
  'Listed on sibling pages; clients of the panel ask for it with every server. Made up to fit the servers.'

/** What all answers with a page of things have in common. */
export const paged = <Body extends z.core.$ZodType>(body: Body, thing: string) => ({
  about: `Returns a list of ${thing} objects.`,
  replies: { 200: successful(body), 400: refusedQuery },
  asks: {
    400: {
      title: `A negative number of ${thing}s`,
      path: `${application}/${thing}s?per_page=-1`,
    },
  },
  beyond,
})

/** What is asked for, and in its place what is not there. */
interface Asked {
  readonly title?: string
  readonly thing: string
  readonly known: string
  readonly unknown: string
}

/** What all answers without pages have in common. */
export const unpaged = <Body extends z.core.$ZodType>(body: Body, asked: Asked) => {
  const { thing, title = `Get the ${thing} of a server`, known, unknown } = asked
  const path = `${application}/${known}`
  return {
    query: IncludeQuery,
    replies: { 200: successful(body) },
    refuses: [400, 404],
    asks: {
      200: { title, path },
      400: { ...malformedRead, path },
      404: { title: `An unknown ${thing}`, path: `${application}/${unknown}` },
    },
    beyond,
  } as const
}

// ---- fields

export const idField = (thing: string) => say(`The id of the ${thing}.`, z.int())
export const timeFields = (thing: string) => ({
  created_at: timeField(`the ${thing} was created`),
  updated_at: timeField(`the ${thing} was last changed`),
})

// ---- what is made up

type Store = StoreOf<typeof entities>

/** The servers that name the same id. */
export interface Group {
  readonly id: number
  readonly first: ServerEntity
  readonly all: readonly ServerEntity[]
}

export function groupsOf(
  { server: servers }: Store,
  idOf: (server: ServerEntity) => number | undefined,
): Group[] {
  const groups = new Map<number, ServerEntity[]>()
  for (const server of servers.slice('id', 0, servers.size)) {
    const id = idOf(server)
    if (id === undefined) continue
    const group = groups.get(id) ?? []
    group.push(server)
    groups.set(id, group)
  }
  return [...groups].flatMap(([id, all]) => (all[0] ? [{ id, first: all[0], all }] : []))
}

/** The same one every time. */
export const uuidOf = (kind: string, id: number): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(id).padStart(12, '0')}`

export const timesOf = ({ created_at }: ServerEntity) => ({ created_at, updated_at: created_at })

// ---- what is asked for

/** What has an id of its own. */
interface Installed {
  readonly attributes: { readonly id: number }
}

/** The page of what is made up that is asked for. */
export function listed<Row extends Installed>(
  rows: readonly Row[],
  wanted: Wanted<string>,
  url: string,
) {
  const { total, shown } = select(rowsOf(rows), wanted, fieldOf)
  return toList([...shown], { total, ...wanted }, url)
}

export const one = <Row extends Installed>(
  rows: readonly Row[],
  resource: string,
  id: string,
): Row =>
  found(
    rows.find(({ attributes }) => attributes.id === idOf(id)),
    resource,
    id,
  )

const fieldOf = ({ attributes }: Installed, field: string): unknown =>
  Reflect.get(attributes, field)

/** What is made up, in the order of a field. */
const rowsOf = <Row extends Installed>(rows: readonly Row[]): Rows<Row, string> => ({
  size: rows.length,
  slice(order, from, count, descending) {
    const sorted = rows.toSorted((a, b) => compared(fieldOf(a, order), fieldOf(b, order)))
    return (descending ? sorted.toReversed() : sorted).slice(from, from + count)
  },
})

const compared = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1
