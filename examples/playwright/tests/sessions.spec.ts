import { expect, test } from 'contract-doubles/playwright'
import type { Pterodactyl } from 'contract-doubles/pterodactyl'

// One server, four workers, and everybody makes the same user in an empty panel.

type Users = Pterodactyl['listUsers']['replies'][200]

const users = '/api/application/users'
const ada: Pterodactyl['createUser']['body'] = {
  email: 'ada@example.com',
  username: 'ada',
  first_name: 'Ada',
  last_name: 'Lovelace',
}

test.use({
  doubles: { world: 'empty', now: '2030-06-01T12:00:00Z' },
  extraHTTPHeaders: { Authorization: 'Bearer ptla_full' },
})

for (let nth = 1; nth <= 10; nth += 1) {
  test(`Ada is the first and the only user, ${nth} of 10`, async ({ request }) => {
    expect((await request.post(users, { data: ada })).status()).toBe(201)
    const { data }: Users = await (await request.get(users)).json()
    expect(data.map(({ attributes: { id, username } }) => [id, username])).toEqual([[1, 'ada']])
  })
}

test('the list is refused in this test alone', async ({ request, double }) => {
  const takeBack = await double.override('pterodactyl', 'listUsers', { status: 403 })
  await request.post(users, { data: ada })
  expect((await request.get(users)).status()).toBe(403)
  await takeBack()
  const { data }: Users = await (await request.get(users)).json()
  expect(data).toHaveLength(1)
})

test('two years pass in this test alone, and are taken back', async ({ request, double }) => {
  await double.checkpoint('nobody is here')
  await double.clock.freeze('2032-06-01T12:00:00Z')
  await request.post(users, { data: ada })
  const { data }: Users = await (await request.get(users)).json()
  expect(data.map(({ attributes }) => attributes.created_at)).toEqual(['2032-06-01T12:00:00+00:00'])
  await double.restore('nobody is here')
  expect((await (await request.get(users)).json()).data).toEqual([])
  expect((await double.journal({ operation: 'listUsers' })).length).toBe(2)
})

test.describe('a wrong request that the application swallows', () => {
  test('fails the very test that sent it', async ({ request }) => {
    test.fail()
    await request.post(users, { data: { ...ada, email: 'nobody' } })
  })

  test.describe(() => {
    test.use({ doubles: { failOnViolations: false } })

    test('does not where that is wanted', async ({ request }) => {
      expect((await request.post(users, { data: { ...ada, email: 'nobody' } })).status()).toBe(422)
    })
  })
})
