import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Call } from '../../contract/answer/call.ts'
import { toResponse } from '../../contract/double/delivery.ts'
import { createPterodactyl, type PterodactylDouble } from '../../handlers/pterodactyl/index.ts'
import { declared } from './declared.ts'
import { createNormalise, type Part, partsThatDiffer, promisedHeaders } from './normalise.ts'
import { second } from './second.ts'
import { besides, type Group, groups, keys } from './world.ts'

// What a real panel was asked is asked of the double, and the answers are compared.

/** A line of the recordings: a request, and the panel's answer to it. */
interface Recording {
  readonly n: number
  readonly label: string
  readonly method: string
  readonly path: string
  /** The role of the key that was sent. */
  readonly key?: string | null
  /** Sent in its place, with the key where it says `{key}`. */
  readonly authorization?: string
  readonly accept?: string | null
  readonly ctype?: string | null
  /** Other headers that were sent. */
  readonly extra?: Readonly<Record<string, string>>
  /** Text as it was sent, or what was sent as JSON. */
  readonly body?: unknown
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json?: unknown
  /** What was answered where it was not JSON. */
  readonly response?: string
}

interface Comparison {
  readonly recording: Recording
  readonly recorded: unknown
  readonly answered: unknown
  readonly differing: readonly Part[]
}

const read = (name: string): Recording[] =>
  readFileSync(new URL(`../../fixtures/pterodactyl/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))

const sets = {
  1: read('recordings.jsonl').map(one => ({ ...one, extra: besides[one.n] ?? {} })),
  2: read('recordings-2.jsonl'),
}

const replays = await Promise.all(
  [...groups, second].map(async group => ({ group, comparisons: await replay(group) })),
)

for (const { group, comparisons } of replays) {
  describe(group.name, () => {
    for (const { recording, recorded, answered, differing } of comparisons) {
      it(`${recording.n} ${recording.label}`, () => {
        const difference = differenceAt(group, recording.n)
        if (difference) expect(differing).toEqual(difference.parts)
        else expect(answered).toStrictEqual(recorded)
      })
    }
  })
}

it.each([
  [1, 302, 28],
  [2, 324, 28],
] as const)(
  'of set %i all of the %i recordings match, but for %i that are declared',
  (set, count, rest) => {
    const comparisons = replays
      .filter(({ group }) => group.set === set)
      .flatMap(replay => replay.comparisons)
    const matching = comparisons.filter(({ differing }) => differing.length === 0).length
    const numbers = declared.filter(one => (one.set ?? 1) === set).flatMap(({ n }) => n)
    process.stdout.write(`${matching} of ${comparisons.length} match, ${numbers.length} declared\n`)
    expect(comparisons.map(({ recording }) => recording.n)).toEqual(sets[set].map(({ n }) => n))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect([comparisons.length, matching, numbers.length]).toEqual([count, count - rest, rest])
  },
)

it('a double that has lost a server is found out where that tells, and nowhere else', async () => {
  const group = groups.find(({ name }) => name === 'update and delete') ?? expect.fail()
  const lose = ({ db }: PterodactylDouble) => db.server.delete({ where: { id: { equals: 1 } } })
  const comparisons = await replay({ ...group, before: { ...group.before, 403: lose } })
  const found = comparisons.filter(({ differing }) => differing.length > 0)
  expect(found.map(({ recording, differing }) => [recording.label, differing])).toEqual([
    ['delete with servers', ['status', 'headers', 'body']],
  ])
})

/** Asks the double what the panel was asked, in the same order and at the same times. */
async function replay(group: Group): Promise<Comparison[]> {
  const { set, from, to, begun, world, limit, times = {} } = group
  let time = begun
  const now = () => new Date(time)
  const double = createPterodactyl({ fidelity: 'observed', world, now, rateLimit: limit ?? false })
  const names = { recorded: createNormalise(), answered: createNormalise() }
  const comparisons: Comparison[] = []
  for (const recording of sets[set].filter(({ n }) => n >= from && n <= to)) {
    const { n, path, status, json, response } = recording
    time = [time, times[n] ?? '', ...datesOf(recording)].sort().at(-1) ?? time
    await group.before?.[n]?.(double)
    const answer = await (set === 1 ? send : sendAlone)(double, recording)
    const body = bodyOf(await answer.text())
    const sent = Object.fromEntries(answer.headers)
    // A declared difference would shift the placeholders of all that follows: it is given its own.
    const own = { recorded: createNormalise(), answered: createNormalise() }
    const { recorded: ofPanel, answered: ofDouble } = differenceAt(group, n) ? own : names
    const headers = promisedHeaders(lowered(recording.headers), limit)
    const recorded = ofPanel({ path, status, headers, body: json ?? response })
    const promised = promisedHeaders(sent, limit)
    const answered = ofDouble({ path, status: answer.status, headers: promised, body })
    const differing = partsThatDiffer(recorded, answered)
    comparisons.push({ recording, recorded, answered, differing })
  }
  return comparisons
}

/** What the double alone has made nobody cleans up: it is taken away again. */
async function sendAlone(double: PterodactylDouble, recording: Recording): Promise<Response> {
  prepare(double, recording)
  const held = double.snapshot()
  const answer = await send(double, recording)
  if (answer.status === 201 && recording.status !== 201) double.restore(held)
  return answer
}

/** The double's ids go on from what the panel had when it made a user. */
function prepare({ db }: PterodactylDouble, { status, json }: Recording): void {
  if (status !== 201) return
  const id = Object(json).attributes.id - 1
  if (db.user.findFirst({ where: { id: { equals: id } } })) return
  db.user.create({ id, username: 'filler', email: 'filler@example.com' })
  db.user.delete({ where: { id: { equals: id } } })
}

function send(double: PterodactylDouble, recording: Recording): Promise<Response> {
  const { method, path, body } = recording
  const headers = headersOf(recording)
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? null)
  const isEmpty = body === undefined || body === null
  // fetch sends no body with a GET, and tidies some paths up.
  if ((method === 'GET' && !isEmpty) || path.endsWith('/.'))
    return answerTo(double, { method, path, headers, text })
  if (isEmpty) return double.fetch(path, { method, headers })
  // As bytes: text would be given a Content-Type.
  return double.fetch(path, { method, headers, body: new TextEncoder().encode(text) })
}

function headersOf({ key, authorization, accept, ctype, extra }: Recording) {
  const { token } = Object.entries(keys).find(([role]) => role === key)?.[1] ?? {}
  return {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(authorization && { authorization: authorization.replace('{key}', keys.full.token) }),
    ...(accept && { accept }),
    ...(ctype && { 'content-type': ctype }),
    ...extra,
  }
}

function lowered(headers: Recording['headers']): Recording['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
}

/** Without a WHATWG request, which cannot carry a body on GET. */
async function answerTo(
  { baseUrl, answer }: PterodactylDouble,
  { method, path, ...rest }: Pick<Call, 'method' | 'path' | 'headers' | 'text'>,
): Promise<Response> {
  const [pathname = '', ...search] = path.split('?')
  const call = { ...rest, method, path: pathname, search: search.map(part => `?${part}`).join('') }
  const reply = answer({ ...call, origin: new URL(baseUrl).origin })
  return toResponse(reply, new Request(baseUrl, { method }))
}

function differenceAt({ set }: Group, n: number) {
  return declared.find(difference => (difference.set ?? 1) === set && difference.n.includes(n))
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function datesOf(recording: Recording): string[] {
  return JSON.stringify(recording).match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00/g) ?? []
}
