import type { Call } from '../../answer/call.ts'
import type { Delivery } from '../delivery.ts'

/** What a call takes beside all that was sent and answered: its objects, headers and times. */
const objects = 1500

/** About how many bytes a call and its reply take in memory; rather too many than too few. */
export function weightOf({ text, path, search }: Call, reply: Delivery): number {
  const { body, text: own = '' } = reply
  const weight = typeof body === 'object' && body !== null ? weigh(body, 4) : bytesOf(own)
  return objects + bytesOf(text) + 2 * (path.length + search.length) + weight
}

/** One letter beyond Latin-1 makes all of a text take two bytes for each. */
const bytesOf = (text: string): number =>
  text.length > 1000 && !/[^\0-\xff]/.test(text) ? text.length : text.length * 2

/** The elements of a list are taken to be like its first one: no call is to wait for more than a look. */
function weigh(value: object, levels: number): number {
  if (levels === 0) return 16
  if (Array.isArray(value)) return 16 + value.length * (16 + weigh(Object(value[0]), levels - 1))
  let bytes = 64
  // By name, and in one loop for all but what nests: anything else would cost more than the rest of writing down.
  const fields = value as Record<string, unknown> // only read by names that it has
  for (const name in fields) {
    const part = fields[name]
    bytes += 16
    if (typeof part === 'string') bytes += part.length
    else if (typeof part === 'object' && part !== null) bytes += weigh(part, levels - 1)
  }
  return bytes
}
