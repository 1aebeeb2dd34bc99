import { ownOf } from '../answer/own.ts'
import { isRecord, type Json, listOf, recordOf } from '../json.ts'

/** A contract as it was read. */
export interface ContractDocument {
  /** What it is called in a sentence: a file, a file of a revision, an API. */
  readonly name: string
  readonly title: string
  readonly root: Json
  /** What stands at a place; where that is a reference, what it leads to. */
  at(node: unknown): Json
}

/**
 * An OpenAPI 3 document, out of what was read; throws a sentence where it is none.
 *
 * @example toContractDocument('openapi.json', JSON.parse(text)).title // 'Overplane'
 */
export function toContractDocument(name: string, read: unknown): ContractDocument {
  const root = recordOf(read)
  const { openapi, swagger, paths = {} } = root
  if (typeof openapi !== 'string' || !/^3\.\d/.test(openapi) || !isRecord(paths)) {
    throw new Error(
      swagger === undefined
        ? `Failed to read "${name}": it is no OpenAPI 3 document. Name one, as "contract-doubles openapi" writes it.`
        : `Failed to read "${name}": it is Swagger ${textOf(swagger).slice(0, 9)}. Convert it to OpenAPI 3.`,
    )
  }
  const { title } = recordOf(root.info)
  return {
    name,
    title: typeof title === 'string' ? title : name,
    root,
    at: createResolver(name, root),
  }
}

/** How many references may follow upon each other. */
const longestChain = 64

function createResolver(name: string, root: Json): ContractDocument['at'] {
  const known = new WeakMap<Json, Json>()
  const resolved = (node: Json, steps: number): Json => {
    const { $ref, ...beside } = node
    if (typeof $ref !== 'string') return node
    if (steps === longestChain) throw unresolved(name, $ref, 'refers to itself and to nothing else')
    const target = resolved(pointed(name, root, $ref), steps + 1)
    // OpenAPI 3.1 lets a reference have keywords of its own.
    return Object.keys(beside).every(key => words.has(key)) ? target : { ...target, ...beside }
  }
  return node => {
    const own = node === false ? nothingAtAll : recordOf(node)
    if (!('$ref' in own)) return own
    const made = known.get(own) ?? resolved(own, 0)
    known.set(own, made)
    return made
  }
}

/** A schema that is `false` takes nothing. */
const nothingAtAll: Json = { type: [] }

/** What beside a reference says nothing of values. */
const words = new Set(['description', 'summary', 'title', 'example', 'examples', '$comment'])

/** What a JSON pointer leads to within the document. */
function pointed(name: string, root: Json, ref: string): Json {
  if (!ref.startsWith('#')) {
    throw unresolved(name, ref, 'stands in another file. Bundle the document into one file')
  }
  const keys = ref.slice(1).split('/').slice(1).map(unescaped)
  const target = keys.reduce<unknown>((at, key) => ownOf(Object(at), key), root)
  if (isRecord(target)) return target
  throw unresolved(name, ref, 'is not there')
}

const unresolved = (name: string, ref: string, why: string): Error =>
  new Error(
    `Failed to read "${name}": its reference ${JSON.stringify(ref.slice(0, 200))} ${why}. Compare documents that are whole.`,
  )

function unescaped(key: string): string {
  const plain = key.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

/** A text as it is, and whatever else is in its place as JSON. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** The texts of a list. */
export const textsOf = (value: unknown): readonly string[] =>
  listOf(value).filter(one => typeof one === 'string')

/** The name of the component that a schema refers to. */
export function componentOf(node: unknown): string | undefined {
  const { $ref } = recordOf(node)
  const [, name] = /^#\/components\/schemas\/([^/]+)$/.exec(textOf($ref)) ?? []
  return name === undefined ? undefined : unescaped(name)
}

/** Whether two values are the same JSON, whatever the order of keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, nth) => isSame(value, other[nth]))
  }
  if (!isRecord(one) || !isRecord(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  )
}
