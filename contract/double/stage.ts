import type { Answer, Call, Dialect } from '../answer.ts'
import type { Reply } from '../endpoint.ts'
import { readJson, readQuery } from '../parse.ts'
import { type Refusal, Refused } from '../refusal.ts'
import type { Found, Route } from '../router.ts'
import type { Delivery } from './delivery.ts'
import { createExamples, type Exemplified } from './examples.ts'
import { createForcing } from './forcing.ts'
import { createJournal, type Journal } from './journal.ts'
import type { DoubleOptions } from './options.ts'
import type { Asked } from './override.ts'
import { createOverrides, type Forced, type Overrides } from './overrides.ts'
import { readPreference } from './preference.ts'

/** What stands between the adapters and an API's own answer. */
export interface Stage {
  answer(call: Call, found: Found, near?: readonly string[]): Delivery
  readonly journal: Journal
  readonly overrides: Overrides
}

/** What the stage is built around. */
interface Play extends Exemplified {
  readonly title: string
  readonly dialect: Pick<Dialect<unknown>, 'refusals' | 'readBody' | 'readQuery'>
  readonly answer: Answer
}

/** Puts forced replies before the API's own answers, and writes every call into a journal. */
export function createStage(play: Play, options: DoubleOptions<unknown>): Stage {
  const { title, contract, dialect, answer } = play
  const { seed = 1, now = () => new Date(), journal: limit } = options
  const reading = { query: dialect.readQuery ?? readQuery, body: dialect.readBody ?? readJson }
  const journal = createJournal({ title, contract, ...reading }, limit)
  const forcing = createForcing({ contract, dialect, examples: createExamples(play) })
  const overrides = createOverrides(seed, forcing)

  const askedBy = (call: Call, { params }: Route): Asked => ({
    params,
    query: reading.query(call.search),
    body: call.text === '' ? undefined : quietly(() => reading.body(call)),
  })
  const forcedFor = (call: Call, found: Found): Forced | undefined => {
    if (!('endpoint' in found)) return undefined
    const preference = readPreference(call.headers.prefer)
    if (preference) return { reply: forcing.preferred(found, preference, call) }
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
        instead?.reply ??
        answer(call, found, reason => {
          refusal = reason
        })
      const delivered = instead ? altered(given, instead) : given
      const reply = near.length > 0 ? hinted(delivered, near) : delivered
      const milliseconds = performance.now() - start
      const forced = instead?.reply !== undefined || instead?.headers !== undefined
      journal.record({ call, found, reply, forced, refusal, near, at: now(), milliseconds })
      return reply
    },
  }
}

/** A reply with what an override does to it. */
const altered = (reply: Delivery, { headers, delay = 0, fault }: Forced): Delivery => ({
  ...reply,
  ...(headers && { headers: withHeaders(reply.headers, headers) }),
  ...(delay > 0 && { delay }),
  ...(fault && { fault }),
})

/** Headers in the place of those of the same name, in whatever case. */
function withHeaders(own: Reply['headers'] = {}, others: NonNullable<Reply['headers']>) {
  const names = new Set(Object.keys(others).map(name => name.toLowerCase()))
  const left = Object.entries(own).filter(([name]) => !names.has(name.toLowerCase()))
  const put = Object.entries(others).map(([name, value]) => [
    // An adapter adds this one where it is not there.
    /^content-type$/i.test(name) ? 'Content-Type' : name,
    value,
  ])
  return Object.fromEntries([...left, ...put])
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
