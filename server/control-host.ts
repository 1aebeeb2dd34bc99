import { shown } from '../contract/answer/refusal.ts'
import type { ControlHost, Controlled } from '../contract/control/controlled.ts'
import type { Sessions } from '../contract/double/sessions/sessions.ts'
import { docsFile, docsPage } from './docs.ts'
import type { Strangers } from './strangers.ts'
import { validated, verdictsOf } from './verdicts.ts'
import { versionOfPackage } from './version.ts'

/** What the control API needs of this server. */
export const controlHostOf = (
  {
    doubles,
    strangers,
    ...rest
  }: Omit<Controlled, 'strangers'> & { readonly strangers: Strangers },
  sessions: Sessions,
): ControlHost => ({
  version: versionOfPackage(),
  sessions,
  controlled(name, doing) {
    if (name === undefined) return { ...rest, doubles, strangers }
    if (!sessions.find(name)) {
      throw new TypeError(
        `Failed to ${doing}: there is no session "${shown(name)}". Open it with POST /__admin/sessions, or with a request that names it.`,
      )
    }
    const session = sessions.enter(name)
    return {
      ...rest,
      doubles: doubles.map(double => double.session(session)),
      strangers: strangers.in(session),
    }
  },
  docsPage,
  docsFile,
  validated: async (document, api) => validated(document, await verdictsOf(api)),
})
