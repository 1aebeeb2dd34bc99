/** What a list is taken from: a table with its indexes, or what is made up for a request. */
export interface Rows<Row, Order extends string> {
  readonly size: number
  slice(order: Order, from: number, count: number, descending: boolean): Row[]
}

/** What a query asks for. */
export interface Wanted<Order extends string> {
  /** What to look for in each field. */
  readonly filter?: { readonly [field: string]: readonly unknown[] | undefined }
  readonly sort?: readonly { readonly field: Order; readonly descending: boolean }[]
  readonly page: bigint
  readonly per_page: number
}

/** The page that is asked for, and of how many; only a filter makes it look at every row. */
export function select<Row, Order extends string>(
  rows: Rows<Row, Order | 'id'>,
  { filter = {}, sort = [], page, per_page }: Wanted<Order>,
  fieldOf: (row: Row, field: string) => unknown,
): { readonly total: number; readonly shown: Row[] } {
  const { field = 'id', descending = false } = sort[0] ?? {}
  const from = offsetOf(page, per_page)
  const parts = Object.entries(filter).flatMap(([name, sent = []]) => toPart(name, sent))
  if (parts.length === 0) {
    return { total: rows.size, shown: rows.slice(field, from, per_page, descending) }
  }
  const all = rows.slice(field, 0, rows.size, descending)
  const matches = all.filter(row => parts.every(part => isIn(fieldOf(row, part.name), part.texts)))
  return { total: matches.length, shown: matches.slice(from, from + per_page) }
}

/** What is no text, or an empty one, finds nothing and hides nothing. */
function toPart(name: string, sent: readonly unknown[]) {
  const texts = sent.flatMap(text => (typeof text === 'string' ? [text.toLowerCase()] : []))
  const filled = texts.filter(text => text !== '')
  return filled.length > 0 ? [{ name, texts: filled }] : []
}

function isIn(value: unknown, texts: readonly string[]): boolean {
  const whole = String(value ?? '').toLowerCase()
  return texts.some(text => whole.includes(text))
}

/** Beyond the integers of 64 bits PHP goes on with a float, and makes an integer of what that has kept. */
function offsetOf(page: bigint, per_page: number): number {
  const offset = (page - 1n) * BigInt(per_page)
  const isKept = BigInt.asIntN(64, offset) === offset
  return Math.max(0, Number(isKept ? offset : BigInt.asIntN(64, BigInt(Number(offset)))))
}
