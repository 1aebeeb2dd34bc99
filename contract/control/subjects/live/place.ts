import type { Controlled, ServedDouble } from '../../controlled.ts'

/** What is looked at: a session, or what is outside of all. */
export interface Place extends Controlled {
  readonly session: string | undefined
}

/** How each subject stands, as a text that is another one once it has changed. */
export const stateOf = (place: Place | undefined): Readonly<Record<string, string>> => {
  const doubles = place?.doubles ?? []
  return {
    state: doubles.map(versionOf).join(),
    overrides: doubles.map(overridesOf).join(),
    settings: doubles.map(({ settings }) => JSON.stringify(settings)).join(),
    scenarios: doubles.map(({ scenarios }) => JSON.stringify(scenarios.list)).join(),
    checkpoints: doubles.map(({ checkpoints }) => JSON.stringify(checkpoints)).join(),
    clock: doubles.map(clockOf).join(),
    outbox: doubles.map(({ outbox = [] }) => `${outbox.length} ${outbox.at(-1)?.sentAt}`).join(),
  }
}

/** How often what a double holds has changed. */
interface Version {
  count: number
}

/** By double, weakly: each is watched once, however many look on. */
const versions = new WeakMap<ServedDouble, Version>()

function versionOf(double: ServedDouble): number {
  const known = versions.get(double)
  if (known) return known.count
  const version: Version = { count: 0 }
  versions.set(double, version)
  double.watch(() => {
    version.count += 1
  })
  return version.count
}

const overridesOf = ({ overrides }: ServedDouble): string =>
  overrides.list.map(({ id, left }) => `${id} ${left}`).join()

/** A clock that runs is as far from the machine's as it was, to a tenth of a second. */
const clockOf = ({ clock }: ServedDouble): string =>
  clock.isFrozen
    ? clock.now().toISOString()
    : `runs ${Math.floor((clock.now().getTime() - Date.now() + 50) / 100)}`
