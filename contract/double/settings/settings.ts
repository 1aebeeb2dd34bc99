import * as z from 'zod/mini'
import { shown } from '../../answer/refusal.ts'
import { check, expecting } from '../../check.ts'
import type { Told } from '../../readings/calibration.ts'
import type { Choices } from '../../readings/choice.ts'
import type { Following } from '../../readings/following.ts'
import { bareOf } from '../../readings/values.ts'
import { type Delay, DelayForm } from '../force/delay.ts'

/** How a double is while it runs, beside what it holds. A reset leaves it. */
export interface Settings<Values = Choices> {
  /** Whether the API's limit of requests is enforced, or a limit in its place. */
  readonly rateLimit: boolean | number
  /** How long every call waits; by operation, `*` is for all that are not named. Ranges are drawn from the seed. */
  readonly delay: Delay | Readonly<Record<string, Delay>>
  /** The share of calls, from 0 to 1, that meet an outage in the place of an answer: of 503, or of another status. */
  readonly errorRate: number | ErrorRate
  /** What is taken where the documentation leaves a choice. */
  readonly readings: Values
}

interface ErrorRate {
  readonly rate: number
  /** From 500 to 599. */
  readonly status: number
}

/** Settings to change: the others stay. */
export type SettingsChanges<Values = Choices> = Partial<Omit<Settings, 'readings'>> & {
  readonly readings?: Told<Values>
}

/** The settings of a double. */
export interface Configuring {
  /** As they are at the moment. */
  readonly values: Settings
  /** Changes some from now on: all that are given, or none where one of them is wrong. */
  configure(changes: unknown): void
  /** What somebody gave for changes; throws a sentence where they are none. */
  checked(changes: unknown, doing?: string): SettingsChanges
  /** Lays changes over the settings, until they are taken away by the same name. */
  cover(name: string, changes: SettingsChanges): void
  uncover(name: string): void
}

/** What the settings of a double are about. */
interface Subject {
  readonly api: string
  /** The names of its operations. */
  readonly operations: readonly string[]
  readonly following: Following
}

/** Keeps settings, and has the double follow their readings. */
export function createSettings(
  { api, operations, following }: Subject,
  { rateLimit = false, delay = 0, errorRate = 0 }: Partial<Omit<Settings, 'readings'>>,
): Configuring {
  const subject = { api, operations, following }
  checkSettings(subject, { delay }, `create the "${api}" double`)
  let base: Settings = { rateLimit, delay, errorRate, readings: following.values }
  let values = base
  const covers = new Map<string, SettingsChanges>()
  const over = (settings: Settings): Settings =>
    [...covers.values()].reduce<Settings>((all, one) => changed(all, one), settings)
  const apply = (next: Settings): void => {
    const all = over(next)
    following.follow(all.readings) // throws where one is wrong
    base = next
    values = { ...all, readings: following.values }
  }
  const checked: Configuring['checked'] = (changes, doing = `configure the "${api}" double`) =>
    checkSettings(subject, changes, doing)
  return {
    get values() {
      return values
    },
    checked,
    configure: changes => apply(changed(base, bare(api, checked(changes)))),
    cover(name, changes) {
      covers.delete(name)
      covers.set(name, bare(api, changes))
      apply(base)
    },
    uncover(name) {
      if (covers.delete(name)) apply(base)
    },
  }
}

function checkSettings(
  { operations, following }: Subject,
  changes: unknown,
  doing: string,
): SettingsChanges {
  const told = check(SettingsForm, changes, doing) as SettingsChanges // as the form has it
  const names = typeof told.delay === 'object' && !Array.isArray(told.delay) ? told.delay : {}
  const stray = Object.keys(names).find(name => name !== '*' && !operations.includes(name))
  if (stray !== undefined) {
    throw new TypeError(
      `Failed to ${doing}: there is no operation "${shown(stray)}" to delay. Choose from *, ${operations.join(', ')}.`,
    )
  }
  if (told.readings !== undefined) following.check(told.readings)
  return told
}

const bare = (api: string, changes: SettingsChanges): SettingsChanges =>
  changes.readings === undefined
    ? changes
    : { ...changes, readings: bareOf(api, changes.readings) as Choices } // which has been looked at

const changed = (settings: Settings, { readings, ...rest }: SettingsChanges): Settings => ({
  ...settings,
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  readings: { ...settings.readings, ...Object(readings) },
})

const share = z.number().check(z.gte(0), z.lte(1))

/** Each setting, with the words for what it takes. */
export const settingsForms = {
  rateLimit: expecting(
    z.union([z.boolean(), z.int().check(z.gte(0))]),
    'true, false, or a whole number from 0',
  ),
  delay: expecting(
    z.union([DelayForm, z.record(z.string(), DelayForm)]),
    'milliseconds from 0 to 3600000, two of them, or these by operation, as in { "listUsers": [100, 900], "*": 50 }',
  ),
  errorRate: expecting(
    z.union([
      share,
      z.strictObject({ rate: share, status: z.int().check(z.gte(500), z.lte(599)) }),
    ]),
    'a share from 0 to 1, or { "rate": 0.1, "status": 502 } with a status from 500 to 599',
  ),
}

const SettingsForm = expecting(
  z.strictObject({
    rateLimit: z.optional(settingsForms.rateLimit),
    delay: z.optional(settingsForms.delay),
    errorRate: z.optional(settingsForms.errorRate),
    // Of their values the double makes sure.
    readings: z.optional(z.unknown()),
  }),
  'an object, as in { delay: 300 }',
)
