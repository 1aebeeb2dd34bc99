import type { Call } from '../../contract/answer/call.ts'
import type { Reply } from '../../contract/answer/endpoint.ts'
import { readJson, readQuery } from '../../contract/answer/parse.ts'
import { problem } from '../../contract/answer/problem.ts'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import { basePathOf } from '../../contract/double/base-path.ts'
import {
  createJournal,
  type Journal,
  type JournalLimits,
} from '../../contract/double/journal/journal.ts'
import { nearMisses } from '../../contract/double/nearest/near-misses.ts'
import { type Session, sessionJournal } from '../../contract/double/sessions/sessions.ts'

/** What answers the paths of which nobody can tell whose they should be. */
export interface Strangers {
  readonly journal: Journal
  /** Refuses a call, and tells what may have been meant. */
  answer(call: Call): Reply
  /** The same in a session, with a journal of its own. */
  in(session: Session): Strangers
}

export function createStrangers(
  doubles: readonly ServedDouble[],
  limits?: JournalLimits,
): Strangers {
  const parts = new WeakMap<Session, Strangers>()
  const journal = createJournal(
    { title: '', contract: {}, query: readQuery, body: readJson },
    limits,
  )
  return {
    journal,
    in(session) {
      const part = parts.get(session) ?? createStrangers(doubles, sessionJournal)
      parts.set(session, part)
      return part
    },
    answer(call) {
      const near = nearMisses(doubles, call)
      const reply = refusal(doubles, call, near)
      const refused = { refusal: { kind: 'unknown-path' }, forced: false } as const
      const trace = {
        call,
        found: { allow: [] },
        reply,
        near,
        news: [],
        at: new Date(),
        milliseconds: 0,
      }
      journal.record({ ...trace, ...refused })
      return reply
    },
  }
}

const refusal = (doubles: readonly ServedDouble[], { origin, path }: Call, nearest: string[]) =>
  problem(404, `No API here has a path like "${path}".`, {
    more: {
      nearest,
      baseUrls: Object.fromEntries(doubles.map(one => [one.name, origin + basePathOf(one)])),
    },
  })
