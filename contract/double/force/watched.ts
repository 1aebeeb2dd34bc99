import type { Overrides } from './overrides.ts'

/** Overrides that tell of their changes, and that can be put back. */
export interface Watched extends Overrides {
  /** Puts in the place of all what `list` gave; throws where the contract has no such reply. */
  load(list: Overrides['list']): void
  /** Tells of every change from now on. */
  watch(changed: () => void): void
}

export function watched(overrides: Overrides): Watched {
  const watching: (() => void)[] = []
  const told = <Value>(value: Value): Value => {
    for (const changed of watching) changed()
    return value
  }
  return {
    get list() {
      return overrides.list
    },
    check: overrides.check,
    examples: overrides.examples,
    add: (operation, override) => told(overrides.add(operation, override)),
    remove: id => told(overrides.remove(id)),
    take(operation, asked) {
      const taken = overrides.take(operation, asked)
      return taken && told(taken)
    },
    load(list) {
      overrides.remove()
      for (const { operation, override, left } of list.toReversed()) {
        overrides.add(operation, left === null ? override : { ...override, times: left })
      }
    },
    watch: changed => {
      watching.push(changed)
    },
  }
}
