import type { Entry } from '../../../double/journal/entry.ts'
import type { Journal } from '../../../double/journal/journal.ts'
import type { Place } from './place.ts'
import { type Summary, summaryOf } from './summary.ts'

/** What there is that was not told yet. */
interface News {
  readonly calls: readonly Summary[]
  /** Whether what was told before no longer counts, and these are all. */
  readonly isWhole: boolean
  /** Where others go on from; nothing where that takes more than a header holds. */
  readonly id: string | undefined
}

/** How far each journal has been told. */
export interface Cursors {
  next(places: readonly Place[]): News
}

/** A journal, with whose it is. */
interface Owned {
  readonly api: string | null
  readonly session: string | undefined
  readonly journal: Journal
}

/** The last call of a journal that was told. */
interface Cursor {
  readonly nth: number
  readonly at: string
  /** The entry itself, where this stream has told it: two calls may be of one time. */
  readonly entry?: Entry
}

/** Goes on from the id of an earlier event; where that is none, or the calls of it are gone, from the start. */
export function createCursors(after: string | undefined): Cursors {
  let cursors = after === undefined ? undefined : read(after)
  return {
    next(places) {
      const owned = places.flatMap(journalsOf)
      const before = cursors
      const isWhole = before === undefined || !isContinued(owned, before)
      const told = isWhole ? new Map<string, Cursor>() : before
      const calls = owned.flatMap(one => newCalls(one, told.get(keyOf(one))))
      if (calls.length > 0 || isWhole) cursors = new Map(owned.flatMap(cursorOf))
      return { calls: inOrder(calls), isWhole, id: cursors && written(cursors) }
    },
  }
}

const journalsOf = ({ doubles, strangers, session }: Place): readonly Owned[] => [
  ...doubles.map(({ name, journal }) => ({ api: name, session, journal })),
  { api: null, session, journal: strangers.journal },
]

const keyOf = ({ api, session = '' }: Owned): string => `${session}/${api ?? ''}`

/** Whether every journal of which something was told still has it, or has dropped it to keep to its limits. */
function isContinued(owned: readonly Owned[], cursors: ReadonlyMap<string, Cursor>): boolean {
  const journals = new Map(owned.map(one => [keyOf(one), one.journal]))
  return [...cursors].every(([key, cursor]) => {
    const journal = journals.get(key)
    return journal !== undefined && hasHad(journal, cursor)
  })
}

function hasHad(journal: Journal, { nth, at, entry }: Cursor): boolean {
  if ((journal.last?.nth ?? 0) < nth) return false
  const found = journal.find(nth)?.entry
  if (!found) return journal.dropped >= nth
  return entry ? found === entry : found.at === at
}

const newCalls = ({ api, session, journal }: Owned, cursor: Cursor | undefined): Summary[] => {
  const { nth = 0, entry } = cursor ?? {}
  const isNothingNew = entry !== undefined && journal.last === entry
  return isNothingNew
    ? []
    : journal.after(nth).map(one => summaryOf(one, { api, session, veiling: journal.veiling }))
}

const cursorOf = (one: Owned): readonly (readonly [string, Cursor])[] => {
  const entry = one.journal.last
  return entry ? [[keyOf(one), { nth: entry.nth, at: entry.at, entry }]] : []
}

const inOrder = (calls: readonly Summary[]): readonly Summary[] =>
  calls.toSorted((a, b) => Number(a.at > b.at) - Number(a.at < b.at))

/** What a header may well hold. */
const longest = 4000

/** `/overplane:12:1718000000000,ada/overplane:3:1718000000000` */
function written(cursors: ReadonlyMap<string, Cursor>): string | undefined {
  const id = [...cursors].map(([key, { nth, at }]) => `${key}:${nth}:${Date.parse(at)}`).join()
  return id.length <= longest ? id : undefined
}

/** What was written; nothing where it was not written so. */
function read(id: string): ReadonlyMap<string, Cursor> | undefined {
  const parts = id === '' ? [] : id.split(',')
  const entries = parts.map(part => /^([^:]*):(\d{1,15}):(\d{1,15})$/.exec(part))
  if (!entries.every(one => one !== null)) return undefined
  return new Map(
    entries.map(([, key = '', nth, at]) => [
      key,
      { nth: Number(nth), at: new Date(Number(at)).toISOString() },
    ]),
  )
}
