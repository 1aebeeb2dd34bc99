import type { Choice } from '../readings/choice.ts'
import type { Reading, Readings } from '../readings/reading.ts'
import { concerns } from '../readings/values.ts'

/** A reading as a document tells it. */
export interface ReadingNote {
  readonly id: string
  /** Without them it is about all operations. */
  readonly of?: readonly string[]
  readonly about: string
  readonly takes: Choice
  /** What else is possible, each with a sentence about it. */
  readonly or?: Readonly<Record<string, string>>
  /** What the live system was seen to do, where something else is taken. */
  readonly live?: Choice
  readonly because: string
  /** Where what is taken comes from. */
  readonly source: NonNullable<Reading['source']>
}

/** Where the status of a reply comes from, where no page says it, and the readings that are about it. */
export interface Sourced {
  readonly 'x-source'?: 'assumed' | 'observed'
  readonly 'x-readings'?: readonly string[]
}

/** Readings in words, as they are told to whoever asks. */
export const toNotes = (readings: Readings): ReadingNote[] =>
  Object.entries(readings).map(([id, { of, about, takes, or, live, because, source }]) => ({
    id,
    ...(of !== undefined && { of: [of].flat() }),
    ...{ about, takes },
    ...(or && { or }),
    ...(live !== undefined && { live }),
    ...{ because, source: source ?? 'assumed' },
  }))

/** The readings that name an operation as their own. */
export const namesOf = (readings: Readings, operation: string): string[] =>
  Object.entries(readings).flatMap(([id, { of = [] }]) =>
    [of].flat().includes(operation) ? [id] : [],
  )

/** What there is to say of a status of an operation. */
export function sourceOf(readings: Readings, operation: string, status: number): Sourced {
  const about = Object.entries(readings).filter(
    ([, one]) => concerns(one, operation) && isAbout(one, status),
  )
  if (about.length === 0) return {}
  const sources = about.flatMap(([, { takes, source = 'assumed' }]) => {
    if (takes !== status) return ['observed'] as const
    if (source === 'documented') return []
    return source === 'assumed' ? (['assumed'] as const) : (['observed'] as const)
  })
  const [source] = sources.toSorted()
  return { ...(source && { 'x-source': source }), 'x-readings': about.map(([id]) => id) }
}

/** Whether a reading tells the status of a success, or of refusals that operations make. */
function isAbout({ form, takes, live }: Reading, status: number): boolean {
  if (typeof form !== 'object' || ![takes, live].includes(status)) return false
  return (
    'status' in form || form.refusals.some(kind => !/^(?:unknown-path|wrong-method)$/.test(kind))
  )
}
