import type * as z from 'zod/mini'
import { Failure } from './dialect.ts'

// What several operations have in common.

/** A reply to what was in order. */
export const successful = <Body extends z.core.$ZodType>(body: Body) => ({
  description: 'The request was successful.',
  body,
})

/** A 400 that means something other than usual. */
export const refused = (description: string) => ({ description, body: Failure })

export const refusedQuery = refused('A filter, a sort or a page is not allowed.')

/** The parameter of a path that names a thing by its id. */
export const numberOf = (thing: string) =>
  ({ description: `The id of the ${thing}, a number.`, type: 'integer', minimum: 1 }) as const

export const malformed = { title: 'A body that is no JSON', text: '{"email":' }

/** The body of a read is looked at too, where its Content-Type says that it is JSON. */
export const malformedRead = { ...malformed, headers: { 'Content-Type': 'application/json' } }
