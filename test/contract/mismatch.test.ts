import { expect, it } from 'vitest'
import { createOberplan, createOverplane, createPterodactyl } from '../../handlers/index.ts'

it('a list whose entities break the contract is told by three places, and how many more', async () => {
  const double = createOverplane({ world: 'empty' })
  for (let nth = 0; nth < 25; nth += 1) {
    const user = double.db.user.create({ id: `u${nth}`, created_at: '2024-01-01T00:00:00Z' })
    Reflect.set(user, 'email', 5) // entities are live: nobody is asked
  }
  await expect(
    double.fetch('/api/core/user?limit=25', { headers: { Authorization: 'Bearer sk_1' } }),
  ).rejects.toThrow(
    'Failed to answer "listUsers": its 200 breaks the contract at "data.0.email" (expected string, not 5), "data.1.email" (expected string, not 5), "data.2.email" (expected string, not 5) and 22 more. Correct the entity that was put into the double.',
  )
})

const fields: readonly (readonly [values: object, told: string])[] = [
  [{ email: ['a'] }, '"email" (expected string, not an array)'],
  [{ full_name: true }, '"full_name" (expected string, not true)'],
  [{ enabled: 'yes' }, '"enabled" (expected boolean, not "yes")'],
  [{ enabled: 'y'.repeat(50) }, `"enabled" (expected boolean, not "${'y'.repeat(40)}…")`],
  [{ api_secret: 4711 }, '"api_secret" (expected string, not …)'],
]

it.each(fields)(
  'a field that is put in as %j is refused as %s, and nothing is put in',
  (values, told) => {
    const { db } = createOverplane({ world: 'empty' })
    const user = { id: 'u', email: 'a@b.c' }
    expect(() => db.user.create({ ...user, ...values } as never)).toThrow(
      `Failed to put the entity "u" into "user": it is wrong at ${told}. Give the field a value that the API could have.`,
    )
    expect(db.user.count()).toBe(0)
  },
)

it.each(fields)(
  'a field that is changed to %j is refused as %s, and nothing is changed',
  async (values, told) => {
    const double = createOverplane()
    const before = double.snapshot()
    const where = { id: { equals: 'user_abc123' } }
    expect(() => double.db.user.update({ where, data: values as never })).toThrow(
      `Failed to put the entity "user_abc123" into "user": it is wrong at ${told}.`,
    )
    expect(double.snapshot()).toEqual(before)
    const headers = { Authorization: 'Bearer sk_1' }
    expect((await double.fetch('/api/core/user/user_abc123', { headers })).status).toBe(200)
  },
)

it('what an index is made of is refused like any other field', () => {
  const { db } = createPterodactyl()
  expect(() => db.user.create({ external_id: 42 as never })).toThrow(
    'Failed to put the entity "5" into "user": it is wrong at "external_id" (expected string, not 42).',
  )
  expect(db.user.count()).toBe(1)
})

it('an option is told with the others', () => {
  const { db } = createOberplan({ world: 'empty' })
  const account = { email: 'a@b.c', password: 'x' }
  expect(() => db.user.create({ ...account, first_day_of_week: 'friday' as never })).toThrow(
    '"first_day_of_week" (expected "monday" or "saturday" or "sunday", not "friday")',
  )
})
