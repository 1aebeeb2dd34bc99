import { describe, expect, it } from 'vitest'
import { createDoubles, createOberplan, createOverplane } from '../../handlers/index.ts'

describe('a checkpoint', () => {
  it('is what a double goes back to by its name, as often as somebody likes', () => {
    const double = createOverplane()
    const made = () => double.db.user.create({ email: 'x@example.com' }).id
    const first = made()
    double.checkpoint('signed up')
    const second = made()
    double.restore('signed up')
    expect(double.db.user.getAll().map(({ id }) => id)).toEqual(['user_abc123', first])
    expect(made()).toBe(second)
    double.restore('signed up')
    expect(double.db.user.count()).toBe(2)
  })

  it('is not reached by what is changed in place, and a reset leaves it', () => {
    const double = createOverplane()
    double.checkpoint('begun')
    Object.assign(Object(double.db.user.getAll()[0]), { email: 'changed@example.com' })
    double.reset('empty')
    double.restore('begun')
    expect(double.db.user.getAll()[0]?.email).toBe('user@example.com')
  })

  it('holds messages and limits too', async () => {
    const double = createOberplan()
    const headers = { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` }
    double.checkpoint('begun')
    await double.fetch('/v1/users/me', {
      method: 'PUT',
      headers,
      body: '{"email":"n@example.com"}',
    })
    expect(double.outbox).toHaveLength(1)
    double.restore('begun')
    expect(double.outbox).toHaveLength(0)
  })

  it('means the newest of its name, and is forgotten by it', () => {
    const double = createOverplane()
    double.checkpoint('a')
    double.checkpoint('b')
    double.db.user.create({ email: 'x@example.com' })
    double.checkpoint('a')
    expect(double.checkpoints).toEqual(['b', 'a'])
    double.restore('b')
    double.restore('a')
    expect(double.db.user.count()).toBe(2)
    expect([double.forget('a'), double.forget('a'), double.checkpoints]).toEqual([
      true,
      false,
      ['b'],
    ])
    expect(() => double.restore('a')).toThrow(
      'Failed to restore the checkpoint "a" of "overplane": there is none of that name. Choose from b.',
    )
  })

  it('is one of a hundred at most', () => {
    const double = createOverplane()
    for (let nth = 1; nth <= 100; nth += 1) double.checkpoint(`${nth}`)
    double.checkpoint('7')
    expect(() => double.checkpoint('one more')).toThrow('there are 100 already. Forget one')
  })

  it('is one of all doubles together, and leaves all as they are where one has none', () => {
    const doubles = createDoubles()
    doubles.checkpoint('begun')
    doubles.overplane.db.user.create({ email: 'x@example.com' })
    doubles.oberplan.db.user.create({ email: 'x@example.com' })
    doubles.oberplan.forget('begun')
    expect(() => doubles.restore('begun')).toThrow('of "oberplan": there is none of that name')
    expect(doubles.overplane.db.user.count()).toBe(2)
    doubles.oberplan.checkpoint('begun')
    doubles.restore('begun')
    expect([doubles.overplane.db.user.count(), doubles.oberplan.db.user.count()]).toEqual([1, 2])
  })
})
