import { describe, expect, it } from 'vitest'
import { demo } from '../../fixtures/worlds/demo.ts'
import type { Double, WorldChoice } from '../../handlers/index.ts'
import { createHttpServer } from '../../server/http/http.ts'
import {
  oberplan,
  observed,
  overplane,
  pterodactyl,
  type Subject,
  spied,
  stand,
  subjects,
} from './subject.ts'

const worlds = [
  ['documented', 'documented'],
  ['demo', demo],
] as const

const clean = { findings: [], leftovers: [] }

/** A double on a real socket while `use` runs. */
async function served<T>(
  double: Double<unknown, WorldChoice>,
  use: (origin: string) => Promise<T>,
) {
  const server = createHttpServer([double], () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('There is no port.')
    return await use(`http://127.0.0.1:${address.port}`)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** All that a double holds, but for what counts up, what was sent by mail, and when it was last changed. */
function heldBy(double: Double<unknown, WorldChoice>): unknown {
  const { $double = {}, ...entities } = double.snapshot()
  const { outbox: _, ...parts } = $double.parts ?? {}
  const left = double.name === 'oberplan' ? ['highest', 'updated_at'] : ['highest']
  return JSON.parse(
    JSON.stringify({ ...entities, parts }, (key, value) =>
      left.includes(key) ? undefined : value,
    ),
  )
}

describe.each(subjects)('$name, nothing changed', subject => {
  it.each(worlds)(
    'keeps its contract by double.fetch, and is left in the world %s as it was',
    async (_, world) => {
      const { double, verify } = stand(subject, { world })
      const before = heldBy(double)
      expect(await verify()).toMatchObject({ ...clean, counts: { failed: 0, breaches: 0 } })
      expect(heldBy(double)).toEqual(before)
    },
  )

  it.each(worlds)(
    'keeps its contract over a socket, and is left in the world %s as it was',
    async (_, world) => {
      const { double, verify } = stand(subject, { world })
      const before = heldBy(double)
      const { pathname } = new URL(double.baseUrl)
      const report = await served(double, origin => verify({ baseUrl: origin + pathname }, fetch))
      expect(report).toMatchObject({ ...clean, counts: { failed: 0, breaches: 0 } })
      expect(heldBy(double)).toEqual(before)
    },
  )

  it('is sent nothing but GET where only reading is allowed', async () => {
    const { double, verify } = stand(subject, { world: demo })
    const before = double.snapshot()
    const { lines, spy } = spied(double.fetch)
    const report = await verify({ readOnly: true }, spy)
    expect(report).toMatchObject(clean)
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.filter(line => !line.startsWith('GET '))).toEqual([])
    expect(report.counts.passed).toBeGreaterThan(5)
    expect(report.counts.skipped).toBeGreaterThan(10)
    expect(double.snapshot()).toEqual(before)
  })
})

describe.each<Subject>([overplane, pterodactyl, observed])('$name without any entity', subject => {
  it('keeps its contract, and is left empty', async () => {
    const { double, verify } = stand(subject, { world: 'empty' })
    const before = heldBy(double)
    expect(await verify()).toMatchObject({ ...clean, counts: { failed: 0 } })
    expect(heldBy(double)).toEqual(before)
  })
})

describe('the documented statuses', () => {
  it.each([
    [
      overplane,
      {
        retrieveUser: [200, 401, 404],
        listUsers: [200, 400, 401],
        createUser: [200, 400, 401],
        updateUser: [200, 400, 401, 404],
        deleteUser: [200, 401, 404],
        listProjectUsers: [200, 400, 401],
        createProjectUser: [200, 400, 401],
        updateProjectUser: [200, 400, 401, 404],
        deleteProjectUser: [200, 401, 404],
        reorderProjectUsers: [200, 400, 401, 404],
      },
    ],
    [
      observed,
      {
        listUsers: [200, 400, 401],
        getUser: [200, 401, 404],
        getExternalUser: [200, 401, 404],
        createUser: [201, 400, 401, 422],
        updateUser: [200, 400, 401, 404, 422],
        deleteUser: [204, 400, 401, 404],
        listServers: [200, 401],
        getServer: [200, 401, 404],
      },
    ],
    [
      oberplan,
      {
        getUserSettings: [200, 401],
        updateUserSettings: [200, 400, 401],
        deleteAccount: [400, 401],
        getRateLimit: [200, 401],
        activateEmail: [404],
      },
    ],
  ])('of $name are provoked, if they can be from outside', async (subject: Subject, statuses) => {
    const { operations } = await stand(subject, { world: demo }).verify()
    const provoked = operations.map(({ operation, provoked }) => [
      operation,
      provoked.toSorted((a, b) => Number(a >= 300) - Number(b >= 300)),
    ])
    expect(Object.fromEntries(provoked)).toEqual(statuses)
    const { unprovoked } = operations.find(({ operation }) => operation === 'deleteUser') ?? {}
    if (subject === observed) expect(unprovoked).toEqual([200, 403, 429])
    if (subject === overplane) expect(unprovoked).toEqual([429])
  })
})

describe('known departures', () => {
  const departures = [
    { operation: 'deleteUser', reading: 'deleteStatus', title: 'The status of a delete' },
    {
      operation: 'listUsers',
      reading: 'keyOrder',
      title: 'The order of the attributes of a user',
    },
    { operation: 'listUsers', reading: 'listMeta', title: 'The envelope of a list' },
  ].map(departure => ({ ...departure, kind: 'departure' }))

  it.each([
    [pterodactyl, 'observed', '204', '200'],
    [observed, 'documented', '200', '204'],
  ] as const)('of $name stand apart from breaches', async (subject, fidelity, expected, seen) => {
    const { findings, counts } = await stand(subject).verify({ fidelity })
    const byName = findings.toSorted((a, b) => (String(a.reading) < String(b.reading) ? -1 : 1))
    expect(byName).toMatchObject(departures)
    expect(byName[0]).toMatchObject({ expected, seen })
    expect(counts).toMatchObject({ breaches: 0, readings: 0, departures: 3, failed: 0 })
  })
})

describe('a limit of requests', () => {
  it.each([
    [overplane, 60, 8],
    [pterodactyl, 60, 4],
    [oberplan, 300, 4],
  ])('of $name is waited for', async (subject: Subject, window, most) => {
    const { verify, passed } = stand(subject, { rateLimit: true })
    const { operations, ...report } = await verify()
    expect(report).toMatchObject({ ...clean, counts: { failed: 0 } })
    expect(operations.flatMap(({ provoked }) => provoked)).toContain(429)
    expect(passed()).toBeGreaterThanOrEqual(window)
    expect(passed()).toBeLessThan(window * most)
  })
})
