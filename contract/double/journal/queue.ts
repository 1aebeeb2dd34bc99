/** First in, first out, whatever its length. */
export interface Queue<Item> {
  readonly size: number
  readonly first: Item | undefined
  readonly last: Item | undefined
  /** All, the oldest first. */
  readonly all: readonly Item[]
  add(item: Item): void
  /** Takes the oldest away. */
  take(): Item | undefined
  clear(): void
}

export function createQueue<Item>(): Queue<Item> {
  let places: (Item | undefined)[] = []
  let start = 0
  return {
    get size() {
      return places.length - start
    },
    get first() {
      return places[start]
    },
    get last() {
      return places.at(-1)
    },
    get all() {
      return places.slice(start) as Item[] // from there on each has one
    },
    add(item) {
      places.push(item)
    },
    take() {
      const oldest = places[start]
      if (start === places.length) return oldest
      places[start] = undefined // nothing keeps it in memory any more
      start += 1
      if (start > 1000 && start * 2 > places.length) {
        places = places.slice(start)
        start = 0
      }
      return oldest
    },
    clear() {
      places = []
      start = 0
    },
  }
}
