/** Where an entity stands in an order: by its key, and among equal keys by its turn. */
export interface Place {
  readonly key: string | number
  /** Counts up: a later entity has a larger one. */
  readonly turn: number
  readonly id: string | number
}

/** Places in ascending order, in chunks: adding and removing move one chunk's worth, reading a page skips whole chunks. */
export interface Sorted {
  readonly size: number
  add(place: Place): void
  remove(place: Place): void
  /** `count` places from the `from`th on, counted from the smallest, or from the largest when `descending`. */
  slice(from: number, count: number, descending?: boolean): Place[]
}

const chunkLimit = 1024

/** Of many places at the start, which are sorted at once, it takes a tenth of the time of adding them one by one. */
export function createSorted(places: Place[] = []): Sorted {
  const chunks = chunked(places.sort(compared))
  let size = places.length

  const add = (place: Place): void => {
    size += 1
    const index = Math.min(chunkFor(chunks, place), chunks.length - 1)
    const chunk = chunks[index]
    if (!chunk) {
      chunks.push([place])
      return
    }
    chunk.splice(positionIn(chunk, place), 0, place)
    if (chunk.length > chunkLimit) chunks.splice(index + 1, 0, chunk.splice(chunkLimit / 2))
  }

  const remove = (place: Place): void => {
    const index = chunkFor(chunks, place)
    const chunk = chunks[index]
    const position = chunk ? positionIn(chunk, place) : -1
    if (!chunk || chunk[position]?.id !== place.id) return
    size -= 1
    chunk.splice(position, 1)
    if (chunk.length === 0) chunks.splice(index, 1)
  }

  const slice = (from: number, count: number, descending = false): Place[] => {
    const places: Place[] = []
    let skip = from
    for (let nth = 0; nth < chunks.length && places.length < count; nth += 1) {
      const chunk = chunks.at(descending ? -1 - nth : nth) ?? []
      const part = partOf(chunk, skip, count - places.length, descending)
      for (const place of part) places.push(place)
      skip = Math.max(0, skip - chunk.length)
    }
    return places
  }

  return {
    get size() {
      return size
    },
    add,
    remove,
    slice,
  }
}

/** With room for more in each. */
function chunked(places: readonly Place[]): Place[][] {
  const chunks: Place[][] = []
  const length = chunkLimit / 2
  for (let at = 0; at < places.length; at += length) chunks.push(places.slice(at, at + length))
  return chunks
}

/** At most `count` places of a chunk behind the `skip` first, or before the `skip` last and backwards. */
function partOf(chunk: Place[], skip: number, count: number, descending: boolean): Place[] {
  if (!descending) return chunk.slice(skip, skip + count)
  const end = Math.max(0, chunk.length - skip)
  return chunk.slice(Math.max(0, end - count), end).reverse()
}

const isBefore = (a: Place, b: Place): boolean =>
  a.key < b.key || (a.key === b.key && a.turn < b.turn)

const compared = (a: Place, b: Place): number => (isBefore(a, b) ? -1 : 1)

/** The first chunk whose last place does not stand before this one. */
const chunkFor = (chunks: readonly Place[][], place: Place): number =>
  firstIndex(chunks.length, index => {
    const last = chunks[index]?.at(-1)
    return last !== undefined && !isBefore(last, place)
  })

const positionIn = (chunk: readonly Place[], place: Place): number =>
  firstIndex(chunk.length, index => {
    const other = chunk[index]
    return other !== undefined && !isBefore(other, place)
  })

/** The first index for which `holds`, which from there on must hold; `length` where it never does. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
