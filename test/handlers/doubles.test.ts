import { describe, expect, it } from 'vitest'
import { createDoubles } from '../../handlers/index.ts'

const key = { Authorization: 'Bearer sk_1' }
const panelKey = { Authorization: 'Bearer ptla_full' }

describe('all doubles together', () => {
  it('have one journal, in the order of the calls', async () => {
    let second = 0
    const doubles = createDoubles({ now: () => new Date(second++ * 1000) })
    await doubles.fetch('/api/core/user', { headers: key })
    await doubles.fetch('/api/application/users', { headers: panelKey })
    await doubles.fetch('/api/core/user')
    const { journal } = doubles
    expect(journal.entries.map(({ path }) => path)).toEqual([
      '/api/core/user',
      '/api/application/users',
      '/api/core/user',
    ])
    expect(journal.violations()).toMatchObject([{ reply: { status: 401 } }])
    journal.clear()
    expect(doubles.overplane.journal.entries).toEqual([])
    expect(journal.entries).toEqual([])
  })

  it('go back to a snapshot together, through JSON too', async () => {
    const doubles = createDoubles()
    const snapshot = JSON.parse(JSON.stringify(doubles.snapshot()))
    doubles.overplane.db.user.create({ email: 'a@example.com', first_name: 'A' })
    doubles.pterodactyl.db.user.delete({ where: { id: { equals: 4 } } })
    doubles.restore(snapshot)
    expect(doubles.snapshot()).toEqual(snapshot)
    expect(doubles.overplane.db.user.count()).toBe(1)
    expect(doubles.pterodactyl.db.user.count()).toBe(1)
  })

  it('leave those as they are that no snapshot is for', () => {
    const doubles = createDoubles()
    const { overplane } = doubles.snapshot()
    for (const { user } of [doubles.overplane.db, doubles.oberplan.db]) {
      user.create({ email: 'ada@example.com' })
    }
    doubles.restore({ overplane })
    expect([doubles.overplane.db.user.count(), doubles.oberplan.db.user.count()]).toEqual([1, 2])
  })

  it('stay as they were where one of the snapshots is broken', () => {
    const doubles = createDoubles()
    const { overplane, pterodactyl, oberplan } = doubles.snapshot()
    doubles.overplane.db.user.create({ email: 'a@example.com', first_name: 'A' })
    const before = doubles.snapshot()
    const broken: readonly (readonly [unknown, string])[] = [
      [
        { overplane, pterodactyl, oberplan: { users: 1 } },
        'Failed to restore the snapshots, the API "oberplan": its "u',
      ],
      [
        { overplane, pterodactyl: overplane, oberplan },
        'Failed to restore the snapshots, the API "pterodactyl": it has entities "projectUsers"',
      ],
      [{ overplane, pterodactyl, oberplan, more: {} }, 'there is no "more". Choose from overplane'],
      [undefined, 'Failed to restore the snapshots: it is missing. Give what snapshot() gave.'],
      [null, 'Failed to restore the snapshots: it is null. Give what snapshot() gave.'],
    ]
    for (const [snapshots, sentence] of broken) {
      expect(() => doubles.restore(snapshots as typeof before)).toThrow(sentence)
      expect(doubles.snapshot()).toEqual(before)
    }
  })
})
