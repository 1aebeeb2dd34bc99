import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Call } from '../../contract/answer.ts'
import { toResponse } from '../../contract/double/delivery.ts'
import { createPterodactyl, type PterodactylDouble } from '../../handlers/pterodactyl/index.ts'
import { declared } from './declared.ts'
import { createNormalise, type Part, partsThatDiffer, promisedHeaders } from './normalise.ts'
import { besides, type Group, groups, keys, worldOf } from './world.ts'

// What a real panel was asked is asked of the double, and the answers are compared.

/** A line of the recordings: a request, and the panel's answer to it. */
interface Recording {
  readonly n: number
  readonly label: string
  readonly method: string
  readonly path: string
  /** The role of the key that was sent. */
  readonly key?: string
  readonly accept?: string
  readonly ctype?: string
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

const recordings = readFileSync(
  new URL('../../fixtures/pterodactyl/recordings.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line): Recording => JSON.parse(line))

const replays = await Promise.all(
  groups.map(async group => ({ group, comparisons: await replay(group) })),
)

for (const { group, comparisons } of replays) {
  describe(group.name, () => {
    for (const { recording, recorded, answered, differing } of comparisons) {
      it(`${recording.n} ${recording.label}`, () => {
        const difference = differenceAt(recording.n)
        if (difference) expect(differing).toEqual(difference.parts)
        else expect(answered).toStrictEqual(recorded)
      })
    }
  })
}

it('all of the 302 recordings match, but for 28 that are declared', () => {
  const comparisons = replays.flatMap(replay => replay.comparisons)
  const matching = comparisons.filter(({ differing }) => differing.length === 0).length
  const numbers = declared.flatMap(({ n }) => n)
  process.stdout.write(`${matching} of ${comparisons.length} match, ${numbers.length} declared\n`)
  expect(recordings).toHaveLength(302)
  expect(comparisons.map(({ recording }) => recording.n)).toEqual(recordings.map(({ n }) => n))
  expect(new Set(numbers).size).toBe(28)
  expect({ matching, declared: numbers.length }).toEqual({ matching: 274, declared: 28 })
})

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
  const { from, to, begun, limit, before = {}, times = {} } = group
  let time = begun
  const now = () => new Date(time)
  const [world, rateLimit] = [worldOf(group), limit ?? false]
  const double = createPterodactyl({ fidelity: 'observed', world, now, rateLimit })
  const names = { recorded: createNormalise(), answered: createNormalise() }
  const comparisons: Comparison[] = []
  for (const recording of recordings.filter(({ n }) => n >= from && n <= to)) {
    const { n, path, status, json, response } = recording
    time = [time, times[n] ?? '', ...datesOf(recording)].sort().at(-1) ?? time
    await before[n]?.(double)
    const answer = await send(double, recording)
    const body = bodyOf(await answer.text())
    const sent = Object.fromEntries(answer.headers)
    // A declared difference would shift the placeholders of all that follows: it is given its own.
    const own = { recorded: createNormalise(), answered: createNormalise() }
    const { recorded: ofPanel, answered: ofDouble } = differenceAt(n) ? own : names
    const headers = promisedHeaders(recording.headers, limit)
    const recorded = ofPanel({ path, status, headers, body: json ?? response })
    const promised = promisedHeaders(sent, limit)
    const answered = ofDouble({ path, status: answer.status, headers: promised, body })
    const differing = partsThatDiffer(recorded, answered)
    comparisons.push({ recording, recorded, answered, differing })
  }
  return comparisons
}

function send(double: PterodactylDouble, recording: Recording): Promise<Response> {
  const { n, method, path, key, accept, ctype, body } = recording
  const { token } = Object.entries(keys).find(([role]) => role === key)?.[1] ?? {}
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(accept && { accept }),
    ...(ctype && { 'content-type': ctype }),
    ...besides[n],
  }
  if (body === undefined) return double.fetch(path, { method, headers })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  if (method === 'GET') return answerTo(double, { method, path, headers, text })
  // As bytes: text would be given a Content-Type.
  return double.fetch(path, { method, headers, body: new TextEncoder().encode(text) })
}

/** Without a WHATWG request, which cannot carry a body on GET. */
async function answerTo(
  { baseUrl, answer, router }: PterodactylDouble,
  { method, path, ...rest }: Pick<Call, 'method' | 'path' | 'headers' | 'text'>,
): Promise<Response> {
  const { origin, pathname, search } = new URL(path, baseUrl)
  const call = { ...rest, method, origin, path: pathname, search }
  return toResponse(answer(call, router(method, pathname)), new Request(baseUrl, { method }))
}

function differenceAt(n: number) {
  return declared.find(difference => difference.n.includes(n))
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
