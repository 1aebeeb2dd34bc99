import * as z from 'zod/mini'
import { shown } from '../../answer/refusal.ts'
import { check, expecting } from '../../check.ts'
import type { Configuring, SettingsChanges } from './settings.ts'

/** Overrides and settings that are switched on and off as one. */
export interface Scenario {
  /** What is forced, by operation: one override, or several, the last of which stands before the others. */
  readonly overrides?: Readonly<Record<string, object | readonly object[]>>
  readonly settings?: SettingsChanges
}

/** The scenarios of a double, by name. */
export interface Scenarios {
  /** In the order in which they were added. */
  readonly list: readonly { readonly name: string; readonly isOn: boolean }[]
  /**
   * Adds a scenario, or puts another in its place, which is off then. Throws a sentence where it could not be switched on.
   *
   * @example double.scenarios.add('outage', { overrides: { listUsers: { fault: { outage: 503 } } }, settings: { delay: 700 } })
   */
  add(name: string, scenario: Scenario): void
  /** Throws a sentence where a scenario could not be added. */
  check(name: string, scenario: Scenario): void
  /** Whether there was one of that name; it is switched off before. */
  remove(name: string): boolean
  /** From now on: after those that are on already, whose settings it overrules. */
  on(name: string): void
  off(name: string): void
  /** All of them as they were given. */
  readonly all: Readonly<Record<string, Scenario>>
  /** Switches all of them off. */
  reset(): void
}

/** What takes the overrides of scenarios. */
interface Forcible {
  check(operation: string, override: unknown): unknown
  /** Gives its id. */
  add(operation: string, override: unknown): number
  remove(id: number): boolean
}

interface Kept {
  readonly scenario: Scenario
  /** The ids of its overrides, while it is on. */
  ids: readonly number[] | undefined
}

/** How many scenarios a double has at most. */
const most = 200

export function createScenarios(
  api: string,
  settings: Configuring,
  overrides: Forcible,
): Scenarios {
  const kept = new Map<string, Kept>()
  const found = (name: string, doing: string): Kept => {
    const one = kept.get(name)
    if (one) return one
    throw unknown(`${doing} the scenario "${shown(name)}" of "${api}"`, [...kept.keys()])
  }
  const checked = (name: string, given: Scenario): Scenario => {
    const doing = `add the scenario "${shown(name)}" of "${api}"`
    const scenario = check(ScenarioForm, given, doing) as Scenario // as the form has it
    if (scenario.settings) settings.checked(scenario.settings, doing)
    for (const [operation, one] of overridesIn(scenario)) overrides.check(operation, one)
    if (kept.has(name) || kept.size < most) return scenario
    throw new TypeError(`Failed to ${doing}: there are ${most} already. Remove one of them.`)
  }
  const switchOff = (name: string, one: Kept): void => {
    for (const id of one.ids ?? []) overrides.remove(id)
    one.ids = undefined
    settings.uncover(name)
  }
  return {
    get list() {
      return [...kept].map(([name, { ids }]) => ({ name, isOn: ids !== undefined }))
    },
    get all() {
      return Object.fromEntries([...kept].map(([name, { scenario }]) => [name, scenario]))
    },
    check: checked,
    add(name, given) {
      const scenario = checked(name, given)
      const before = kept.get(name)
      if (before) switchOff(name, before)
      kept.set(name, { scenario, ids: undefined })
    },
    remove(name) {
      const one = kept.get(name)
      if (one) switchOff(name, one)
      return kept.delete(name)
    },
    on(name) {
      const one = found(name, 'switch on')
      switchOff(name, one)
      one.ids = overridesIn(one.scenario).map(([operation, own]) => overrides.add(operation, own))
      settings.cover(name, one.scenario.settings ?? {})
    },
    off: name => switchOff(name, found(name, 'switch off')),
    reset() {
      for (const [name, one] of kept) switchOff(name, one)
    },
  }
}

const unknown = (doing: string, names: readonly string[]): Error =>
  new TypeError(
    `Failed to ${doing}: there is none of that name. ${names.length > 0 ? `Choose from ${names.join(', ')}` : 'Add it first'}.`,
  )

const overridesIn = ({ overrides = {} }: Scenario): (readonly [string, object])[] =>
  Object.entries(overrides).flatMap(([operation, some]) =>
    [some].flat().map(one => [operation, one] as const),
  )

const ScenarioForm = expecting(
  z.strictObject({
    overrides: z.optional(
      expecting(
        z.record(z.string(), z.unknown()),
        'overrides by operation, as in { listUsers: { status: 401 } }',
      ),
    ),
    settings: z.optional(z.unknown()),
  }),
  'an object, as in { overrides: { listUsers: { status: 401 } }, settings: { delay: 300 } }',
)
