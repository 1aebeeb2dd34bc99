import type { Auth } from '../../../../contract/answer/auth.ts'
import type { Json } from '../../../../contract/json.ts'
import { objectIn, textIn } from '../../../documents/json.ts'
import type { Pointers } from './pointers.ts'

/** The schemes of security of a document, by name. */
export const schemesOf = (document: Json, pointers: Pointers): Json =>
  Object.fromEntries(
    Object.entries(objectIn(objectIn(document, 'components'), 'securitySchemes')).map(
      ([name, told]) => [name, pointers.follow(told)],
    ),
  )

/** A scheme as a dialect has it; nothing where it has none of the kind. */
export function authOf(scheme: unknown): Auth | undefined {
  const name = textIn(scheme, 'name') ?? ''
  switch (textIn(scheme, 'type')?.toLowerCase()) {
    case 'oauth2':
    case 'openidconnect':
      return 'bearer'
    case 'http':
      return /^basic$/i.test(textIn(scheme, 'scheme') ?? '') ? 'basic' : 'bearer'
    case 'apikey':
      return keyIn(textIn(scheme, 'in'), name)
    default:
      return undefined
  }
}

function keyIn(place: string | undefined, name: string): Auth | undefined {
  if (!/^[\w.-]+$/.test(name)) return undefined
  if (place === 'query') return { query: name }
  if (place !== 'header') return undefined
  return /^authorization$/i.test(name) ? 'bearer' : { header: name }
}
