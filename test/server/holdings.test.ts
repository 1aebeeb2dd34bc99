import { describe, expect, it } from 'vitest'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import { defineConfig } from '../../contract/define.ts'
import { apis, createDoubles } from '../../handlers/index.ts'
import { worldsOf } from '../../server/files/worlds.ts'
import {
  type Beginning,
  beginningOf,
  type Holdings,
  takeHoldings,
} from '../../server/watching/holdings.ts'
import { putHoldings } from '../../server/watching/putting.ts'

const scenarios = {
  slow: { overplane: { settings: { delay: 700 } } },
  closed: { overplane: { overrides: { listUsers: { status: 401 } } } },
} as const
const crew = { overplane: { users: [{ email: 'crew@example.com' }] } }
const worlds = worldsOf(defineConfig({ apis, worlds: { crew } }))

/** Doubles as a server has them, and what it knows of their beginning. */
function begin(options: Parameters<typeof createDoubles>[0] = {}) {
  const all = createDoubles({ world: 'documented', scenarios, ...options })
  const doubles: readonly ServedDouble[] = [all.overplane, all.pterodactyl, all.oberplan]
  const beginnings = new Map<string, Beginning>(doubles.map(one => [one.name, beginningOf(one)]))
  return { all, made: { doubles, worlds }, beginnings }
}

type Begun = ReturnType<typeof begin>

/** Hands over as between two processes: as JSON. */
async function handOver({ made, beginnings }: Begun, to: Begun, change = (held: Holdings) => held) {
  const said: string[] = []
  const held = JSON.parse(JSON.stringify(await takeHoldings(made, beginnings)))
  await putHoldings(to.made, change(held), sentence => said.push(sentence))
  return said
}

const emailsIn = ({ db }: Begun['all']['overplane']) => db.user.getAll().map(({ email }) => email)

describe('what a server holds', () => {
  it('goes over to another one: entities, ids, times, readings, settings, overrides, checkpoints', async () => {
    const [one, other] = [begin(), begin()]
    const { overplane, pterodactyl } = one.all
    overplane.db.user.create({ email: 'ada@example.com' })
    overplane.checkpoint('signed up')
    overplane.db.user.create({ email: 'bob@example.com' })
    overplane.clock.freeze('2030-06-01T12:00:00Z')
    pterodactyl.clock.advance('2h')
    pterodactyl.follow({ deleteStatus: 204 })
    overplane.configure({ delay: [100, 900] })
    overplane.override('listUsers', { status: 400, times: 3 })
    overplane.override('listUsers', { status: 401 })
    const emails = emailsIn(overplane)
    expect(await handOver(one, other)).toEqual([])
    const { overplane: after, pterodactyl: panel } = other.all
    expect(emailsIn(after)).toEqual(emails)
    expect(after.clock).toMatchObject({ isFrozen: true })
    expect(after.clock.now().toISOString()).toBe('2030-06-01T12:00:00.000Z')
    expect(Math.round((panel.clock.now().getTime() - Date.now()) / 60_000)).toBe(120)
    expect(panel.readings.deleteStatus).toBe(204)
    expect(after.settings.delay).toEqual([100, 900])
    expect(after.overrides.list.map(({ override, left }) => [override.status, left])).toEqual([
      [401, null],
      [400, 3],
    ])
    after.restore('signed up')
    expect(emailsIn(after)).toEqual(emails.filter(email => email !== 'bob@example.com'))
  })

  it('goes over session by session, each with its own, and the next id is the one that would have come', async () => {
    const [one, other] = [begin(), begin()]
    const ada = one.all.session('ada', { world: 'empty', now: '2031-01-01T00:00:00Z' })
    ada.overplane.db.user.create({ email: 'ada@example.com' })
    ada.overplane.override('listUsers', { status: 401 })
    ada.pterodactyl.configure({ rateLimit: 7 })
    const readings = { pterodactyl: { deleteStatus: 204 } } as const
    const bob = one.all.session('bob', { readings })
    bob.overplane.scenarios.add('own', { settings: { errorRate: 1 } })
    bob.overplane.scenarios.on('own')
    one.all.session('carol', { readings }).pterodactyl.follow({ deleteStatus: 200 })
    const twin = begin().all.session('ada', { world: 'empty', now: '2031-01-01T00:00:00Z' })
    twin.overplane.db.user.create({ email: 'ada@example.com' })
    expect(await handOver(one, other)).toEqual([])
    expect(other.all.sessions.list.map(({ name }) => name)).toEqual(['ada', 'bob', 'carol'])
    const after = other.all.session('ada')
    expect(emailsIn(after.overplane)).toEqual(['ada@example.com'])
    expect(after.overplane.clock.now().getUTCFullYear()).toBe(2031)
    expect(after.overplane.overrides.list).toMatchObject([{ override: { status: 401 } }])
    expect(after.pterodactyl.settings.rateLimit).toBe(7)
    expect(after.overplane.db.user.create({ email: 'b@example.com' }).id).toBe(
      twin.overplane.db.user.create({ email: 'b@example.com' }).id,
    )
    after.overplane.reset()
    expect(emailsIn(after.overplane)).toEqual([])
    const { overplane, pterodactyl } = other.all.session('bob')
    expect(pterodactyl.readings.deleteStatus).toBe(204)
    expect(other.all.session('carol').pterodactyl.readings.deleteStatus).toBe(200)
    expect(overplane.settings.errorRate).toBe(1)
    overplane.scenarios.off('own')
    expect(overplane.settings.errorRate).toBe(0)
  })

  it('is none of what the configuration says: what nobody has told otherwise is as that is now', async () => {
    const one = begin()
    const other = begin({
      ...{ world: 'empty', delay: 5, readings: { pterodactyl: { deleteStatus: 204 } } },
      scenarios: { slow: { overplane: { settings: { delay: 9 } } } },
    })
    one.all.overplane.configure({ errorRate: 0.5 })
    one.all.overplane.scenarios.on('slow')
    const ada = one.all.session('ada')
    expect(ada.pterodactyl.readings.deleteStatus).toBe(200)
    expect(await handOver(one, other)).toEqual([])
    const { overplane, pterodactyl, session } = other.all
    expect(emailsIn(overplane)).toEqual([])
    expect(overplane.settings).toMatchObject({ delay: 9, errorRate: 0.5 })
    overplane.scenarios.off('slow')
    expect(overplane.settings).toMatchObject({ delay: 5, errorRate: 0.5 })
    expect(pterodactyl.readings.deleteStatus).toBe(204)
    expect(session('ada').pterodactyl.readings.deleteStatus).toBe(204)
  })

  it('has the name of a world, which is then as it is configured, and any other world itself', async () => {
    const [one, other] = [begin(), begin()]
    const crew = await worlds.named('crew')
    if (typeof crew === 'string') throw new Error('it is a name')
    one.all.session('ada', { world: crew })
    one.all.session('bob', {
      world: { name: 'sent', overplane: { users: [{ email: 'b@example.com' }] } },
    })
    const named: unknown[] = []
    await handOver(one, other, held => {
      named.push(...held.sessions.map(({ options }) => options.world))
      return held
    })
    expect(named).toMatchObject(['crew', { name: 'sent' }])
    for (const [name, email] of [
      ['ada', 'crew@example.com'],
      ['bob', 'b@example.com'],
    ] as const) {
      const { overplane } = other.all.session(name)
      overplane.reset()
      expect(emailsIn(overplane)).toEqual([email])
    }
  })

  it('is told of and left out where it does not fit any more, and all else is kept', async () => {
    const [one, other] = [begin(), begin()]
    one.all.overplane.db.user.create({ email: 'ada@example.com' })
    one.all.overplane.override('listUsers', { status: 401 })
    one.all.overplane.clock.freeze('2030-06-01T12:00:00Z')
    one.all.session('ada', { world: 'empty' })
    const said = await handOver(one, other, held => {
      const { overplane } = held.doubles
      if (!overplane) throw new Error('it is not there')
      const overrides = [
        ...overplane.overrides,
        { id: 9, operation: 'gone', override: { status: 200 }, left: null },
      ]
      const broken = { ...overplane, state: { users: 5 }, on: ['gone'], overrides }
      const sessions = held.sessions.map(one => ({ ...one, options: { world: 'gone' } }))
      return { doubles: { ...held.doubles, overplane: broken }, sessions }
    })
    expect(said).toEqual([
      'Failed to find the world: there is no "gone". Choose from documented, empty, demo, crew. The session "ada" begins as the server does.',
      expect.stringMatching(
        /^Failed to switch on the scenario "gone" of "overplane": .* It goes on without\.$/,
      ),
      expect.stringMatching(/^Failed to override "gone": .* It goes on without\.$/),
      expect.stringMatching(
        /^Failed to keep the state of "overplane": .*"users".* It begins in its world\.$/,
      ),
    ])
    const { overplane, session } = other.all
    expect(emailsIn(overplane)).toEqual(emailsIn(begin().all.overplane))
    expect(overplane.overrides.list).toHaveLength(1)
    expect(overplane.clock.isFrozen).toBe(true)
    expect(emailsIn(session('ada').overplane)).toEqual([])
  })
})
