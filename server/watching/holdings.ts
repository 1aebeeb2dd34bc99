import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { ServedDouble, Worlds } from '../../contract/control/controlled.ts'
import type { Session, SessionOptions } from '../../contract/double/sessions/sessions.ts'
import type { Scenario } from '../../contract/double/settings/scenarios.ts'
import type { Snapshot } from '../../contract/double/state/state.ts'

/** What a server holds that does not stand in its configuration, as plain JSON. Journals are none of it. */
export interface Holdings {
  /** By API. */
  readonly doubles: Readonly<Record<string, HeldDouble>>
  /** The one that was used least recently first. */
  readonly sessions: readonly HeldSession[]
}

export interface HeldSession {
  readonly name: string
  /** Its world is a name, or stands here. */
  readonly options: SessionOptions
  readonly doubles: Readonly<Record<string, HeldDouble>>
}

/** What a double, or its part in a session, holds. */
export interface HeldDouble {
  /** Nothing where it is as it began: then it begins as its world is now. */
  readonly state?: Snapshot
  /** By name, the oldest first. */
  readonly checkpoints: Readonly<Record<string, Snapshot>>
  /** Where it stands, or how far it is ahead of the machine's, in milliseconds. */
  readonly clock: { readonly frozen: number } | { readonly ahead: number }
  /** Those that are not as they were at the beginning. */
  readonly settings: Settings
  /** Those that are not as they were at the beginning. */
  readonly scenarios: Readonly<Record<string, Scenario>>
  /** The scenarios that are on. */
  readonly on: readonly string[]
  /** The latest first. */
  readonly overrides: ServedDouble['overrides']['list']
}

type Settings = Readonly<Record<string, unknown>>

/** How a double began, as its configuration has it. */
export interface Beginning {
  /** A hash of its state. */
  readonly state?: string
  readonly settings: ServedDouble['settings']
  readonly scenarios: Readonly<Record<string, Scenario>>
}

/** What is served, and the worlds that go by name. */
export interface Made {
  readonly doubles: readonly ServedDouble[]
  readonly worlds: Worlds
}

export const beginningOf = ({ snapshot, settings, scenarios }: ServedDouble): Beginning => ({
  state: hashOf(snapshot()),
  settings,
  scenarios: scenarios.all,
})

/** A world may be large, and is not to be held twice. */
const hashOf = (state: Snapshot): string =>
  createHash('sha1').update(JSON.stringify(state)).digest('hex')

/**
 * Takes all that doubles hold, and leaves them without: only who does not go on serving them may ask.
 *
 * @example takeHoldings({ doubles, worlds }, new Map(doubles.map(one => [one.name, beginningOf(one)])))
 */
export async function takeHoldings(
  { doubles, worlds }: Made,
  beginnings: ReadonlyMap<string, Beginning>,
): Promise<Holdings> {
  const own = byName(doubles, double => takeDouble(double, beginnings.get(double.name)))
  const sessions = []
  for (const session of doubles[0]?.sessions.list ?? []) {
    const { name } = session
    const options = await plainOptions(session, worlds)
    const parts = byName(doubles, double =>
      takeDouble(double.session(session), beginningIn(double, session)),
    )
    sessions.push({ name, options, doubles: parts })
  }
  return { doubles: own, sessions }
}

const byName = (
  doubles: readonly ServedDouble[],
  take: (double: ServedDouble) => HeldDouble,
): Readonly<Record<string, HeldDouble>> =>
  Object.fromEntries(doubles.map(double => [double.name, take(double)]))

function takeDouble(double: ServedDouble, beginning: Beginning | undefined): HeldDouble {
  const { clock, scenarios } = double
  const now = clock.now().getTime()
  const state = double.snapshot()
  const on = scenarios.list.filter(({ isOn }) => isOn).map(({ name }) => name)
  scenarios.reset() // what they cover is seen only without them
  const all = Object.entries(scenarios.all)
  return {
    ...(hashOf(state) !== beginning?.state && { state }),
    clock: clock.isFrozen ? { frozen: now } : { ahead: now - Date.now() },
    settings: differing(double.settings, beginning?.settings),
    scenarios: Object.fromEntries(
      all.filter(([name, one]) => !isDeepStrictEqual(one, beginning?.scenarios[name])),
    ),
    on,
    overrides: double.overrides.list,
    checkpoints: Object.fromEntries(
      [...double.checkpoints].map(name => {
        double.restore(name)
        return [name, double.snapshot()]
      }),
    ),
  }
}

/** A part begins as its double is, but for the readings that its session has of its own. */
function beginningIn({ name, settings, scenarios }: ServedDouble, { options }: Session): Beginning {
  const readings = { ...settings.readings, ...Object(Object(options.readings)[name]) }
  return { settings: { ...settings, readings }, scenarios: scenarios.all }
}

/** A reading is a setting of its own: each may be told otherwise. */
function differing(
  { readings, ...rest }: ServedDouble['settings'],
  before: Beginning['settings'] | undefined,
): Settings {
  const told = changedOf(readings, before?.readings)
  return { ...changedOf(rest, before), ...(Object.keys(told).length > 0 && { readings: told }) }
}

const changedOf = (values: object, before: object | undefined): Settings =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => !isDeepStrictEqual(value, Reflect.get(Object(before), name)),
    ),
  )

/** Options as JSON: a world that has a name is found by it again. */
async function plainOptions(
  { options: { world, ...rest } }: Session,
  worlds: Worlds,
): Promise<SessionOptions> {
  if (world === undefined) return rest
  const names = []
  for (const name of worlds.names) {
    if ((await worlds.named(name).catch(() => undefined)) === world) names.push(name)
  }
  return { ...rest, world: names[0] ?? world }
}
