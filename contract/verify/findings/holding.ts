import type * as z from 'zod/mini'
import { accuse, doubt, type Holding, isFinding, pageOf, seenAt } from '../run.ts'
import { type Fault, faultsOf, type Heard } from './conformity.ts'
import {
  completed,
  isRefusalRead,
  orderOf,
  readingOfForm,
  readingOfPart,
  readingsOf,
  successReading,
  tell,
} from './telling.ts'

/** Holds a reply to the contract, and gives it as the contract has it: with null where nothing was sent for it. */
export function hold(run: Holding, heard: Heard): Heard {
  const { operation, status, curl } = heard
  run.last = heard
  for (const [id, { tell: told }] of readingsOf(run, operation)) {
    const value = told?.(heard)
    if (value !== undefined) tell(run, id, { value, operation, curl })
  }
  const known = asKnown(run, heard)
  if (isFinding(run)) {
    const statuses = run.provoked.get(operation) ?? new Set()
    run.provoked.set(operation, statuses.add(known.status))
  }
  const { failure, headers, contract } = run.suite
  const endpoint = contract[operation]
  const promised = { endpoint, failure, headers, isOpen: isRefusalRead(run, operation) }
  for (const fault of faultsOf(known, promised)) blame(run, known, fault)
  return { ...known, status }
}

/** A success as its description has it: with the status that stands there, and every key. */
function asKnown(run: Holding, heard: Heard): Heard {
  const { operation, status, body, curl } = heard
  const responses = run.suite.contract[operation]?.responses ?? {}
  const other = status < 300 ? successReading(run, operation, status) : undefined
  if (other) tell(run, other.id, { value: status, operation, curl })
  const known = other && !(status in responses) ? other.status : status
  const schema = status < 300 ? responses[known]?.body : undefined
  if (!schema || body === undefined) return { ...heard, status: known }
  tellOrder(run, heard, schema)
  return { ...heard, status: known, body: whole(run, heard, schema) }
}

/** Looks at the order of keys, if the page leaves it open. */
function tellOrder(run: Holding, { operation, body, curl }: Heard, schema: z.core.$ZodType): void {
  const ordered = readingOfForm(run, operation, 'order')
  if (ordered === undefined) return
  const value = orderOf(schema, body)
  if (value !== undefined) tell(run, ordered, { value, operation, curl })
}

/** A body with null for what is not there, if the page leaves open whether that stands there. */
function whole(
  run: Holding,
  { operation, body, text, curl }: Heard,
  schema: z.core.$ZodType,
): unknown {
  const unset = readingOfForm(run, operation, 'unset')
  if (unset === undefined) return body
  const all = completed(schema, body)
  if (all !== body) tell(run, unset, { value: 'absent', operation, curl })
  else if (/:\s*null\b/.test(text)) tell(run, unset, { value: 'null', operation, curl })
  return all
}

/** What the contract does not have: told as a reading, where it is one, and else a breach. */
function blame(
  run: Holding,
  heard: Heard,
  { about, part, path = '', seen, ...fault }: Fault,
): void {
  const { operation, curl } = heard
  const id =
    about ??
    (part === 'body' ? readingOfBody(run, heard, path) : undefined) ??
    readingBeyond(run, operation)
  // Of what is no operation no page says anything: it follows from whatever was to be shown.
  const isKnown = run.suite.contract[operation] !== undefined
  const ids = id !== undefined ? [id] : isKnown ? [] : run.resting
  const found = { operation, ...fault, seen: seenAt(run, path, seen), curl }
  if (ids.length === 0) accuse(run, { ...found, page: pageOf(run, operation, path) })
  else doubt(run, ids, found)
}

/** The reading of a body that is not the documented one, if the page leaves it open. */
function readingOfBody(run: Holding, heard: Heard, path: string): string | undefined {
  const { operation, status } = heard
  if (status < 300) {
    return readingOfPart(run, operation, path) ?? readingOfForm(run, operation, 'body')
  }
  const id = status < 500 ? readingOfForm(run, operation, 'envelope') : undefined
  const isExpected = id !== undefined && run.readings[id]?.tell?.(heard) === run.expected[id]
  return isExpected ? readingOfForm(run, operation, 'words') : id
}

/** The reading of all that an operation answers which no page lists. */
const readingBeyond = (run: Holding, operation: string): string | undefined =>
  run.suite.contract[operation]?.beyond === undefined
    ? undefined
    : readingOfForm(run, operation, 'body')
