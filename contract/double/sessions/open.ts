import { readingsByApi } from '../../readings/by-api.ts'
import { checkWorld } from '../state/world.ts'
import type { Session, SessionOptions, Sessions } from './sessions.ts'

/** A double that has parts in sessions. */
interface Branching {
  session(session: Session): unknown
}

/**
 * Opens a session of several doubles anew, if each of them can be put into it; else throws a sentence, and what there was of
 * that name is still there.
 */
export function openSession(
  doubles: Readonly<Record<string, Branching>>,
  sessions: Sessions,
  name: string,
  options: SessionOptions,
): Session {
  const names = Object.keys(doubles)
  if (typeof options.world === 'object') checkWorld(options.world, names)
  const readings = readingsByApi(options.readings, names, `open the session "${name}"`)
  return sessions.open(name, { ...options, readings }, session => {
    for (const double of Object.values(doubles)) double.session(session)
  })
}
