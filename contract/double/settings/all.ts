import * as z from 'zod/mini'
import { ownOf } from '../../answer/own.ts'
import { check, expecting } from '../../check.ts'
import { readingsByApi } from '../../readings/by-api.ts'
import type { Scenario } from './scenarios.ts'
import type { Settings } from './settings.ts'

/** What is told of a double's settings. */
interface Configured {
  readonly name: string
  readonly settings: Settings
  configure(changes: object): void
}

/** Settings to change of several doubles at once, their readings by API. */
export type ChangesOfAll<Readings = unknown> = Partial<Omit<Settings, 'readings'>> & {
  readonly readings?: Readings
}

/** Changes settings of several doubles: of all of them, or of none. */
export function configureAll(
  doubles: readonly Configured[],
  { readings, ...rest }: ChangesOfAll,
  doing: string,
): void {
  const told = readingsByApi(
    readings,
    doubles.map(({ name }) => name),
    doing,
  )
  const before = doubles.map(({ settings }) => settings)
  try {
    for (const double of doubles) {
      const own = told[double.name]
      double.configure({ ...rest, ...(own !== undefined && { readings: own }) })
    }
  } catch (thrown) {
    for (const [nth, double] of doubles.entries()) double.configure({ ...before[nth] })
    throw thrown
  }
}

/** Scenarios of several APIs, as each of them takes its own; throws a sentence where one is of another API. */
export function scenariosByApi(
  given: unknown,
  apis: readonly string[],
  doing = 'create the doubles',
): Readonly<Record<string, Readonly<Record<string, Scenario>>>> {
  const part = z.optional(z.looseObject({}))
  const form = z.object({
    scenarios: z.optional(
      expecting(
        z.record(z.string(), z.strictObject(Object.fromEntries(apis.map(api => [api, part])))),
        'scenarios by name, and in each by API, as in { "bad day": { overplane: { settings: { delay: 700 } } } }',
      ),
    ),
  })
  const { scenarios = {} } = check(form, { scenarios: given }, doing)
  const byApi = apis.map(api => {
    const own = Object.entries(scenarios).flatMap(([name, parts]) => {
      const scenario = ownOf(parts, api)
      return scenario ? [[name, scenario] as const] : []
    })
    return [api, Object.fromEntries(own)] as const
  })
  return Object.fromEntries(byApi)
}
