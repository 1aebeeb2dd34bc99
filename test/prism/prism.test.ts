import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import type { Delivery } from '../../contract/double/delivery.ts'
import { apis } from '../../handlers/index.ts'
import { allCases } from '../cases/all.ts'
import type { Case } from '../cases/case.ts'
import { documentedUser, overplane } from '../cases/overplane.ts'
import { printedCases } from '../cases/printed.ts'
import { doubleOf } from '../transports/transport.ts'
import { declaredTaken, declaredUnsaid } from './declared.ts'
import { type Detour, detours, operations } from './detours.ts'
import { noTraffic, runThrough, sendThrough, type Traffic, type Way } from './exchanges.ts'
import { startPrism } from './prism.ts'
import { openUpstream } from './upstream.ts'
import { settled, taken, undeclared, unsaid, wrongReplies } from './verdicts.ts'

// Prism as a proxy between the whole request suite and the server, with the documents that are exported.

let way: Way
let traffic: Traffic

beforeAll(async () => {
  const upstream = await openUpstream()
  way = { upstream, prism: await startPrism(upstream.origin) }
  traffic = await runThrough(way, allCases)
})

afterAll(async () => {
  way.prism.close()
  await way.upstream.close()
})

describe('through Prism', () => {
  it('every case holds', () => {
    expect(traffic.failures).toEqual([])
  })

  it('every operation of every document is asked, and succeeds', () => {
    for (const { name: api } of Object.values(apis)) {
      const own = traffic.exchanges.filter(
        exchange => exchange.api === api && exchange.status < 300,
      )
      const names = new Set(operations[api].map(({ name }) => name))
      expect(new Set(own.map(({ operation }) => operation))).toEqual(names)
    }
  })

  it('nothing is wrong with any request that the pages print, nor with its reply', () => {
    const titles = new Set(printedCases.map(({ title }) => title))
    const printed = traffic.exchanges.filter(({ title }) => titles.has(title))
    expect(printed).toHaveLength(printedCases.length)
    expect(printed.flatMap(({ violations }) => violations)).toEqual([])
  })

  it('no reply violates the document', () => {
    expect(undeclared(wrongReplies(traffic.exchanges), [])).toEqual([])
  })

  it('no request that is taken violates the document, but for what is declared', () => {
    expect(undeclared(taken(traffic.exchanges), declaredTaken)).toEqual([])
  })

  it('every request that is refused as wrong violates the document, but for what is declared', () => {
    expect(undeclared(unsaid(traffic.exchanges), declaredUnsaid)).toEqual([])
  })

  it('whatever is declared to differ still differs', () => {
    expect(settled(taken(traffic.exchanges), declaredTaken)).toEqual([])
    expect(settled(unsaid(traffic.exchanges), declaredUnsaid)).toEqual([])
  })

  it('go all requests but those that cannot, each for a reason that still stands', () => {
    const count = (detour: string) => traffic.detours.filter(one => one === detour).length
    const counts = Object.keys(detours).map(detour => `${count(detour)} ${detour}`)
    const { length } = traffic.exchanges
    process.stdout.write(`${length} requests through Prism, and past it ${counts.join(', ')}\n`)
    expect(new Set(traffic.detours)).toEqual(
      new Set<Detour>(['stranger', 'rewritten', 'crowded', 'decoded', 'escaped', 'numbered']),
    )
    expect(length).toBeGreaterThan(10 * traffic.detours.length)
  })
})

type Drift = (reply: Delivery) => Delivery

/** The traffic of some cases, whose server answers otherwise than its double. */
async function drifted(cases: readonly Case[], drift: Drift): Promise<Traffic> {
  const adrift = noTraffic()
  for (const subject of cases) {
    const double = doubleOf(subject)
    const other: ServedDouble = { ...double, answer: (...asked) => drift(double.answer(...asked)) }
    const send = sendThrough(way, subject, way.upstream.stand(other), adrift)
    await subject.run(send).catch(() => {}) // that it does not hold is the point
  }
  return adrift
}

const change =
  (changed: (body: object, firstKey: string) => unknown): Drift =>
  reply => {
    if (reply.body === undefined) return reply
    const body = Object(reply.body)
    return { ...reply, body: changed(body, Object.keys(body)[0] ?? '') }
  }

/** The replies with a body that have drifted without Prism's notice. */
const missed = ({ exchanges }: Traffic) =>
  exchanges.filter(exchange => exchange.reply !== '' && wrongReplies([exchange]).length === 0)

/** For each operation and status a case whose first request is answered so. */
function openings(): Case[] {
  const firsts = new Map(
    traffic.exchanges
      .toReversed()
      .map(exchange => [`${exchange.api}: ${exchange.title}`, exchange]),
  )
  const replies = new Map(
    [...firsts].map(([name, { api, operation, status }]) => [
      `${api} ${operation} ${status}`,
      name,
    ]),
  )
  const names = new Set(replies.values())
  return allCases.filter(({ api, title }) => names.has(`${api}: ${title}`))
}

const user = '/api/core/user'
const sending = (json: unknown): Case =>
  overplane('a create', async send => {
    await send('POST', user, { json })
  })

describe('a server that has drifted is found out', () => {
  it.each<[string, Drift]>([
    ['has a value of another type', change((body, key) => ({ ...body, [key]: [[]] }))],
    ['has a key too many', change(body => ({ ...body, more: true }))],
    ['is no JSON', reply => ({ ...reply, headers: { 'Content-Type': 'text/html' } })],
    ['has another status', reply => ({ ...reply, status: 203 })],
  ])('where a reply %s, whichever printed request it is for', async (_, drift) => {
    const adrift = await drifted(printedCases, drift)
    expect(adrift.exchanges).toHaveLength(printedCases.length)
    expect(missed(adrift)).toEqual([])
  })

  it('where a reply lacks a key, whatever the operation and the status', async () => {
    const cases = openings()
    const adrift = await drifted(
      cases,
      change((body, key) => ({ ...body, [key]: undefined })),
    )
    expect(cases.length).toBeGreaterThan(75)
    expect(adrift.exchanges.length).toBeGreaterThanOrEqual(cases.length)
    expect(missed(adrift)).toEqual([])
  })

  it('where it takes what the document does not allow', async () => {
    const taking = () => ({ status: 200, body: documentedUser })
    const { exchanges } = await drifted([sending({ first_name: 'Ann' })], taking)
    expect(undeclared(taken(exchanges), declaredTaken)).toEqual([
      expect.stringMatching(/^request\.body .* must have required property 'email': 200 to POST /),
    ])
  })

  it('where it turns away what the document allows', async () => {
    const body = { error: { type: 'invalid_request_error', message: 'No.' } }
    const ann = { email: 'ann@example.com', first_name: 'Ann' }
    const { exchanges } = await drifted([sending(ann)], () => ({ status: 400, body }))
    expect(undeclared(unsaid(exchanges), declaredUnsaid)).toEqual([
      expect.stringMatching(/^400 .*"No\.".* to POST /),
    ])
  })

  it('where it forgives nothing any more', async () => {
    expect(settled([], declaredTaken)).toEqual(declaredTaken.map(({ reason }) => reason))
  })
})
