import { shown } from '../contract/answer/refusal.ts'
import type { ControlHost, Controlled } from '../contract/control/controlled.ts'
import { docsFile, docsPage } from './docs.ts'
import { validated, verdictsOf } from './verdicts.ts'
import { versionOfPackage } from './version.ts'

/** What the control API needs of this server, which has no sessions. */
export const controlHostOf = (controlled: Controlled): ControlHost => ({
  version: versionOfPackage(),
  controlled(session, doing) {
    if (session === undefined) return controlled
    throw new TypeError(
      `Failed to ${doing}: there is no session "${shown(session)}". Leave "session" out.`,
    )
  },
  docsPage,
  docsFile,
  validated: async (document, api) => validated(document, await verdictsOf(api)),
})
