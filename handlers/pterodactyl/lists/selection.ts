import { createColumn } from './column.ts'

/** What a list is taken from: a table with its indexes, or what is made up for a request. */
export interface Rows<Row, Order extends string> {
  readonly size: number
  slice(order: Order, from: number, count: number, descending: boolean): Row[]
  /** Keeps what is worked out of the rows until one of them changes. */
  remember?<Value>(key: string, work: () => Value): Value
}

/** What a query asks for. */
export interface Wanted<Order extends string> {
  /** What to look for in each field. */
  readonly filter?: { readonly [field: string]: readonly unknown[] | undefined }
  readonly sort?: readonly { readonly field: Order; readonly descending: boolean }[]
  readonly page: bigint
  readonly per_page: number
  /** How much of a value is to be found, and whether its case counts. */
  readonly match: 'part' | 'whole'
  readonly letters: 'any' | 'exact'
  /** What comes first without a sort. */
  readonly unsorted: 'id' | 'newest'
}

/** The page that is asked for, and of how many; only a filter makes it look at every row. */
export function select<Row, Order extends string>(
  rows: Rows<Row, Order | 'id'>,
  { filter = {}, sort = [], page, per_page, match, letters, unsorted }: Wanted<Order>,
  fieldOf: (row: Row, field: string) => unknown,
): { readonly total: number; readonly shown: readonly Row[] } {
  const { field = 'id', descending = unsorted === 'newest' } = sort[0] ?? {}
  const from = offsetOf(page, per_page)
  const parts = Object.entries(filter).flatMap(([name, sent = []]) =>
    toPart(name, sent, casers[letters]),
  )
  const { remember = forgetful } = rows
  const cut = (start: number, count: number) =>
    remember(`${field} ${descending} ${start} ${count}`, () =>
      rows.slice(field, start, count, descending),
    )
  if (parts.length === 0) return { total: rows.size, shown: cut(from, per_page) }
  const find = () => {
    const all = cut(0, rows.size)
    const columnOf = (name: string) =>
      remember(`${field} ${descending} ${letters} ${name}`, () =>
        createColumn(all.map(row => casers[letters](fieldOf(row, name)))),
      )
    const [first, ...others] = parts.map(
      ({ name, texts }) => new Set(texts.flatMap(text => columnOf(name).rowsWith(text, match))),
    )
    return [...(first ?? [])]
      .filter(place => others.every(places => places.has(place)))
      .sort((a, b) => a - b)
      .flatMap(place => all.slice(place, place + 1))
  }
  const key = JSON.stringify([field, descending, match, letters, parts])
  const matches = key.length < longestKey ? remember(key, find) : find()
  return { total: matches.length, shown: matches.slice(from, from + per_page) }
}

const forgetful = <Value>(_: string, work: () => Value): Value => work()

/** Of what is longer nobody asks for a second page. */
const longestKey = 1000

/** What is no text, or an empty one, finds nothing and hides nothing. */
function toPart(name: string, sent: readonly unknown[], cased: (text: string) => string) {
  const texts = sent.flatMap(text => (typeof text === 'string' ? [cased(text)] : []))
  const filled = texts.filter(text => text !== '')
  return filled.length > 0 ? [{ name, texts: filled }] : []
}

const casers = {
  any: (value: unknown) => String(value ?? '').toLowerCase(),
  exact: (value: unknown) => String(value ?? ''),
}

/** Beyond the integers of 64 bits PHP goes on with a float, and makes an integer of what that has kept. */
function offsetOf(page: bigint, per_page: number): number {
  const offset = (page - 1n) * BigInt(per_page)
  const isKept = BigInt.asIntN(64, offset) === offset
  return Math.max(0, Number(isKept ? offset : BigInt.asIntN(64, BigInt(Number(offset)))))
}

/** Of those whose external id is this but for its case, the one that is found. */
export const heldBy = <Row extends { readonly external_id: string | null }>(
  holders: readonly Row[],
  { external_id }: { readonly external_id: string },
  { externalIdCase }: { readonly externalIdCase: 'any' | 'exact' },
): Row | undefined =>
  holders.find(one => externalIdCase === 'any' || one.external_id === external_id)
