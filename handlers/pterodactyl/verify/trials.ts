import type { Choice } from '../../../contract/readings/choice.ts'
import type { Received, Sent, Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at } from '../../../contract/verify/findings/difference.ts'
import { attributesOf, crowd, idsOf, member, multitude, required, somebody } from './made.ts'

// How it is found out what a provider takes where the page is silent, with as few requests as can be.

type Trial = (stage: Stage<string>) => Promise<Choice | undefined>
type Query = NonNullable<Sent['query']>

const isDone = ({ status }: Received): boolean => status < 300

// ---- of every operation

export const lettingIn: Trial = async ({ ask }) =>
  isDone(await ask('listUsers', { as: null }, 'any')) ? 'let in' : 'refused'

export const anyKey: Trial = async ({ ask }) =>
  isDone(await ask('listUsers', { as: 'ptla_unknown' }, 'any')) ? 'otherwise' : undefined

export const servers: Trial = async ({ ask }) =>
  isDone(await ask('listServers', { query: { per_page: 1 } }, 'any')) ? undefined : 'none'

// ---- lists

type Listing = Pick<Stage<string>, 'ask'>

const listed = ({ ask }: Listing, query: Query = {}): Promise<Received> =>
  ask('listUsers', { query }, 'any')

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.join() === other.join()

export const filterMatch: Trial = async stage => {
  const { mark, ids } = await stage.shared(crowd)
  const list = await listed(stage, { 'filter[username]': `${mark}u`, sort: 'id' })
  if (isSame(idsOf(list), ids)) return 'part'
  return isDone(list) && idsOf(list).length === 0 ? 'whole' : undefined
}

export const filterCase: Trial = async stage => {
  const { mark, ids } = await stage.shared(crowd)
  const { username } = member(mark, 2)
  const list = await listed(stage, { 'filter[username]': username.toUpperCase() })
  if (isSame(idsOf(list), ids.slice(1, 2))) return 'any'
  return isDone(list) && idsOf(list).length === 0 ? 'exact' : undefined
}

/** Whether a query that nobody knows is refused, or hides nothing. */
const strange =
  (query: Query): Trial =>
  async stage => {
    await stage.shared(crowd)
    const list = await listed(stage, query)
    if (!isDone(list)) return 'refused'
    return idsOf(list).length > 0 ? 'ignored' : 'otherwise'
  }

export const unknownFilter = strange({ 'filter[nothing]': 'x' })
export const unknownSort = strange({ sort: 'nothing' })

/** Which way the ids of a list go. */
const direction = (list: Received): 'up' | 'down' | undefined => {
  const ids = idsOf(list).map(Number)
  const sorted = ids.toSorted((a, b) => a - b)
  if (isSame(ids, sorted)) return 'up'
  return isSame(ids, sorted.toReversed()) ? 'down' : undefined
}

export const descending: Trial = async stage => {
  await stage.shared(crowd)
  const list = await listed(stage, { sort: '-id', per_page: 60 })
  return direction(list) === 'down' ? stage.readings.sorts : 'otherwise'
}

export const unsorted: Trial = async stage => {
  await stage.shared(crowd)
  const way = direction(await listed(stage, { per_page: 60 }))
  if (way === undefined) return 'otherwise'
  return way === 'up' ? 'id' : 'newest'
}

/** How many there are to a page: it says so, or shows it. */
async function sizeOf(stage: Stage<string>, query: Query): Promise<number> {
  const size = at((await listed(stage, query)).body, 'meta', 'pagination', 'per_page')
  if (typeof size === 'number') return size
  await stage.shared(multitude)
  return idsOf(await listed(stage, query)).length
}

export const perPageDefault: Trial = async stage => {
  const size = await sizeOf(stage, {})
  return size > 0 && size <= 100 ? size : 'otherwise'
}

export const perPageMaximum: Trial = async stage => {
  const size = await sizeOf(stage, { per_page: 1000 })
  if (size > 100) return 'none'
  return size === 100 ? size : 'otherwise'
}

export const lowPage: Trial = async stage => {
  await stage.shared(crowd)
  const low = await listed(stage, { sort: 'id', per_page: 3, page: 0 })
  if (!isDone(low)) return 'refused'
  const first = await listed(stage, { sort: 'id', per_page: 3, page: 1 })
  return isSame(idsOf(low), idsOf(first)) ? 'first' : 'otherwise'
}

export const pastEnd: Trial = async stage => {
  const list = await listed(stage, { per_page: 100, page: 100_000 })
  return isDone(list) && idsOf(list).length === 0 ? stage.readings.pastEnd : 'otherwise'
}

// ---- users

export const unknownInclude: Trial = async ({ ask, shared, readings }) => {
  const { params } = await shared(somebody)
  const reply = await ask('getUser', { params, query: { include: 'nothing' } }, 'any')
  return isDone(reply) ? readings.unknownInclude : 'otherwise'
}

export const externalIdCase: Trial = async ({ ask, shared }) => {
  const { mark } = await shared(crowd)
  const external_id = member(mark, 2).external_id.toUpperCase()
  return isDone(await ask('getExternalUser', { params: { external_id } }, 'any')) ? 'any' : 'exact'
}

/** An update of somebody by a change of what it needs. */
async function updated(
  { ask, unique, shared }: Stage<string>,
  change: (mark: string) => object,
): Promise<Received> {
  const { params } = await shared(somebody)
  const mark = unique()
  return ask('updateUser', { params, body: { ...required(mark), ...change(mark) } }, 'any')
}

export const uniqueness: Trial = async stage => {
  const { email } = member((await stage.shared(crowd)).mark, 8)
  if (!isDone(await updated(stage, () => ({ email: email.toUpperCase() })))) return 'any case'
  const reply = await updated(stage, () => ({ email }))
  await updated(stage, () => ({}))
  return isDone(reply) ? 'none' : 'exact'
}

export const usernameCase: Trial = async stage => {
  const reply = await updated(stage, mark => ({ username: `V${mark}` }))
  if (!isDone(reply)) return 'otherwise'
  return /^V/.test(String(at(reply.body, 'attributes', 'username'))) ? 'kept' : 'lower'
}

export const unknownKeys: Trial = async stage =>
  isDone(await updated(stage, () => ({ nothing_known: 1 }))) ? 'ignored' : 'refused'

export const blanks: Trial = async stage => {
  const reply = await updated(stage, () => ({ first_name: ' Eve ' }))
  return at(reply.body, 'attributes', 'first_name') === 'Eve' ? stage.readings.blanks : 'otherwise'
}

export const defaultLanguage: Trial = async ({ shared }) => {
  const { language } = Object((await shared(somebody)).attributes)
  return typeof language === 'string' ? language : undefined
}

export const emptyUpdate: Trial = async stage => {
  const { params } = await stage.shared(somebody)
  const body = required(stage.unique())
  const before = await stage.ask('updateUser', { params, body })
  await stage.pause()
  const after = await stage.ask('updateUser', { params, body })
  const times = [before, after].map(reply => at(attributesOf(reply), 'updated_at'))
  return times[0] === times[1] ? 'stays' : 'moves'
}
