import type { Refusal } from '../../answer/refusal.ts'
import { routerOf } from '../../answer/router.ts'
import type { Received, Sent, Stage } from '../exchange/exchange.ts'
import { Abandoned, doubt, note, type Run } from '../run.ts'
import { type Difference, difference, shown } from './difference.ts'
import {
  confirm,
  isLeftOut,
  readingOfForm,
  refusalReading,
  successReading,
  tell,
} from './telling.ts'

/** Notes a breach unless what was seen is as expected, and says whether it is. */
export const comparing =
  (run: Run, title: string) =>
  ({ operation, curl }: Received, what: string, expected: unknown, seen: unknown): boolean => {
    const found = difference(expected, seen, what)
    if (!found) return true
    note(run, { operation, title, ...toldOf(found), curl }, found.path)
    return false
  }

const toldOf = ({ path, expected, seen }: Difference) => ({
  expected: `${path}: ${shown(expected)}`,
  seen: `${path}: ${shown(seen)}`,
})

const isEnvelopeOtherwise = (run: Run, operation: string): boolean => {
  const id = readingOfForm(run, operation, 'envelope')
  return id !== undefined && isLeftOut(run, id)
}

/** A breach unless the body says so; within a refusal, a reading: the page prints none of its words. */
export function saying(
  run: Run,
  same: Stage<string>['same'],
  reply: Received,
  expected: unknown,
): void {
  const { status, operation, curl, body } = reply
  const words = readingOfForm(run, operation, 'words')
  if (status < 400 || words === undefined) return void same(reply, '', expected, body)
  if (isEnvelopeOtherwise(run, operation)) return
  const found = difference(expected, body)
  if (found) doubt(run, [words], { operation, curl, ...toldOf(found) })
  else confirm(run, [words], { operation, curl })
}

/** Plays a part of a scenario that follows from readings. */
export async function resting(
  run: Run,
  ids: readonly string[],
  part: () => Promise<void>,
): Promise<void> {
  const isAnyLeftOut = () => ids.some(id => isLeftOut(run, id))
  if (isAnyLeftOut()) return
  const outer = run.resting
  run.resting = [...outer, ...ids]
  try {
    await part()
    if (run.last && !isAnyLeftOut()) confirm(run, ids, run.last)
  } catch (thrown) {
    // What was told of it is enough: the rest does not follow from it.
    if (!(thrown instanceof Abandoned)) throw thrown
  } finally {
    run.resting = outer
  }
}

/** Whether a status is the one wanted, and a breach where it is not; what fails follows from no reading. */
export function isAsWanted(
  run: Run,
  reply: Received,
  sent: Sent,
  wanted: number | 'success' | 'any',
  same: Stage<string>['same'],
): boolean {
  const isFailed = reply.status >= 500 && (run.phase === 'telling' || run.resting.length > 0)
  if (isFailed) return false
  if (isAnswer(run, reply, sent, wanted)) return true
  const expected = wanted === 'success' ? /^2\d\d$/ : String(wanted)
  same(reply, 'status', expected, String(reply.status))
  return false
}

/** Whether a status is the one wanted, or one that the page leaves open: then that is told. */
function isAnswer(
  run: Run,
  { operation, status, curl }: Received,
  sent: Sent,
  wanted: number | 'success' | 'any',
): boolean {
  if (wanted === 'any') return true
  const isSuccess = status >= 200 && status < 300
  if (wanted === 'success') return isSuccess
  if (wanted < 300) {
    return wanted === status || (isSuccess && successReading(run, operation, status) !== undefined)
  }
  const id = refusalReading(run, operation, kindOf(run, operation, sent, wanted))
  if (id === undefined || status < 400 || status > 499) return wanted === status
  // Whoever has come as far as to what is not there was let in.
  if (sent.as !== undefined && status === 404) return false
  tell(run, id, { value: status, operation, curl })
  return true
}

/** Why a request like this is turned away. */
function kindOf({ suite }: Run, operation: string, sent: Sent, wanted: number): Refusal['kind'] {
  if (suite.contract[operation] === undefined) {
    const [method = '', path = ''] = operation.split(' ')
    const found = routerOf(suite.contract)(method, path)
    return 'endpoint' in found || found.allow.length > 0 ? 'wrong-method' : 'unknown-path'
  }
  if (sent.as !== undefined) return 'unauthenticated'
  if (wanted === 404) return 'missing'
  return sent.text === undefined ? 'invalid' : 'malformed'
}
