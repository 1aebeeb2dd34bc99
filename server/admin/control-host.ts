import { shown } from '../../contract/answer/refusal.ts'
import type { ControlHost, Controlled } from '../../contract/control/controlled.ts'
import type { Session, Sessions } from '../../contract/double/sessions/sessions.ts'
import { createMaking } from '../../factories/by-name.ts'
import { validated, verdictsOf } from '../commands/verdicts.ts'
import { versionOfPackage } from '../line/version.ts'
import type { Strangers } from '../serve/strangers.ts'
import { docsFile, docsPage } from './docs.ts'
import { inspectorFile, inspectorPage } from './inspector.ts'

/** What the control API needs of this server. */
export function controlHostOf(
  {
    doubles,
    strangers,
    ...rest
  }: Omit<Controlled, 'strangers'> & { readonly strangers: Strangers },
  sessions: Sessions,
): ControlHost {
  const seen = (session: Session): Controlled => ({
    ...rest,
    doubles: doubles.map(double => double.session(session)),
    strangers: strangers.in(session),
  })
  return {
    version: versionOfPackage(),
    sessions,
    seen,
    controlled(name, doing) {
      if (name === undefined) return { ...rest, doubles, strangers }
      if (sessions.find(name)) return seen(sessions.enter(name))
      throw new TypeError(
        `Failed to ${doing}: there is no session "${shown(name)}". Open it with POST /__admin/sessions, or with a request that names it.`,
      )
    },
    factory: createMaking(),
    ...{ docsPage, docsFile, inspectorPage, inspectorFile },
    validated: async (document, api) => validated(document, await verdictsOf(api)),
  }
}
