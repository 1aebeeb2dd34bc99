import * as z from 'zod/mini'
import { named, say } from '../../define/words.ts'
import type { Entry } from '../../double/journal/entry.ts'

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

export function summaryOf(
  entry: Entry,
  { api, session }: { readonly api: string | null; readonly session: string | undefined },
): Summary {
  const { nth, at, operation, method, reply, milliseconds, forced, violations, warnings } = entry
  const { path } = entry.toJSON()
  return {
    api,
    ...(session !== undefined && { session }),
    ...{ nth, at },
    ...(operation !== undefined && { operation }),
    ...{ method, path: path.length > longest ? `${path.slice(0, longest)}…` : path },
    ...{ status: reply.status, milliseconds, forced },
    ...{ violations: violations.length, warnings: warnings.length },
  }
}
