import { isRecord, type Json } from '../../../../contract/json.ts'
import { listIn, objectIn } from '../../../documents/json.ts'
import type { Losses } from './losses.ts'
import type { Pointers } from './pointers.ts'

/** What resolves and tells. */
interface Merging {
  readonly pointers: Pointers
  readonly losses: Losses
}

/**
 * A schema with what it is all of: fields are put together, of anything else what stands last is taken. What is nothing
 * but another schema stays so, as a list of one.
 */
export function merged(merging: Merging, schema: Json, where: string): Json {
  const { allOf: _, ...own } = schema
  const parts = listIn(schema, 'allOf').filter(one => isRecord(one) && Object.keys(one).length > 0)
  const saysMore = Object.keys(own).some(key => !words.includes(key))
  if (parts.length === 1 && !saysMore) return { ...own, allOf: parts }
  return [...flat(merging, parts, where, []), own].reduce<Json>(
    (whole, part) => joined(whole, part),
    {},
  )
}

const words = ['description', 'title', 'example', 'examples', 'default', 'nullable', 'deprecated']

/** All that a schema is made of, however deep; what is in itself once. */
function flat(
  merging: Merging,
  parts: readonly unknown[],
  where: string,
  within: readonly unknown[],
): Json[] {
  return parts.flatMap(part => {
    const schema = merging.pointers.follow(part)
    if (!isRecord(schema)) return []
    if (within.includes(schema)) {
      merging.losses.add('a circle: it is anything there', where)
      return []
    }
    const { allOf: _, description: __, title: ___, ...own } = schema
    return [...flat(merging, listIn(schema, 'allOf'), where, [...within, schema]), own]
  })
}

function joined(whole: Json, part: Json): Json {
  const properties = { ...objectIn(whole, 'properties'), ...objectIn(part, 'properties') }
  const required = [...new Set([...listIn(whole, 'required'), ...listIn(part, 'required')])]
  return {
    ...whole,
    ...part,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  }
}
