import { expect, it } from 'vitest'
import { createOberplan, createOverplane } from '../../handlers/index.ts'

it('a list whose entities break the contract is told by three places, and how many more', async () => {
  const double = createOverplane({
    world: {
      name: 'wrong',
      overplane(db) {
        for (let nth = 0; nth < 25; nth += 1) {
          db.user.create({ id: `u${nth}`, email: 5 as never, created_at: '2024-01-01T00:00:00Z' })
        }
      },
    },
  })
  await expect(
    double.fetch('/api/core/user?limit=25', { headers: { Authorization: 'Bearer sk_1' } }),
  ).rejects.toThrow(
    'Failed to answer "listUsers": its 200 breaks the contract at "data.0.email" (expected string, not 5), "data.1.email" (expected string, not 5), "data.2.email" (expected string, not 5) and 22 more. Correct the entity that was put into the double.',
  )
})

it.each([
  [{ email: 'x'.repeat(50) }, undefined],
  [{ email: ['a'] }, '"email" (expected string, not an array)'],
  [{ full_name: true }, '"full_name" (expected string, not true)'],
  [{ enabled: 'yes' }, '"enabled" (expected boolean, not "yes")'],
  [{ enabled: 'y'.repeat(50) }, `"enabled" (expected boolean, not "${'y'.repeat(40)}…")`],
  [{ api_secret: 4711 }, '"api_secret" (expected string, not …)'],
])('a field that is put in as %j is told as %s', async (values, told) => {
  const double = createOverplane({ world: 'empty' })
  double.db.user.create({ id: 'u', email: 'a@b.c', ...values } as never)
  const reply = double.fetch('/api/core/user/u', { headers: { Authorization: 'Bearer sk_1' } })
  if (told === undefined) expect((await reply).status).toBe(200)
  else await expect(reply).rejects.toThrow(`breaks the contract at ${told}. Correct the entity`)
})

it('an option is told with the others', async () => {
  const double = createOberplan({ world: 'empty' })
  const account = { email: 'a@b.c', password: 'x' }
  double.db.user.create({ ...account, first_day_of_week: 'friday' as never })
  const headers = { Authorization: `Basic ${btoa('a@b.c:x')}` }
  await expect(double.fetch('/v1/users/me', { headers })).rejects.toThrow(
    '"data.first_day_of_week" (expected "monday" or "saturday" or "sunday", not "friday")',
  )
})
