import * as z from 'zod/mini'
import type { Wording } from '../../contract/answer/answer.ts'
import type { Call } from '../../contract/answer/call.ts'
import type { Reply } from '../../contract/answer/endpoint.ts'
import type { Refusal } from '../../contract/answer/refusal.ts'

export const Failure = z.strictObject({ no: z.string() })

/** Words every refusal by its kind, with the headers that a test wants to see of it. */
export const wordingWith = (
  headersOf: (refusal: Refusal, call: Call) => NonNullable<Reply['headers']>,
): Wording => {
  const word = (status: number) => (refusal: Refusal, call: Call) => ({
    status,
    body: { no: refusal.kind },
    headers: headersOf(refusal, call),
  })
  return {
    unauthenticated: word(401),
    forbidden: word(403),
    'unknown-path': word(404),
    'wrong-method': word(405),
    missing: word(404),
    malformed: word(400),
    invalid: word(400),
    unprocessable: word(400),
    'too-large': word(413),
    'too-many': word(429),
  }
}
