import * as z from 'zod/mini'
import { expecting } from '../../../check.ts'
import { named, say } from '../../../define/words.ts'
import type { Entry } from '../../../double/journal/journal.ts'
import { type Controlled, chosenFrom, type ServedDouble } from '../../controlled.ts'
import { controls } from '../../declaring.ts'
import { api, count, flag } from '../../queries.ts'

/** What belongs to the journal. */
export const journalTag = {
  tag: 'Journal',
  about: 'What the doubles were asked, and how they answered.',
}

const op = controls(journalTag)

const JournalQuery = z.strictObject({
  api,
  operation: z.optional(
    expecting(
      say('The name of the operation that was called.', z.string()),
      'the name of an operation',
    ),
  ),
  violations: z.optional(
    flag('Only the calls that break the contract, or only those that do not.'),
  ),
  limit: z.optional(count('Only so many, and of those the last.')),
})

const texts = z.array(z.string())

export const EntrySchema = named(
  'Entry',
  'A call, without its secrets, and cut where it is long.',
  z.strictObject({
    nth: say('Counts up from 1.', z.int()),
    at: say('When it was answered: ISO 8601, UTC.', z.string()),
    operation: z.optional(
      say(
        "The operation that answered; absent where the path or the method is none's.",
        z.string(),
      ),
    ),
    method: say('The method.', z.string()),
    path: say('The path, as it was sent.', z.string()),
    params: say('The parameters of the path.', z.record(z.string(), z.string())),
    query: z.optional(say('The query, as the API reads it.', z.unknown())),
    headers: say('The headers, by lower-case name.', z.record(z.string(), z.string())),
    body: z.optional(
      say(
        'The body, or its text where the API cannot read it; absent where there was none.',
        z.unknown(),
      ),
    ),
    reply: say(
      'What was answered; its status is 0 where no reply ever comes.',
      z.looseObject({
        status: say('The status.', z.int()),
        headers: z.optional(say('The headers.', z.record(z.string(), z.string()))),
        body: z.optional(say('The body.', z.unknown())),
      }),
    ),
    forced: say("Whether something stood in the place of the double's answer.", z.boolean()),
    outage: z.optional(say('The status of an outage that was forced.', z.int())),
    milliseconds: say('How long it took.', z.number()),
    violations: say('How the call breaks the contract, each a sentence.', texts),
    breaches: z.optional(
      say(
        'How the reply of a provider that is watched breaks the contract, each a sentence; absent where it does not.',
        texts,
      ),
    ),
    warnings: say('What is sent and not documented, each a sentence.', texts),
    cut: z.optional(say('What is not shown whole, each a sentence.', texts)),
  }),
)

const Journals = say(
  'The journal of each API, and that of the paths which none has.',
  z.array(
    named(
      'Journal',
      'The last calls of an API.',
      z.strictObject({
        api: say('The name of the API; null for what none has.', z.nullable(z.string())),
        dropped: say('How many older calls are no longer kept.', z.int()),
        entries: say('The calls, the oldest first.', z.array(EntrySchema)),
      }),
    ),
  ),
)

export const journal = {
  readJournal: op
    .get('/journal', 'Tell the calls', {
      about:
        'The calls, all or those that break the contract, or the last of them; under `api: null` those of paths that no API has.',
      query: JournalQuery,
      replies: { 200: Journals },
      code: 'double.journal.entries',
    })
    .by(({ query, doing }, controlled) => {
      const owners = ownersIn(controlled, query.api, doing)
      refuseUnknownOperation(controlled.doubles, query, doing)
      const told = owners.map(({ name, journal }) => ({
        ...{ name, dropped: journal.dropped, entries: wanted(journal.entries, query) },
      }))
      return { status: 200, pieces: inPieces(told) }
    }),
  clearJournal: op
    .delete('/journal', 'Forget the calls', {
      query: z.strictObject({ api }),
      replies: { 204: 'The journal is empty.' },
      code: 'double.journal.clear()',
    })
    .by(({ query, doing }, controlled) => {
      for (const { journal } of ownersIn(controlled, query.api, doing)) journal.clear()
      return { status: 204 }
    }),
}

/** Whose journals are meant; that of what no API has goes by no name. */
const ownersIn = ({ doubles, strangers }: Controlled, api: string | undefined, doing: string) => [
  ...chosenFrom(doubles, api, doing),
  ...(api === undefined ? [{ name: null, journal: strangers.journal }] : []),
]

function refuseUnknownOperation(
  doubles: readonly ServedDouble[],
  { api, operation }: z.infer<typeof JournalQuery>,
  doing: string,
): void {
  if (operation === undefined) return
  const names = chosenFrom(doubles, api, doing).flatMap(({ contract }) => Object.keys(contract))
  if (names.includes(operation)) return
  throw new TypeError(
    `Failed to ${doing}: there is no operation "${operation}". Choose from ${names.join(', ')}.`,
  )
}

/** The entries that are asked for, of those the last. */
function wanted(
  entries: readonly Entry[],
  { operation, violations, limit }: z.infer<typeof JournalQuery>,
): readonly Entry[] {
  const chosen = entries.filter(
    entry =>
      (operation ?? entry.operation) === entry.operation &&
      (violations === undefined || violations === entry.violations.length > 0),
  )
  return limit === undefined ? chosen : chosen.slice(Math.max(0, chosen.length - limit))
}

/** Journals as JSON, entry by entry. */
function* inPieces(
  journals: readonly {
    readonly name: string | null
    readonly dropped: number
    readonly entries: readonly Entry[]
  }[],
): Iterable<string> {
  yield '['
  for (const [nth, { name, dropped, entries }] of journals.entries()) {
    const head = JSON.stringify({ api: name, dropped }).slice(0, -1)
    yield `${nth > 0 ? ',' : ''}${head},"entries":[`
    for (const [index, entry] of entries.entries()) {
      yield (index > 0 ? ',' : '') + JSON.stringify(entry)
    }
    yield ']}'
  }
  yield ']'
}
