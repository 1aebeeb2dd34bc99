import type { Endpoint } from '../../answer/endpoint.ts'
import { paramsIn } from '../../answer/path.ts'
import type { Description } from '../description.ts'
import { type Place, placeOf, stem } from './places.ts'

/** One operation on an entity. */
export interface Act {
  readonly operation: string
  readonly endpoint: Endpoint
  /** Where its reply shows the entity. */
  readonly place: Place | undefined
}

/** What can be done to an entity, as far as the contract tells it. */
export interface Resource {
  readonly entity: string
  readonly create?: Act
  readonly read?: Act
  readonly list?: Act
  readonly update?: Act
  readonly remove?: Act
}

/** The entities of an API, each with the operations that make, show, change and delete it. */
export function resourcesOf({ spec, contract }: Description): Resource[] {
  const acts = Object.entries(contract).map(([operation, endpoint]) => {
    const place = placeOf(endpoint, spec.dialect.entities)
    return { operation, endpoint, place, params: paramsIn(endpoint.path).length }
  })
  return Object.keys(spec.dialect.entities).map(entity => {
    const own = acts.filter(({ place }) => place?.entity === entity)
    const reads = own.filter(act => act.endpoint.method === 'get' && act.params === 1 && isOne(act))
    const creates = own.filter(act => isCreate(act))
    // A sign-in shows a user too, and makes none.
    const read = reads.find(act => creates.some(isParentOf(act))) ?? reads[0]
    const create = read ? creates.find(isParentOf(read)) : creates[0]
    const update = own.find(
      act =>
        act.endpoint.body &&
        act.params === 1 &&
        isOne(act) &&
        (read === undefined || stem(act.endpoint.path) === stem(read.endpoint.path)),
    )
    const lists = own.filter(
      act => act.endpoint.method === 'get' && act.params === 0 && act.place?.within !== undefined,
    )
    const list = create ? lists.find(act => act.endpoint.path === create.endpoint.path) : lists[0]
    const [known] = [read, update].filter(act => act !== undefined)
    const remove = acts.find(
      ({ endpoint }) =>
        endpoint.method === 'delete' && known && stem(endpoint.path) === stem(known.endpoint.path),
    )
    return {
      entity,
      ...(create && { create }),
      ...(read && { read }),
      ...(list && { list }),
      ...(update && { update }),
      ...(remove && { remove }),
    }
  })
}

const isOne = ({ place }: Act): boolean => place !== undefined && place.within === undefined

const isCreate = (act: Act & { readonly params: number }): boolean =>
  act.endpoint.method === 'post' &&
  act.params === 0 &&
  act.endpoint.body !== undefined &&
  isOne(act)

/** Whether an operation's path is what another's is below. */
const isParentOf =
  ({ endpoint }: Act) =>
  (act: Act): boolean =>
    stem(endpoint.path).startsWith(`${act.endpoint.path}/:`)
