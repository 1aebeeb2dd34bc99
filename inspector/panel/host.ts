import type { ControlHost, Controlled, ServedDouble } from '../../contract/control/controlled.ts'
import { toWorld } from '../../contract/double/doubles.ts'
import { createJournal } from '../../contract/double/journal/journal.ts'
import { createSessions } from '../../contract/double/sessions/sessions.ts'
import { createMaking } from '../../factories/by-name.ts'

/** Worlds by name, each as `createDoubles({ world })` takes it. */
export type Worlds = Readonly<Record<string, object>>

const file = { type: 'text/plain', text: '' }

/** What the control API needs of doubles that are in this page. No path is nobody's: it goes on to the network. */
export function hostOf(doubles: readonly ServedDouble[], worlds: Worlds): ControlHost {
  const strangers = {
    journal: createJournal({ title: '', contract: {}, query: () => ({}), body: () => '' }),
  }
  const sessions = doubles[0]?.sessions ?? createSessions({}, () => new Date())
  const rest = {
    strangers,
    words: wordsOf,
    worlds: {
      names: ['documented', 'empty', ...Object.keys(worlds)],
      named: async (name: string) =>
        name === 'documented' || name === 'empty' ? name : toWorld(name, worlds[name] ?? {}),
    },
  }
  const seen: ControlHost['seen'] = session => ({
    ...rest,
    doubles: doubles.map(double => double.session(session)),
  })
  return {
    ...{ version: 'page', sessions, seen, factory: createMaking() },
    controlled(name, doing): Controlled {
      if (name === undefined) return { ...rest, doubles }
      if (sessions.find(name)) return seen(sessions.enter(name))
      throw new TypeError(`Failed to ${doing}: there is no session "${name}". Open it first.`)
    },
    docsPage: () => file,
    docsFile: async () => undefined,
    inspectorPage: () => file,
    inspectorFile: async () => undefined,
    validated: async document => document,
  }
}

/** The words of the readings of our APIs: nobody waits for them who does not ask. */
async function wordsOf(name: string) {
  const { apis } = await import('../../handlers/index.ts')
  return (
    Object.values(apis)
      .find(api => api.name === name)
      ?.readings() ?? {}
  )
}
