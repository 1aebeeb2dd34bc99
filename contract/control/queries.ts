import * as z from 'zod/mini'
import { expecting } from '../check.ts'
import { say } from '../define/words.ts'

// What several operations take in their query.

export const api = z.optional(
  expecting(
    say('The name of the API that is meant; without it all are.', z.string()),
    'the name of an API',
  ),
)

export const session = z.optional(
  expecting(
    say('The name of the session that is meant; without it, what is outside of all.', z.string()),
    'the name of a session',
  ),
)

/** A whole number, as a query has it. */
export const count = (words: string) =>
  expecting(
    say(
      words,
      z.pipe(z.string().check(z.refine(text => /^\d{1,9}$/.test(text))), z.transform(Number)),
      { type: 'integer', minimum: 0 },
    ),
    'a whole number',
  )

/** True or false, as a query has it; a name without a value is true. */
export const flag = (words: string) =>
  expecting(
    say(
      words,
      z.pipe(
        z.string().check(z.refine(text => ['', '1', 'true', '0', 'false'].includes(text))),
        z.transform(text => !['0', 'false'].includes(text)),
      ),
      { type: 'boolean' },
    ),
    'true or false',
  )
