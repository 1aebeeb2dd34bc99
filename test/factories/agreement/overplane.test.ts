import { describe, expect, it } from 'vitest'
import { createOverplane } from '../../../handlers/index.ts'
import { client } from '../client.ts'
import { by, equals, idAt, plain, withId } from '../rows.ts'
import { agrees, type Run, renew, type Steps, tried } from './run.ts'

const [core, projects] = ['/api/core/user', '/api/projects/project-user']

const timeOf = (second: number) => new Date(Date.UTC(2024, 0, 15, 9, 30, second))
const at = (second: number) => timeOf(second).toISOString().replace('.000Z', 'Z')
const isOf = (a: number) => ({ where: { created_at: equals(at(a)) } })

const parents = ['p0', 'p1', null, 'null', '']
const row = (a: number, b: number) => ({ parent_id: parents[a] ?? null, idx: b - 1 })

const createScene = () => {
  const clock = { second: 0 }
  const double = createOverplane({ now: () => timeOf(clock.second) })
  const { user, projectUser } = double.db
  const ask = client(double, 'Bearer sk_test')
  return {
    clock,
    double,
    user,
    projectUser,
    ask,
    userId: (nth: number) => idAt(user, nth, 'nobody'),
    rowId: (nth: number) => idAt(projectUser, nth, 'nobody'),
    list: async (method: string, path: string) =>
      (await ask<{ data: object[] } & object>(method, path)).body,
  }
}

type Scene = ReturnType<typeof createScene>

const userDeeds = ({ clock, user, userId, ask }: Scene): Steps => [
  ({ a, b }) => tried(() => user.create({ id: `u${b}`, created_at: at(a) })),
  ({ a }) => user.create({ created_at: at(a) }),
  ({ a, b }) => user.update({ ...isOf(a), data: { created_at: at(b) } }),
  ({ nth, a }) => tried(() => user.update({ ...withId(userId(nth)), data: { id: `v${a}` } })),
  ({ a, b }) => user.updateMany({ ...isOf(a), data: { created_at: at(b) } }),
  ({ nth }) => user.delete(withId(userId(nth))),
  ({ a }) => user.deleteMany(isOf(a)),
  ({ a }) => {
    clock.second = a
    return ask('POST', core, { email: 'a@b', first_name: 'Ada' })
  },
  ({ nth }) => ask('PATCH', `${core}/${userId(nth)}`, { first_name: `n${nth}` }),
  ({ nth }) => ask('DELETE', `${core}/${userId(nth)}`),
]

const rowDeeds = ({ projectUser, rowId, ask }: Scene): Steps => [
  ({ a, b }) => tried(() => projectUser.create({ id: `r${b}`, ...row(a, b) })),
  ({ nth, a, b }) => projectUser.update({ ...withId(rowId(nth)), data: row(a, b) }),
  ({ nth, a }) => tried(() => projectUser.update({ ...withId(rowId(nth)), data: { id: `s${a}` } })),
  ({ a, b }) => projectUser.updateMany({ where: { idx: equals(a) }, data: row(b, a) }),
  ({ a }) => projectUser.deleteMany({ where: { idx: equals(a) } }),
  ({ a }) => ask('POST', projects, { parent_id: parents[a], parent_type: 'P', user: 'u' }),
  ({ nth, a, b }) => ask('PATCH', `${projects}/${rowId(nth)}`, row(a, b)),
  ({ nth }) => ask('DELETE', `${projects}/${rowId(nth)}`),
  ({ nth, a }) => ask('POST', `${projects}/reorder`, { items: [{ id: rowId(nth), idx: a + 1 }] }),
]

const userLooks = ({ user, userId, ask, list }: Scene): Steps => [
  async ({ nth, a }) => {
    const time = by(({ created_at }: { created_at: string }) => Date.parse(created_at))
    const newest = plain(user.getAll().toSorted(time).toReversed())
    const part = newest.slice(nth, nth + a + 1)
    const total = newest.length
    const whole = { data: newest, total, has_more: false }
    expect(await list('GET', `${core}?limit=999`)).toEqual(whole)
    const page = { data: part, total, has_more: nth + part.length < total }
    expect(await list('GET', `${core}?limit=${a + 1}&offset=${nth}`)).toEqual(page)
  },
  async ({ nth, a }) => {
    for (const id of [userId(nth), `u${a}`, `v${a}`]) {
      const [one] = plain(user.getAll().filter(one => one.id === id))
      const { status, body } = await ask('GET', `${core}/${id}`)
      expect([status, one && body]).toEqual([one ? 200 : 404, one])
    }
  },
]

const rowLooks = ({ projectUser, list }: Scene): Steps => [
  async () => {
    const rows = projectUser.getAll().toSorted(by(({ idx }) => idx))
    for (const parent of ['p0', 'p1', 'null', 'parent_abc123']) {
      const data = plain(rows.filter(({ parent_id }) => parent_id === parent))
      const wanted = { data, total: data.length, has_more: false }
      expect(await list('GET', `${projects}?parent_id=${parent}`)).toEqual(wanted)
    }
    const all = plain(rows.toSorted(by(({ parent_id }) => parent_id ?? '')))
    expect((await list('POST', `${projects}/reorder`)).data).toEqual(all)
  },
]

const overplane = (): Run => {
  const scene = createScene()
  return {
    deeds: [...userDeeds(scene), ...rowDeeds(scene), ({ a }) => renew(scene.double, a)],
    looks: [...userLooks(scene), ...rowLooks(scene)],
  }
}

describe('what the endpoints say agrees with a scan of the db', () => {
  it('at Overplane: the newest users first, project users of a parent by idx', () =>
    agrees(overplane))

  it('even where a time is none: each user is listed once, the others newest first', async () => {
    const double = createOverplane({ world: 'empty' })
    const ask = client(double, 'Bearer sk_test')
    const times = [
      '2024-01-02T00:00:00Z',
      '2024-01-15T09: 30: 00Z',
      '2024-01-03T00:00:00Z',
      '',
      '2024-01-01T00:00:00Z',
    ]
    for (const [nth, created_at] of times.entries())
      double.db.user.create({ id: `u${nth}`, created_at })
    const listed = async () => {
      const { body } = await ask<{ data: { id: string }[] }>('GET', '/api/core/user')
      return body.data.map(({ id }) => id)
    }
    const dated = (ids: readonly string[]) => ids.filter(id => ['u0', 'u2', 'u4'].includes(id))
    expect((await listed()).toSorted()).toEqual(['u0', 'u1', 'u2', 'u3', 'u4'])
    expect(dated(await listed())).toEqual(['u2', 'u0', 'u4'])
    for (const id of ['u0', 'u1', 'u3']) {
      double.db.user.update({ ...withId(id), data: { created_at: '2024-01-04T00:00:00Z' } })
    }
    expect(await listed()).toEqual(['u3', 'u1', 'u0', 'u2', 'u4'])
  })
})
