import { describe, expect, it } from 'vitest'
import { createDoubles, createOverplane, createPterodactyl } from '../../handlers/index.ts'

describe('entities that a person has written', () => {
  it('get the defaults of whatever is left out, and ids of their own', () => {
    const double = createOverplane({ now: () => new Date('2026-01-02T03:04:05Z') })
    double.restore({ users: [{ email: 'ada@example.com' }, { email: 'bob@example.com' }] })
    const [ada, bob] = double.db.user.getAll()
    expect(ada).toMatchObject({
      email: 'ada@example.com',
      created_at: '2026-01-02T03:04:05Z',
      last_name: null,
    })
    expect(ada?.id).toMatch(/^user_\w+$/)
    expect(ada?.id).not.toBe(bob?.id)
    expect(double.db.projectUser.count()).toBe(0)
  })

  it('come in the order in which they stand, and count up behind the ids that are given', () => {
    const double = createPterodactyl()
    double.restore({ users: [{ username: 'ada' }, { id: 7, username: 'bob' }, { username: 'cy' }] })
    expect(double.db.user.getAll().map(({ id, username }) => [id, username])).toEqual([
      [8, 'ada'],
      [7, 'bob'],
      [9, 'cy'],
    ])
  })

  it('leave what every world has where they do not name it', () => {
    const double = createPterodactyl()
    const keys = double.db.apiKey.getAll()
    double.restore({ users: [] })
    expect(double.db.apiKey.getAll()).toEqual(keys)
    expect(keys.length).toBeGreaterThan(0)
    double.restore({ apiKeys: [] })
    expect(double.db.apiKey.count()).toBe(0)
  })

  it('are a world', () => {
    const world = { name: 'team', overplane: { users: [{ email: 'ada@example.com' }] } }
    const doubles = createDoubles({ world })
    const emails = () => doubles.overplane.db.user.getAll().map(({ email }) => email)
    expect(emails()).toEqual(['ada@example.com'])
    expect(doubles.pterodactyl.db.user.count()).toBe(0)
    doubles.overplane.db.user.create({ email: 'bob@example.com' })
    doubles.reset()
    expect(emails()).toEqual(['ada@example.com'])
  })

  it('may leave out a part of what is nested', () => {
    const double = createPterodactyl()
    double.restore({ servers: [{ user: 4, limits: { memory: 512 } }] })
    const [server] = double.db.server.getAll()
    expect(server?.limits).toMatchObject({ memory: 512, swap: 0 })
  })

  it.each<readonly [string, object, string]>([
    ['a field that there is none', { nickname: 'x' }, 'in entity 1 at "nickname" (nothing is'],
    ['a field of another type', { email: 5 }, 'in entity 1 at "email" (expected string, not 5)'],
    [
      'a name that is too long',
      { id: 'user_1', first_name: 1 },
      'in the entity "user_1" at "first',
    ],
  ])('are refused with %s, in a world too', (_, user, why) => {
    const world = { name: 'team', overplane: { users: [user] } }
    expect(() => createOverplane().restore(world.overplane)).toThrow(why)
    const sentence = `Failed to fill "overplane" with the world "team": its "users" is wrong ${why}`
    expect(() => createOverplane({ world: world as never })).toThrow(sentence)
  })
})
