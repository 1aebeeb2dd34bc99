import type { ServerResponse } from 'node:http'
import type { Call } from '../../contract/answer/call.ts'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import type { Delivery } from '../../contract/double/delivery.ts'
import type { Entry, Journal } from '../../contract/double/journal/journal.ts'
import { nearest } from '../../contract/double/nearest/nearest.ts'
import { isSessionName } from '../../contract/double/sessions/sessions.ts'
import type { Strangers } from './strangers.ts'

/** Who answers: one of the doubles, or nobody's journal. */
export interface Apis {
  readonly doubles: readonly ServedDouble[]
  readonly strangers: Strangers
}

/** What a log is to tell of an answer. */
export interface Note {
  /** `api/operation`, the API alone where no endpoint was meant, or nothing. */
  operation: string
  entry?: Entry | undefined
  fault?: Delivery['fault']
  /** The session that was named. */
  session?: string
}

/**
 * The answer to a call, at once where nothing delays it. Nothing for a call that is never answered: by its fault, or
 * because its caller has gone while it was delayed.
 */
export function answer(
  { doubles, strangers }: Apis,
  call: Call,
  response: ServerResponse,
  note: Note | undefined,
): Delivery | undefined | Promise<Delivery | undefined> {
  const owner = ownerOf(doubles, call)
  if (!owner) return answerNoted(strangersFor(strangers, doubles, call), call, note)
  const { session } = call
  if (note) noteOf(note, owner, call)
  const double = isIn(session) ? owner.session(session) : owner
  const { delay, fault } = double.journeyOf(call)
  if (fault === 'silence') return undefined
  if (!delay) return answerNoted(double, call, note)
  return isStillThere(double, delay, response).then(isThere =>
    isThere ? answerNoted(double, call, note) : undefined,
  )
}

/** A call that names a session which cannot be called so is told that by the double itself. */
const isIn = (session: string | undefined): session is string =>
  session !== undefined && isSessionName(session)

function strangersFor(
  strangers: Strangers,
  [double]: readonly ServedDouble[],
  { session }: Call,
): Strangers {
  return double && isIn(session) ? strangers.in(double.sessions.enter(session)) : strangers
}

/** The double that has the operation, or the path at least, or that comes nearest to having it. */
function ownerOf(
  doubles: readonly ServedDouble[],
  { method, path }: Call,
): ServedDouble | undefined {
  for (const double of doubles) {
    if (double.operationAt(method, path) !== undefined) return double
  }
  return doubles.find(double => double.hasPath(path)) ?? nearest(doubles, path)
}

function noteOf(note: Note, owner: ServedDouble, call: Call): void {
  note.operation = nameAt(owner, call)
  if (call.session !== undefined) note.session = call.session
}

function nameAt({ name, operationAt }: ServedDouble, { method, path }: Call): string {
  const operation = operationAt(method, path)
  return operation === undefined ? name : `${name}/${operation}`
}

function answerNoted(
  who: { readonly journal: Journal; answer(call: Call): Delivery },
  call: Call,
  note: Note | undefined,
): Delivery {
  const delivery = who.answer(call)
  if (note) {
    note.entry = who.journal.last
    note.fault = delivery.fault
  }
  return delivery
}

/** Waits for a delay, unless the caller goes before: then it has asked for nothing. */
function isStillThere(
  { clock }: Pick<ServedDouble, 'clock'>,
  delay: number,
  response: ServerResponse,
): Promise<boolean> {
  return new Promise(resolve => {
    const cancel = clock.after(delay, () => resolve(true))
    response.once('close', () => {
      cancel()
      resolve(false)
    })
  })
}
