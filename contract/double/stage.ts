import type { Answer, Dialect, Translating } from '../answer/answer.ts'
import type { Call } from '../answer/call.ts'
import type { Reply } from '../answer/endpoint.ts'
import { readJson, readQuery } from '../answer/parse.ts'
import { type Refusal, Refused } from '../answer/refusal.ts'
import type { Found, Route, Router } from '../answer/router.ts'
import type { Delivery, Journey } from './delivery.ts'
import { createExamples, type Exemplified } from './force/examples.ts'
import type { Forced } from './force/forced.ts'
import { createForcing, outage } from './force/forcing.ts'
import type { Asked } from './force/override.ts'
import { createOverrides } from './force/overrides.ts'
import { readPreference } from './force/preference.ts'
import { type Watched, watched } from './force/watched.ts'
import { createJournal, type Journal, type Journaled } from './journal/journal.ts'
import { nearMisses } from './nearest/near-misses.ts'
import type { DoubleOptions } from './options.ts'
import { sessionHeader } from './sessions/address.ts'
import type { Session } from './sessions/sessions.ts'
import { type Conditions, createConditions } from './settings/conditions.ts'
import type { Configuring } from './settings/settings.ts'

/** What stands between the adapters and an API's own answer. */
export interface Stage {
  journeyOf(call: Call): Journey
  answer(call: Call): Delivery
  readonly journal: Journal
  readonly overrides: Watched
}

/** What the stage is built around. */
interface Play extends Exemplified {
  readonly name: string
  readonly title: string
  readonly baseUrl: string
  readonly dialect: Pick<Dialect<unknown>, 'refusals' | 'readBody' | 'readQuery' | 'secrets'>
  readonly find: Router
  readonly answer: Answer
  readonly following: Translating
  readonly settings: Configuring
  /** The session that all of it is in. */
  readonly session?: Session
}

/** How an API reads what it is sent, and what of it is secret. */
type Reading = Pick<Journaled, 'query' | 'body' | 'secrets'>

/** Puts forced replies before the API's own answers, and writes every call into a journal. */
export function createStage(play: Play, options: Omit<DoubleOptions<unknown>, 'readings'>): Stage {
  const { name, title, contract, dialect, find, answer, following, session } = play
  const { seed = 1, now = () => new Date(), journal: limit } = options
  const reading = readingOf(dialect)
  const journal = createJournal({ title, contract, ...reading }, limit)
  const { overrides, forcedFor } = createForce(play, seed, reading)
  const taken = new WeakMap<Call, Forced>()

  const answerTo: Stage['answer'] = call => {
    const start = performance.now()
    const found = find(call.method, call.path)
    const operation = operationOf(found)
    const near = operation ? [] : nearMisses([play], call)
    let refusal: Refusal | undefined
    const instead = taken.get(call) ?? forcedFor(call, found)
    // The callback has no name of its own: tsx would pay for one at every request.
    const given =
      (instead?.reply && spoken(instead.reply, operation, following)) ??
      answer(call, found, reason => {
        refusal = reason
      })
    const news = newsOf(session)
    const own = operation ? `${name}/${operation}` : name
    const reply = inSession(delivered(given, instead, own, near), session, news)
    const forced = (instead?.reply ?? instead?.headers) !== undefined
    const milliseconds = performance.now() - start
    journal.record({ call, found, reply, forced, refusal, near, news, at: now(), milliseconds })
    return reply
  }

  return {
    journal,
    overrides,
    answer: answerTo,
    journeyOf(call) {
      const instead = forcedFor(call, find(call.method, call.path))
      if (!instead) return straight
      taken.set(call, instead)
      // Nobody will ask for a reply that never comes, and yet there was a call. It has done nothing.
      if (instead.fault === 'silence') {
        taken.set(call, { ...instead, reply: instead.reply ?? { status: 0 } })
        answerTo(call)
      }
      return instead
    },
  }
}

/** What is forced on a call: what it prefers itself, or else an override. */
function createForce(play: Play, seed: number, reading: Reading) {
  const { contract, dialect } = play
  const forcing = createForcing({ contract, dialect, examples: createExamples(play) })
  const overrides = watched(createOverrides(seed, forcing))
  const conditionsOf = createConditions(seed, () => play.settings.values)
  const forcedAt = (call: Call, found: Route): Forced | undefined => {
    const preference = readPreference(call.headers.prefer)
    if (preference) return forcing.preferred(found, preference, call)
    return overrides.take(found.operation, () => askedBy(call, found, reading))
  }
  const forcedFor = (call: Call, found: Found): Forced | undefined => {
    const forced = 'endpoint' in found ? forcedAt(call, found) : undefined
    const conditions = conditionsOf(operationOf(found))
    return conditions ? under(conditions, forced) : forced
  }
  return { overrides, forcedFor }
}

/** What is forced stands, and waits at least as any call does. */
const under = ({ delay, outage: status }: Conditions, forced: Forced | undefined): Forced => {
  const reply = status === undefined ? undefined : outage(status)
  return forced ? { ...forced, delay: forced.delay || delay } : { delay, reply }
}

const readingOf = (dialect: Play['dialect']): Reading => ({
  secrets: dialect.secrets ?? [],
  query: dialect.readQuery ?? readQuery,
  body: dialect.readBody ?? readJson,
})

const askedBy = (call: Call, { params }: Route, reading: Reading): Asked => ({
  params,
  query: reading.query(call.search),
  body: call.text === '' ? undefined : quietly(() => reading.body(call)),
})

/** A forced reply as a double says it that follows its readings; what stands before the provider does not. */
const spoken = (reply: Delivery, operation: string | undefined, { translation }: Translating) =>
  translation?.translated(reply, { operation }) ?? reply

/** Nothing befalls it. */
const straight: Journey = {}

/** A reply with what an override does to it. */
const altered = (reply: Delivery, { headers, applied, delay = 0, fault }: Forced): Delivery => ({
  ...reply,
  ...(headers && { headers: withHeaders(reply.headers, headers) }),
  ...(applied && { headers: withHeaders(reply.headers, { 'Preference-Applied': applied }) }),
  ...(delay > 0 && { delay }),
  ...(fault && { fault }),
})

/** Headers in the place of those of the same name, in whatever case. */
function withHeaders(own: Reply['headers'] = {}, others: NonNullable<Reply['headers']>) {
  const names = Object.keys(others).map(name => name.toLowerCase())
  const left = Object.entries(own).filter(([name]) => !names.includes(name.toLowerCase()))
  const put = Object.entries(others).map(([name, value]) => [
    // An adapter adds this one where it is not there.
    /^content-type$/i.test(name) ? 'Content-Type' : name,
    value,
  ])
  return Object.fromEntries([...left, ...put])
}

/**
 * A reply with what an override does to it, and with headers that tell who answered, and the nearest endpoints, which are
 * all ASCII there: the body is the API's.
 */
function delivered(
  given: Delivery,
  instead: Forced | undefined,
  name: string,
  near: readonly string[],
): Delivery {
  const reply = instead ? altered(given, instead) : given
  // A spread would be one of a kind each time: that is how V8 takes copies that grow.
  const headers: Record<string, string> = Object.assign({}, reply.headers, {
    'X-Contract-Double': name,
  })
  if (near.length > 0) {
    headers['X-Contract-Double-Nearest'] = near.join('; ').replace(/[^ -~]+/g, '...')
  }
  // Written out: a spread would cost more here than all the rest.
  return instead ? { ...reply, headers } : { status: reply.status, headers, body: reply.body }
}

const none: readonly string[] = []

const operationOf = (found: Found): string | undefined =>
  'endpoint' in found ? found.operation : undefined

const newsOf = (session: Session | undefined): readonly string[] => session?.takeNews() ?? none

/** A reply that says in which session it was given, and what is to be known of that. */
function inSession(
  reply: Delivery,
  session: Session | undefined,
  news: readonly string[],
): Delivery {
  if (!session) return reply
  const headers: Record<string, string> = Object.assign({}, reply.headers, {
    [sessionHeader]: session.name,
  })
  if (news.length > 0) headers[`${sessionHeader}-Note`] = news.join(' ')
  return { ...reply, headers }
}

function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof Refused) return undefined
    throw thrown
  }
}
