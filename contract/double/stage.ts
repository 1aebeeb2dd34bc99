import type { Answer, Call, Dialect } from '../answer.ts'
import type { Contract, Reply } from '../endpoint.ts'
import { readJson, readQuery } from '../parse.ts'
import { type Refusal, Refused } from '../refusal.ts'
import type { Found, Route } from '../router.ts'
import type { Delivery } from './delivery.ts'
import { createForcing } from './forcing.ts'
import { createJournal, type Journal } from './journal.ts'
import type { DoubleOptions } from './options.ts'
import { type Asked, createOverrides, type Overrides } from './overrides.ts'
import { readPreference } from './preference.ts'

/** What stands between the adapters and an API's own answer. */
export interface Stage {
  answer(call: Call, found: Found, near?: readonly string[]): Delivery
  readonly journal: Journal
  readonly overrides: Overrides
}

/** What the stage is built around. */
interface Play {
  readonly title: string
  readonly contract: Contract
  readonly dialect: Pick<Dialect<unknown>, 'refusals' | 'readBody' | 'readQuery' | 'secrets'>
  readonly answer: Answer
}

/** Puts forced replies before the API's own answers, and writes every call into a journal. */
export function createStage(
  { title, contract, dialect, answer }: Play,
  options: DoubleOptions<unknown>,
): Stage {
  const { seed = 1, now = () => new Date(), journal: limit } = options
  const reading = { query: dialect.readQuery ?? readQuery, body: dialect.readBody ?? readJson }
  const { secrets = [] } = dialect
  const journal = createJournal({ title, contract, secrets, ...reading }, limit)
  const forcing = createForcing(contract, dialect)
  const overrides = createOverrides(seed, forcing.overridden)

  const askedBy = (call: Call, { params }: Route): Asked => ({
    params,
    query: reading.query(call.search),
    body: call.text === '' ? undefined : quietly(() => reading.body(call)),
  })
  const forcedFor = (call: Call, found: Found): Delivery | undefined => {
    if (!('endpoint' in found)) return undefined
    const preference = readPreference(call.headers.prefer)
    if (preference) return forcing.preferred(found, preference, call)
    return overrides.take(found, () => askedBy(call, found))
  }

  return {
    journal,
    overrides,
    answer(call, found, near = []) {
      const start = performance.now()
      let refusal: Refusal | undefined
      const instead = forcedFor(call, found)
      // The callback has no name of its own: tsx would pay for one at every request.
      const given =
        instead ??
        answer(call, found, reason => {
          refusal = reason
        })
      const reply = near.length > 0 ? hinted(given, near) : given
      const milliseconds = performance.now() - start
      const forced = instead !== undefined
      journal.record({ call, found, reply, forced, refusal, near, at: now(), milliseconds })
      return reply
    },
  }
}

/** Tells the nearest endpoints in a header, which is all ASCII: the body is the API's. */
const hinted = (reply: Reply, near: readonly string[]): Reply => ({
  ...reply,
  headers: {
    ...reply.headers,
    'X-Contract-Double-Nearest': near.join('; ').replace(/[^ -~]+/g, '...'),
  },
})

function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof Refused) return undefined
    throw thrown
  }
}
