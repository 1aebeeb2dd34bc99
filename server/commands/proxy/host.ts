import type { ApiDefinition } from '../../../contract/api.ts'
import type { ControlHost, Controlled, ServedDouble } from '../../../contract/control/controlled.ts'
import type { Journal } from '../../../contract/double/journal/journal.ts'
import { createSessions } from '../../../contract/double/sessions/sessions.ts'
import { docsFile, docsPage } from '../../admin/docs.ts'
import { inspectorFile, inspectorPage } from '../../admin/inspector.ts'
import { versionOfPackage } from '../../line/version.ts'
import { validated, verdictsOf } from '../verdicts.ts'

/** What the control API of a proxy has: the contract of an empty double, and the journal of what went by. */
export function proxyHostOf(
  api: ApiDefinition,
  { baseUrl, journal, strangers }: { readonly baseUrl: string } & Journals,
): ControlHost {
  const double = api.create({ world: 'empty', baseUrl, journal: 0 })
  const own: ServedDouble = Object.create(double, { journal: { value: journal, enumerable: true } })
  const controlled: Controlled = {
    doubles: [own],
    worlds: { names: [], named: () => Promise.reject(new TypeError('A proxy has no worlds.')) },
    words: () => api.readings(),
    strangers: { journal: strangers },
  }
  return {
    version: versionOfPackage(),
    sessions: createSessions({}, () => new Date()),
    controlled(session, doing) {
      if (session === undefined) return controlled
      throw new TypeError(
        `Failed to ${doing}: a proxy has no sessions. Leave "session" out, and ask for all calls.`,
      )
    },
    seen: () => controlled,
    ...{ docsPage, docsFile, inspectorPage, inspectorFile },
    validated: async (document, name) => validated(document, await verdictsOf(name)),
  }
}

/** What went by: the API's own, and the rest. */
interface Journals {
  readonly journal: Journal
  readonly strangers: Journal
}
