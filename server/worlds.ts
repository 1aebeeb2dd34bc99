import type { Apis } from '../contract/api.ts'
import type { Worlds } from '../contract/control/controlled.ts'
import type { Config } from '../contract/define/config.ts'
import { toWorld, type WorldChoiceOf, type WorldOf } from '../contract/double/doubles.ts'

/** The worlds that every list of APIs has. */
const usual = ['documented', 'empty', 'demo']

/** The names of the worlds to choose from. */
export const worldNamesOf = ({ worlds = {} }: Pick<Config, 'worlds'>): readonly string[] => [
  ...new Set([...usual, ...Object.keys(worlds)]),
]

/** The worlds of what is configured. */
export const worldsOf = (config: Config): Worlds => ({
  names: worldNamesOf(config),
  named: name => worldNamed(name, config),
})

/** A world by its name, which is known; one that is given is itself. */
export async function worldNamed<All extends Apis>(
  world: WorldChoiceOf<All> | string,
  { apis, worlds = {} }: Config<All>,
): Promise<WorldChoiceOf<All>> {
  if (typeof world !== 'string' || world === 'documented' || world === 'empty') return world
  if (Object.hasOwn(worlds, world)) return toWorld<All>(world, Object(worlds[world]))
  if (world === 'demo') return demoOf(apis)
  throw new TypeError(
    `Failed to find the world: there is no "${world}". Choose from ${worldNamesOf({ worlds }).join(', ')}.`,
  )
}

/** Enough to page through, where there are factories for it; of any other API what its page prints. */
async function demoOf<All extends Apis>(apis: All): Promise<WorldOf<All>> {
  // Only this world needs factories, and with them faker: no other waits for it.
  const { demo } = await import('../fixtures/worlds/demo.ts')
  const made: Apis = (await import('../handlers/index.ts')).apis
  const parts = Object.values(apis).map(({ name, documentedUrl, documented }) => {
    const isOurs = made[name]?.documentedUrl === documentedUrl
    return [name, isOurs ? Reflect.get(demo, name) : documented] as const
  })
  return toWorld<All>('demo', Object.fromEntries(parts))
}
