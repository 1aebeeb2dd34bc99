import { depthLimit } from '../../answer/json.ts'
import { isMatcher } from './matching.ts'
import { redactedText } from './redacted-text.ts'
import { type Veiling, veil } from './redaction.ts'

/** A copy of a value that may be shown. */
export interface View {
  readonly value: unknown
  /** Whether there is more of it than the copy has. */
  readonly isCut: boolean
}

export interface Viewing extends Veiling {
  /** About how many characters there is room for. */
  readonly room?: number
  /** What else stands in the place of a part. */
  instead?(part: unknown): unknown
}

/** A copy without secrets, cut where there is no more room for it and where it nests too deep. */
export function viewOf(value: unknown, viewing: Viewing): View {
  const viewer = new Viewer(viewing)
  const seen = viewer.see(value, depthLimit)
  return { value: seen, isCut: viewer.isCut }
}

class Viewer {
  isCut = false
  readonly #viewing: Viewing
  #left: number

  constructor(viewing: Viewing) {
    this.#viewing = viewing
    this.#left = viewing.room ?? Number.POSITIVE_INFINITY
  }

  see(sent: unknown, levels: number): unknown {
    const part = this.#viewing.instead?.(sent) ?? sent
    if (typeof part === 'string') return this.#text(part)
    if (typeof part === 'bigint') return `${part}n`
    if (typeof part !== 'object' || part === null || isMatcher(part)) return part
    if (levels > 0)
      return Array.isArray(part) ? this.#list(part, levels) : this.#fields(part, levels)
    this.isCut = true
    return veil
  }

  /** A text may have secrets within it: an address, a form, a body that could not be read. */
  #text(text: string): string {
    if (this.#takes(text.length)) return redactedText(text, this.#viewing)
    const part = text.slice(0, Math.max(0, text.length + this.#left))
    return `${redactedText(part, this.#viewing)}${veil}`
  }

  #list(list: readonly unknown[], levels: number): unknown[] {
    const seen: unknown[] = []
    for (const item of list) {
      if (!this.#takes(1)) break
      seen.push(this.see(item, levels - 1))
    }
    return seen
  }

  #fields(fields: object, levels: number): object {
    const { isSecret, cover } = this.#viewing
    const seen: [string, unknown][] = []
    for (const [name, sent] of Object.entries(fields)) {
      if (!this.#takes(name.length + 1)) break
      seen.push([name, this.see(isSecret(name) ? cover(sent) : sent, levels - 1)])
    }
    return Object.fromEntries(seen) // keeps a key such as __proto__ as one
  }

  /** Whether there is still room for so many characters. */
  #takes(length: number): boolean {
    this.#left -= length
    if (this.#left < 0) this.isCut = true
    return this.#left >= 0
  }
}
