import { problem } from '../../answer/problem.ts'
import type { Placing } from '../placing.ts'
import type { Stage } from '../stage.ts'
import {
  isSessionName,
  misnamed,
  type Session,
  type SessionOptions,
  type Sessions,
} from './sessions.ts'

/** The parts of one double in sessions. */
export interface Branches<Part> {
  readonly sessions: Sessions
  /** Where paths are placed, which is the same in all of them. */
  readonly placing: Placing
  /** The part in a session, made where there is none yet. */
  in(session: Session): Part
  /** The part in the session of a name; with options the session is opened anew. */
  named(name: string, options?: SessionOptions): Part
  /** What answers a call that names a session; one that cannot be called so is told. */
  stageOf(name: string): Pick<Stage, 'answer' | 'journeyOf'>
}

/** Parts of a double in sessions, which go with their sessions. */
export function createBranches<Part extends Pick<Stage, 'answer' | 'journeyOf'>>(
  { sessions, placing }: Pick<Branches<Part>, 'sessions' | 'placing'>,
  make: (session: Session) => Part,
): Branches<Part> {
  const parts = new WeakMap<Session, Part>()
  const partIn = (session: Session): Part => {
    const part = parts.get(session) ?? make(session)
    parts.set(session, part)
    return part
  }
  const named: Branches<Part>['named'] = (name, options) => {
    // Where its part here cannot be made, as for want of a world, there is no session.
    const session = options ? sessions.open(name, options, partIn) : sessions.enter(name, partIn)
    return partIn(session)
  }
  return {
    ...{ sessions, placing },
    in: partIn,
    named,
    stageOf(name) {
      if (isSessionName(name)) return named(name)
      return { journeyOf: () => ({}), answer: () => problem(400, misnamed(name)) }
    },
  }
}
