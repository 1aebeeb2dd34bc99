import * as z from 'zod/mini'
import { named, say } from '../../../define/words.ts'
import { redactedSearch } from '../../../double/journal/redacted-text.ts'
import type { Veiling } from '../../../double/journal/redaction.ts'
import type { Recorded } from '../../../pact/interaction.ts'

const text = z.string()

/** A call in a list. */
export const SummarySchema = named(
  'CallSummary',
  'A call in short, without its secrets.',
  z.strictObject({
    api: say('The name of the API; null for what none has.', z.nullable(text)),
    session: z.optional(say('The session that it was in; absent for none.', text)),
    nth: say('Which call of its journal it is.', z.int()),
    at: say('When it was answered: ISO 8601, UTC.', text),
    operation: z.optional(say('The operation that answered.', text)),
    method: say('The method.', text),
    path: say('The path, as it was sent; of a long one the beginning.', text),
    search: z.optional(say('The query, with its question mark; absent where there is none.', text)),
    status: say('The status; 0 where no reply ever comes.', z.int()),
    milliseconds: say('How long it took.', z.number()),
    forced: say("Whether something stood in the place of the double's answer.", z.boolean()),
    violations: say('How many violations of the contract there are.', z.int()),
    warnings: say('How many warnings there are.', z.int()),
  }),
)

export type Summary = z.output<typeof SummarySchema>

/** As much of a path as a line of a list may show. */
const longest = 300

export function summaryOf({ trace, entry }: Recorded, { api, session, veiling }: Whose): Summary {
  const { nth, at, operation, method, reply, milliseconds, forced, violations, warnings } = entry
  const { path } = entry.toJSON()
  const { search } = trace.call
  return {
    api,
    ...(session !== undefined && { session }),
    ...{ nth, at },
    ...(operation !== undefined && { operation }),
    ...{ method, path: beginningOf(path) },
    ...(search !== '' && { search: beginningOf(redactedSearch(search.slice(0, 4000), veiling)) }),
    ...{ status: reply.status, milliseconds, forced },
    ...{ violations: violations.length, warnings: warnings.length },
  }
}

/** Whose a call is. */
interface Whose {
  readonly api: string | null
  readonly session: string | undefined
  readonly veiling: Veiling
}

const beginningOf = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text
