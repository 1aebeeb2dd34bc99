import type { Apis } from '../../contract/api.ts'
import type { Config } from '../../contract/config/config.ts'
import { isWorldFile } from '../../contract/config/form.ts'
import type { Worlds } from '../../contract/control/controlled.ts'
import { toWorld, type WorldChoiceOf, type WorldOf } from '../../contract/double/doubles.ts'
import { readWorld } from './world-file.ts'

/** The worlds that every list of APIs has. */
const usual = ['documented', 'empty', 'demo']

/** The names of the worlds to choose from. */
export const worldNamesOf = ({ worlds = {} }: Pick<Config, 'worlds'>): readonly string[] => [
  ...new Set([...usual, ...Object.keys(worlds)]),
]

/** The worlds of what is configured, each of them the same object whenever it is asked for. */
export function worldsOf(config: Config): Worlds {
  const found = new Map<string, Promise<WorldChoiceOf<Apis>>>()
  return {
    names: worldNamesOf(config),
    named(name) {
      const known = found.get(name) ?? worldNamed(name, config)
      found.set(name, known)
      // A file may be mended meanwhile.
      known.catch(() => found.delete(name))
      return known
    },
  }
}

/** A world by its name, or by the file that it stands in. */
async function worldNamed(name: string, config: Config): Promise<WorldChoiceOf<Apis>> {
  const { apis, worlds = {} } = config
  if (name === 'documented' || name === 'empty') return name
  const configured = Object.hasOwn(worlds, name) ? worlds[name] : undefined
  if (typeof configured === 'object') return toWorld(name, configured)
  if (configured !== undefined) return readWorld(configured, Object.keys(apis), name)
  if (name === 'demo') return demoOf(apis)
  if (isWorldFile(name)) return readWorld(name, Object.keys(apis))
  throw new TypeError(
    `Failed to find the world: there is no "${name}". Choose from ${worldNamesOf(config).join(', ')}.`,
  )
}

/** Enough to page through, where there are factories for it; of any other API what its page prints. */
async function demoOf<All extends Apis>(apis: All): Promise<WorldOf<All>> {
  // Only this world needs factories, and with them faker: no other waits for it.
  const { demo } = await import('../../fixtures/worlds/demo.ts')
  const made: Apis = (await import('../../handlers/index.ts')).apis
  const parts = Object.values(apis).map(({ name, documentedUrl, documented }) => {
    const isOurs = made[name]?.documentedUrl === documentedUrl
    return [name, isOurs ? Reflect.get(demo, name) : documented] as const
  })
  return toWorld<All>('demo', Object.fromEntries(parts))
}
