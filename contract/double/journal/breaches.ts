import type * as z from 'zod/mini'
import { counted, type Issue, mostTold, type Refusal, shown } from '../../answer/refusal.ts'

/** How a refused request breaks the contract, each breach a sentence; a refusal that it cannot help is none. */
export function breachesOf(refusal: Refusal | undefined): string[] {
  switch (refusal?.kind) {
    case 'unknown-path':
      return ['No endpoint has this path.']
    case 'wrong-method':
      return [`The path takes ${refusal.allow.join(', ')}, and not this method.`]
    case 'unauthenticated':
      return [`The credentials are ${refusal.credentials}.`]
    case 'malformed':
      return [`The body is malformed: ${refusal.detail}.`]
    case 'too-large':
      return [`The body is larger than ${refusal.limit} bytes.`]
    case 'invalid':
      return counted(refusal.issues.map(told), refusal.more)
    default:
      return []
  }
}

const told = ({ in: place, path, rule, wanted }: Issue): string =>
  rule === 'required'
    ? `The ${place} lacks "${shown(path)}".`
    : `"${shown(path)}" in the ${place} breaks the rule "${rule}${wanted === undefined ? '' : ` ${wanted}`}".`

/** The names in `sent` that a schema does not describe, each with a sentence; without a schema all of them. */
export function undocumented(
  place: Issue['in'],
  sent: unknown,
  schema: z.core.$ZodType | undefined,
): string[] {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return []
  const known = new Set(schema ? namesIn(schema) : [])
  const names = Object.keys(sent).filter(name => !known.has(name))
  const sentences = names.slice(0, mostTold).map(name => {
    return `The ${place} has "${shown(name)}", which is not documented: a real API may ignore it.`
  })
  return counted(sentences, names.length - mostTold)
}

function namesIn(schema: z.core.$ZodType): string[] {
  const { def } = schema._zod
  return 'shape' in def && typeof def.shape === 'object' ? Object.keys(def.shape ?? {}) : []
}
