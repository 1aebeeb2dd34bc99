import { veil } from '../double/journal/redaction.ts'
import { type CallView, createFinder, type RecordedCall, toCallView } from './calls.ts'
import type { Found } from './change.ts'
import type { Compared, ComparedDocuments, Root } from './compared.ts'
import type { Noted, Pair } from './comparing.ts'
import type { ContractDocument } from './document.ts'
import { replyOf } from './rules/bodies.ts'
import { basePathIn } from './rules/documents.ts'

/** The changes that break a recorded call, or may; nothing where it is no call of the contract before. */
export type Weighing = (call: RecordedCall) => readonly Found[] | undefined

export function createWeighing(before: ContractDocument, compared: ComparedDocuments): Weighing {
  const find = createFinder(compared.before, basePathIn(before))
  return call => {
    const key = find(call.method, call.path)
    if (key === undefined) return undefined
    const name = compared.before.get(key)?.name ?? key
    const about = compared.noted
      .filter(({ of }) => of?.includes(name) ?? true)
      .map(({ noted }) => noted)
    const operation = compared.operations.get(key)
    return operation ? [...about, ...brokenIn(operation, call)] : about
  }
}

function brokenIn({ before, noted, roots }: Compared, recorded: RecordedCall): Found[] {
  const call = toCallView(recorded)
  const own = noted.filter(one => one.breaks(call))
  const status = replyOf(before, call)
  const below = roots.flatMap(({ pair, of }) =>
    brokenBelow(
      pair,
      'status' in of ? answeredIn(of.status === status, recorded) : sentIn(of, recorded, call),
    ),
  )
  return [...own, ...below]
}

const answeredIn = (isOfIt: boolean, { reply }: RecordedCall): unknown[] =>
  isOfIt ? present(reply.body) : []

/** What was recorded of a parameter, or of a body. */
function sentIn(
  of: Exclude<Root['of'], { status: string }>,
  { query }: RecordedCall,
  call: CallView,
) {
  if ('body' in of) return (call.type ?? of.body) === of.body ? present(call.body) : []
  const { name, in: place, schema } = of.parameter
  return place === 'query' && Object.hasOwn(query, name) ? [asRead(query[name], schema)] : []
}

const present = (value: unknown): unknown[] => (value === undefined ? [] : [value])

/** A parameter is written as text: what is a number was meant as one. */
function asRead(value: unknown, schema: unknown): unknown {
  const { type } = Object(schema)
  if (typeof value !== 'string') return value
  if (type === 'array') return value.split(',')
  const isNumber = (type === 'integer' || type === 'number') && value.trim() !== ''
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : value
}

/** Follows what was recorded through the schemas: no further than that goes. */
function brokenBelow(pair: Pair, values: readonly unknown[]): Noted[] {
  const todo = values.map(value => ({ pair, value }))
  const seen = new Map<Pair, Set<unknown>>()
  const broken = new Set<Noted>()
  for (const { pair: at, value } of todo) {
    const known = seen.get(at) ?? new Set()
    if (known.has(value)) continue
    seen.set(at, known.add(value))
    for (const one of brokenAt(at, value)) broken.add(one)
    todo.push(...within(at, value))
  }
  return [...broken]
}

/** Nobody knows what stood in the place of a secret. */
const brokenAt = ({ noted }: Pair, value: unknown): readonly Noted[] =>
  value === veil ? [] : noted.filter(one => one.breaks(value))

const within = (pair: Pair, value: unknown) =>
  pair
    .below()
    .flatMap(({ pair: below, valuesIn }) =>
      valuesIn(value).map(inner => ({ pair: below, value: inner })),
    )
