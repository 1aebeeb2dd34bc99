import * as z from 'zod/mini'
import type { Refusal } from '../../answer/refusal.ts'
import { oncePer } from '../../once.ts'
import type { Choice, Choices, Fidelity } from '../../readings/choice.ts'
import type { Form, Reading, Readings } from '../../readings/reading.ts'
import { choicesOf, concerns } from '../../readings/values.ts'
import type { Received } from '../exchange/exchange.ts'
import type { Finding, ToldReading } from '../report/report.ts'

/** What a provider was found to take, with the request that showed it. */
export interface Told extends Pick<Received, 'operation' | 'curl'> {
  /** `'otherwise'` where it is none of the values that we know. */
  readonly value: Choice
  /** What was expected and seen there, where it is told by something that did not hold. */
  readonly expected?: string
  readonly seen?: string
}

/** What is known of a provider's readings. */
export interface Telling {
  readonly readings: Readings
  /** What it is expected to take. */
  readonly expected: Choices
  readonly told: Map<string, Told>
}

/** What a provider is expected to take: what we do, or what the live system was seen to do. */
export const expectedOf = (readings: Readings, fidelity: Fidelity): Choices =>
  Object.fromEntries(
    Object.entries(readings).map(([id, { takes, live }]) => [
      id,
      fidelity === 'observed' ? (live ?? takes) : takes,
    ]),
  )

/** What a provider takes as far as it is known, and else what it is expected to. */
export const takenBy = ({ expected, told }: Telling): Choices => ({
  ...expected,
  ...Object.fromEntries([...told].map(([id, { value }]) => [id, value])),
})

/** Whether it was found to take something else. */
function isOtherwise({ expected, told }: Telling, id: string): boolean {
  const seen = told.get(id)
  return seen !== undefined && String(seen.value) !== String(expected[id])
}

/**
 * Whether what follows from it is left out: where the provider was found to take something else, or is expected to, than
 * what scenarios are written for, which is what we take, or what the live system does.
 */
export function isLeftOut(telling: Telling, id: string): boolean {
  const { takes, live = takes } = telling.readings[id] ?? {}
  const expected = String(telling.expected[id])
  return isOtherwise(telling, id) || ![takes, live].map(String).includes(expected)
}

/** Writes down what a reply tells: the first value that is not as expected, if there is one. */
export function tell(telling: Telling, id: string, told: Told): void {
  if (!isOtherwise(telling, id)) telling.told.set(id, told)
}

/** Something that follows from readings does not hold: one of them is otherwise, best one that nothing has shown yet. */
export function contradict(
  telling: Telling,
  ids: readonly string[],
  told: Omit<Told, 'value'>,
): void {
  if (ids.some(id => isOtherwise(telling, id))) return
  const id = ids.find(id => !telling.told.has(id)) ?? ids[0]
  if (id !== undefined) tell(telling, id, { ...told, value: 'otherwise' })
}

/** All that follows from these readings holds. */
export function confirm(
  telling: Telling,
  ids: readonly string[],
  shown: Omit<Told, 'value'>,
): void {
  for (const id of ids) {
    const value = telling.expected[id]
    if (value !== undefined && !telling.told.has(id)) telling.told.set(id, { ...shown, value })
  }
}

/** The readings that a reply to an operation may tell. */
export function readingsOf({ readings }: Pick<Telling, 'readings'>, operation: string) {
  const known = byOperation.get(readings) ?? new Map<string, Entries>()
  byOperation.set(readings, known)
  const own =
    known.get(operation) ?? Object.entries(readings).filter(([, one]) => concerns(one, operation))
  known.set(operation, own)
  return own
}

type Entries = readonly (readonly [id: string, reading: Reading])[]

/** They are asked for with every reply. */
const byOperation = new WeakMap<Readings, Map<string, Entries>>()

/**
 * The reading that a success of this status tells, and the status that stands for it in the contract. Where the page names
 * one, no other is open but what the live system is known to answer.
 */
export function successReading(
  telling: Pick<Telling, 'readings'>,
  operation: string,
  status: number,
) {
  return readingsOf(telling, operation).flatMap(([id, { form, source, takes, live }]) => {
    if (typeof form !== 'object' || !('status' in form)) return []
    const isOpen = source !== 'documented' || [takes, live].includes(status)
    return isOpen ? [{ id, status: form.status }] : []
  })[0]
}

/** The reading of a refusal's status; none where the page itself names it. */
export const refusalReading = (
  telling: Pick<Telling, 'readings'>,
  operation: string,
  kind: Refusal['kind'],
): string | undefined =>
  readingsOf(telling, operation).find(
    ([, { form }]) =>
      typeof form === 'object' && 'refusals' in form && form.refusals.includes(kind),
  )?.[0]

/** Whether the page leaves it open by what status a request to this operation is turned away. */
export const isRefusalRead = (telling: Pick<Telling, 'readings'>, operation: string): boolean =>
  readingsOf(telling, operation).some(
    ([, { form }]) => typeof form === 'object' && 'refusals' in form,
  )

/** The reading of a form. */
export const readingOfForm = (
  telling: Pick<Telling, 'readings'>,
  operation: string,
  wanted: Extract<Form, string>,
): string | undefined => readingsOf(telling, operation).find(([, { form }]) => form === wanted)?.[0]

/** The reading that this place in the body of a success belongs to. */
export const readingOfPart = (
  telling: Pick<Telling, 'readings'>,
  operation: string,
  path: string,
): string | undefined =>
  readingsOf(telling, operation).find(([, { parts = [] }]) =>
    parts.some(part => path === part || path.startsWith(`${part}.`)),
  )?.[0]

/** As many rows tell how a list is written. */
const enough = 1000

/** A body with null for every field that may be null and is not there; the same, where there is none. */
export function completed(schema: z.core.$ZodType, body: unknown): unknown {
  const { element, innerType, shape } = schema._zod.def as Shaped // the kinds of schema that hold others
  if (typeof body !== 'object' || body === null) return body
  if (innerType) return completed(innerType, body)
  if (Array.isArray(body)) return element ? completedRows(element, body) : body
  if (!shape) return body
  const changed = fieldsOf(shape).flatMap(([key, field]) => {
    const value = Reflect.get(body, key)
    const whole = key in body ? completed(field, value) : nullFor(field)
    return whole === value ? [] : [[key, whole] as const]
  })
  return changed.length === 0 ? body : { ...body, ...Object.fromEntries(changed) }
}

function completedRows(element: z.core.$ZodType, rows: readonly unknown[]): readonly unknown[] {
  const first = rows.slice(0, enough)
  const whole = first.map(row => completed(element, row))
  return whole.every((row, nth) => row === first[nth]) ? rows : [...whole, ...rows.slice(enough)]
}

const nullFor = (field: z.core.$ZodType): null | undefined =>
  z.safeParse(field, null).success ? null : undefined

interface Shaped {
  readonly element?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
  readonly shape?: Shape
}

type Shape = Readonly<Record<string, z.core.$ZodType>>

/** They are asked for with every row. */
const fieldsOf = oncePer((shape: Shape) => Object.entries(shape))

/** Whether the keys of all objects of a body stand in the order of its schema, or by the alphabet. */
export function orderOf(
  schema: z.core.$ZodType,
  body: unknown,
): 'page' | 'alphabetical' | undefined {
  const orders = ordersIn(schema, body)
  if (orders.length === 0) return undefined
  if (orders.every(({ page, seen }) => page === seen)) return 'page'
  return orders.every(({ sorted, seen }) => sorted === seen) ? 'alphabetical' : undefined
}

function ordersIn(
  schema: z.core.$ZodType,
  body: unknown,
): { readonly page: string; readonly sorted: string; readonly seen: string }[] {
  const { element, innerType, shape } = schema._zod.def as Shaped
  if (Array.isArray(body)) return element && body.length > 0 ? ordersIn(element, body[0]) : []
  if (innerType) return ordersIn(innerType, body)
  if (!shape || typeof body !== 'object' || body === null) return []
  const keys = Object.keys(body).filter(key => Object.hasOwn(shape, key))
  const own = {
    page: Object.keys(shape)
      .filter(key => keys.includes(key))
      .join(),
    sorted: keys.toSorted().join(),
    seen: keys.join(),
  }
  const inner = keys.flatMap(key => {
    const field = shape[key]
    return field ? ordersIn(field, Reflect.get(body, key)) : []
  })
  return own.page === own.sorted ? inner : [own, ...inner]
}

/** Every reading that a reply can show, and what was seen of it. */
export const toldReadings = (telling: Telling): ToldReading[] =>
  Object.entries(telling.readings)
    .filter(([id, reading]) => telling.told.has(id) || isTellable(reading))
    .map(([id, reading]) => {
      const { about, takes, live } = reading
      const { value } = telling.told.get(id) ?? {}
      const expected = telling.expected[id] ?? takes
      const isSame = String(value) === String(expected)
      return {
        ...{ id, about, expected },
        isKnown:
          value !== undefined && choicesOf(reading).some(one => String(one) === String(value)),
        ...(value !== undefined && { seen: value }),
        state: value === undefined ? 'not seen' : isSame ? 'as taken' : 'different',
        isDeparture:
          value !== undefined && !isSame && [value, expected].map(String).includes(String(live)),
      }
    })

const isTellable = ({ tell, try: tryOut, form }: Reading): boolean =>
  tell !== undefined || tryOut !== undefined || form !== undefined

/** What differs, each once, with the request that showed it. */
export const differing = (telling: Telling): Finding[] =>
  toldReadings(telling).flatMap(({ id, about, expected, seen, state, isDeparture }) => {
    const told = telling.told.get(id)
    if (state !== 'different' || !told) return []
    const kind = isDeparture ? 'departure' : 'reading'
    const { operation, curl } = told
    const shown = { expected: told.expected ?? String(expected), seen: told.seen ?? String(seen) }
    return [{ operation, title: about, kind, reading: id, ...shown, curl }]
  })
