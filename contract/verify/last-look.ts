import { naming, prepare } from './exchange/request.ts'
import { send } from './exchange/requesting.ts'
import { at } from './findings/difference.ts'
import { Abandoned, brief, type Left, leave, type Place, type Run, uniquesIn } from './run.ts'
import type { Look } from './suite.ts'

/** How many pages of a list are looked through for what is ours. */
const pages = 10

/**
 * Looks by the mark of the verification for what it has left, whatever became of it: what is there is deleted, and
 * what stays there all the same is told, with the requests that delete it.
 */
export async function lastLook(run: Run): Promise<void> {
  const found = await seenAt(run, [...run.places.values()])
  const left = [...run.undeleted.values(), ...found.flatMap(({ rows }) => rows)]
  for (const { deletedBy, id } of left) await remove(run, deletedBy, id)
  const places = found.map(({ place }) => place)
  for (const { rows } of await seenAt(run, places)) {
    for (const row of rows) if (!run.undeleted.has(keyOf(row))) run.undeleted.set(keyOf(row), row)
  }
  for (const { deletedBy, id, why } of run.undeleted.values()) {
    leave(run, why)
    run.remedies.add(prepare(run, deletedBy, naming(pathOf(run, deletedBy), id)).curl)
  }
}

/** Deletes what was made, and remembers it where that fails. */
export async function remove(run: Run, deletedBy: string, id: string | number): Promise<void> {
  const fault = await faultOf(run, deletedBy, id)
  const why = `"${brief(String(id))}" could not be deleted: ${deletedBy} ${fault}.`
  const left = { deletedBy, id, why }
  if (fault === undefined) run.undeleted.delete(keyOf(left))
  else run.undeleted.set(keyOf(left), left)
}

const keyOf = ({ deletedBy, id }: Pick<Left, 'deletedBy' | 'id'>): string => `${deletedBy} ${id}`

async function faultOf(
  run: Run,
  operation: string,
  id: string | number,
): Promise<string | undefined> {
  try {
    const { status } = await send(run, operation, naming(pathOf(run, operation), id))
    return status < 300 || status === 404 ? undefined : `answered ${status}`
  } catch (error) {
    return error instanceof Abandoned ? 'did not answer' : `failed: ${reasonOf(error)}`
  }
}

const pathOf = ({ suite }: Run, operation: string): string => suite.contract[operation]?.path ?? ''

interface Found {
  readonly place: Place
  readonly rows: readonly Left[]
}

/** The places where something of ours is. */
async function seenAt(run: Run, places: readonly Place[]): Promise<Found[]> {
  const found: Found[] = []
  for (const place of places) {
    const rows = await rowsAt(run, place)
    if (rows.length > 0) found.push({ place, rows })
  }
  return found
}

/** What any of the lists of a place shows. */
async function rowsAt(run: Run, { making, looks }: Place): Promise<Left[]> {
  const { deletedBy } = making
  const rows: unknown[] = []
  const faults: string[] = []
  for (const look of looks) {
    try {
      for await (const page of pagesOf(run, look)) rows.push(...page)
    } catch (error) {
      faults.push(reasonOf(error))
    }
  }
  if (faults.length === looks.length) blind(run, looks, faults)
  return rows.flatMap(row => {
    const id = at(row, ...making.id)
    if (typeof id !== 'string' && typeof id !== 'number') return []
    const name = brief(String(id))
    if (isMade(run, row, { deletedBy, id })) {
      return [{ deletedBy, id, why: `"${name}" is still there, although ${deletedBy} succeeded.` }]
    }
    leave(run, `"${name}" was left alone: it carries the mark, and cannot be told to be new.`)
    return []
  })
}

/**
 * What is known to be ours, or what a create may have made that has shown nothing else. A provider may have written
 * our values into what is not ours: that must not be deleted.
 */
const isMade = (run: Run, row: unknown, left: Pick<Left, 'deletedBy' | 'id'>): boolean =>
  run.known.has(keyOf(left)) || [...marksIn(run, row)].some(value => (run.lost.get(value) ?? 0) > 0)

const marksIn = (run: Run, row: unknown): Set<string> => uniquesIn(run, JSON.stringify(row) ?? '')

/** Goes through a list as long as there is something of ours. */
async function* pagesOf(run: Run, look: Look<string>): AsyncGenerator<unknown[]> {
  for (let page = 0; page < pages; page += 1) {
    const [list, sent] = look(page)
    const { status, body } = await send(run, list, sent)
    const rows = at(body, 'data')
    if (status !== 200 || !Array.isArray(rows)) throw new Abandoned(`${list} answered ${status}.`)
    const ours = rows.filter(row => marksIn(run, row).size > 0)
    yield ours
    if (ours.length === 0 || rows.length < 100) return
  }
}

/** Nobody knows whether something is left; whoever can look there may see. */
function blind(run: Run, looks: readonly Look<string>[], faults: readonly string[]): void {
  leave(run, `What carries "${run.mark}" may be left behind: ${faults[0]}`)
  for (const look of looks) run.remedies.add(prepare(run, ...look(0)).curl)
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
