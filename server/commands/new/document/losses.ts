/** What a description cannot say of a document, and where that stands in it. */
export interface Losses {
  add(what: string, where: string): void
  /** What is lost at a place, or below it. */
  at(where: string): readonly string[]
  /** By what it is, the places, in the order in which they were found. */
  readonly all: ReadonlyMap<string, readonly string[]>
}

export function createLosses(): Losses {
  const all = new Map<string, string[]>()
  /** By where it stands what is lost there, each with its places below. */
  const places = new Map<string, Map<string, string[]>>()
  return {
    all,
    add(told, place) {
      const [what, where] = [inOneLine(told), inOneLine(place)]
      const known = all.get(what) ?? []
      if (known.includes(where)) return
      all.set(what, [...known, where])
      const [root = ''] = where.split(/[ .]/)
      const here = places.get(root) ?? new Map<string, string[]>()
      const below = where === root ? [] : [where.slice(root.length + 1)]
      places.set(root, here.set(what, [...(here.get(what) ?? []), ...below]))
    },
    at: where =>
      [...(places.get(where) ?? [])].map(([what, below]) =>
        below.length === 0 ? what : `${what} (${below.join(', ')})`,
      ),
  }
}

/** A text as it can be told: whatever it holds, it neither ends a line nor moves what shows it. */
export const inOneLine = (text: string): string =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 200)
