import type { Call } from '../../contract/answer/call.ts'
import { compressed, malformed } from '../../contract/answer/parse.ts'
import { mapped, readForm, toVariables } from './php/form.ts'
import { parseJson } from './php/json.ts'
import { fieldsOf } from './php/multipart.ts'
import { PhpNumber } from './php/number.ts'
import { trimmed } from './php/trim.ts'

// How a Laravel application, which the panel is, reads what it is sent.

/**
 * A path as routes are looked for: without slashes at its end, then with what was escaped in the place of the escapes.
 * What is no UTF-8 has no route.
 */
export function readPath(path: string): string {
  const known = withoutSlashes(path)
  if (!known.includes('%')) return known
  try {
    return encodeURI(known.replace(/(?:%[\da-f]{2})+/gi, decodeURIComponent))
  } catch {
    return ''
  }
}

export function withoutSlashes(path: string): string {
  let end = path.length
  while (end > 1 && path[end - 1] === '/') end -= 1
  return path.slice(0, end)
}

/** The parameters of a query. */
export const readQuery = (search: string): Record<string, unknown> =>
  search === '' ? {} : cleaned(readForm(search.slice(1)))

/** The fields of a body: JSON or a form, as its Content-Type says; of anything else none are read. */
export const readBody = (call: Call): Record<string, unknown> => cleaned(fieldsIn(call))

function fieldsIn({ method, headers, text, fault }: Call): unknown {
  if (fault === 'compressed') throw malformed(compressed)
  const type = headers['content-type'] ?? ''
  if (/[/+]json/.test(type)) return text === '' ? {} : parseJson(text, fault === 'encoding')
  if (method !== 'POST') return type.startsWith(form) ? readForm(text) : {}
  // PHP itself reads the body of a POST: it overlooks the case of a type, and knows one more.
  const [name = ''] = type.toLowerCase().split(/[;, ]/, 1)
  if (name === form) return readForm(text)
  return name === 'multipart/form-data' ? toVariables(fieldsOf(text, type)) : {}
}

const form = 'application/x-www-form-urlencoded'

/** The fields without blanks at the ends of their texts, empty ones as null; of a list nothing is a field. */
function cleaned(fields: unknown): Record<string, unknown> {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return {}
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name === 'password' && value !== '' ? value : withoutBlanks(value),
    ]),
  )
}

/** A password within a field is none: it is trimmed like any other text. */
function withoutBlanks(value: unknown): unknown {
  if (typeof value === 'string') return trimmed(value, unicode) || null
  if (Array.isArray(value)) return value.map(withoutBlanks)
  if (typeof value !== 'object' || value === null || value instanceof PhpNumber) return value
  return mapped(value, withoutBlanks)
}

/** The blanks of Unicode, and what else Laravel takes for one. */
const unicode = /[\s\0\u0085\u180e\u200b\u200e\ufeff]/

/** The number that a path names; anything but digits names nothing. */
export const idOf = (segment: string): number =>
  /^\d+$/.test(segment) ? Number(segment) : Number.NaN
