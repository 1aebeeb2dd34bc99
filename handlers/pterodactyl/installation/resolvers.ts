import type { Resolvers } from '../../../contract/answer/endpoint.ts'
import { found } from '../../../contract/answer/refusal.ts'
import { authorize, type Caller } from '../keys.ts'
import { toList } from '../objects.ts'
import { idOf } from '../request.ts'
import { type Rows, select, type Wanted } from '../selection.ts'
import type { Surroundings } from '../surroundings.ts'
import type { installationContract } from './contract.ts'
import { eggsOf, type Installed, locationsOf, nestsOf, nodesOf } from './installed.ts'

export const installationResolvers = ({
  store,
}: Surroundings): Resolvers<typeof installationContract, Caller> => ({
  listNests({ caller, query, baseUrl }) {
    authorize(caller, 'nests', 'read')
    return { status: 200, body: listed(nestsOf(store), query(), `${baseUrl}${path}/nests`) }
  },

  getNest({ caller, params }) {
    const nest = one(nestsOf(store), 'nest', params.id)
    authorize(caller, 'nests', 'read')
    return { status: 200, body: nest }
  },

  listEggs({ caller, params }) {
    const { attributes } = one(nestsOf(store), 'nest', params.nest)
    authorize(caller, 'eggs', 'read')
    return { status: 200, body: { object: 'list', data: eggsOf(store, attributes.id) } }
  },

  getEgg({ caller, params }) {
    const { attributes } = one(nestsOf(store), 'nest', params.nest)
    const egg = one(eggsOf(store, attributes.id), 'egg', params.id)
    authorize(caller, 'eggs', 'read')
    return { status: 200, body: egg }
  },

  listNodes({ caller, query, baseUrl }) {
    authorize(caller, 'nodes', 'read')
    return { status: 200, body: listed(nodesOf(store), query(), `${baseUrl}${path}/nodes`) }
  },

  getNode({ caller, params }) {
    const node = one(nodesOf(store), 'node', params.id)
    authorize(caller, 'nodes', 'read')
    return { status: 200, body: node }
  },

  listLocations({ caller, query, baseUrl }) {
    authorize(caller, 'locations', 'read')
    return { status: 200, body: listed(locationsOf(store), query(), `${baseUrl}${path}/locations`) }
  },

  getLocation({ caller, params }) {
    const location = one(locationsOf(store), 'location', params.id)
    authorize(caller, 'locations', 'read')
    return { status: 200, body: location }
  },
})

const path = '/api/application'

/** The page of what is made up that is asked for. */
function listed<Row extends Installed>(rows: readonly Row[], wanted: Wanted<string>, url: string) {
  const { total, shown } = select(rowsOf(rows), wanted, fieldOf)
  return toList(shown, { total, ...wanted }, url)
}

const one = <Row extends Installed>(rows: readonly Row[], resource: string, id: string): Row =>
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
