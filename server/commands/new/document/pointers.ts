import { isRecord, type Json } from '../../../../contract/json.ts'
import { valueIn } from '../../../documents/json.ts'
import { refusal } from '../../../documents/reading.ts'

/** Follows the references of a document. */
export interface Pointers {
  /** What a reference leads to, in the end; anything else is itself. */
  follow(value: unknown): unknown
  /** What is found at an address, as in `#/components/schemas/Pet`. */
  at(ref: string): unknown
  /** The name of the component that a reference leads to, if it is a schema's. */
  nameOf(ref: string): string | undefined
}

export function createPointers(name: string, document: Json): Pointers {
  const at = (ref: string): unknown => {
    const value = ref
      .slice(1)
      .split('/')
      .slice(1)
      .map(unescaped)
      .reduce<unknown>((part, key) => keyOf(part, key), document)
    if (value !== undefined) return value
    throw refusal(name, `it refers to "${ref.slice(0, 200)}", which is not there. Mend it there.`)
  }
  return {
    at,
    nameOf: ref => {
      const [, escaped] = /^#\/components\/schemas\/([^/]+)$/.exec(ref) ?? []
      return escaped && unescaped(escaped)
    },
    follow(value) {
      const seen = new Set<string>()
      let here = value
      for (let ref = refIn(here); ref !== undefined; ref = refIn(here)) {
        if (seen.has(ref)) {
          throw refusal(
            name,
            `"${ref.slice(0, 200)}" refers to nothing but itself, in a circle. Mend it there.`,
          )
        }
        seen.add(ref)
        here = at(ref)
      }
      return here
    },
  }
}

/** The address that a reference names; nothing of what is none. */
export function refIn(value: unknown): string | undefined {
  const ref = valueIn(value, '$ref')
  return typeof ref === 'string' ? ref : undefined
}

const keyOf = (part: unknown, key: string): unknown => {
  if (Array.isArray(part)) return part[Number(key)]
  return isRecord(part) ? valueIn(part, key) : undefined
}

function unescaped(segment: string): string {
  const plain = segment.includes('%') ? decoded(segment) : segment
  return plain.replaceAll('~1', '/').replaceAll('~0', '~')
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
