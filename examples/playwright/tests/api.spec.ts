import { expect, test } from 'contract-doubles/playwright'
import type { Pterodactyl } from 'contract-doubles/pterodactyl'

type Replies<Name extends keyof Pterodactyl> = Pterodactyl[Name]['replies']

const users = '/api/application/users'

test.use({ extraHTTPHeaders: { Authorization: 'Bearer ptla_demo' } })

test('a created user is read, and after a delete is gone', async ({ request }) => {
  const data: Pterodactyl['createUser']['body'] = {
    email: 'grace@example.com',
    username: 'grace',
    first_name: 'Grace',
    last_name: 'Hopper',
  }
  const created = await request.post(users, { data })
  expect(created.status()).toBe(201)
  const { attributes }: Replies<'createUser'>[201] = await created.json()

  const read = await request.get(`${users}/${attributes.id}`)
  expect(await read.json()).toMatchObject({ attributes: data })
  expect((await request.delete(`${users}/${attributes.id}`)).status()).toBe(200)
  expect((await request.get(`${users}/${attributes.id}`)).status()).toBe(404)
})

test('the demo world has users to filter', async ({ request }) => {
  const params = { 'filter[username]': 'test-user' }
  const { data }: Replies<'listUsers'>[200] = await (await request.get(users, { params })).json()
  expect(data.map(({ attributes }) => attributes.id)).toEqual([4])
})

test('a user without a name is refused field by field', async ({ request, double }) => {
  const refused = await request.post(users, { data: { email: 'a@example.com', username: 'abc' } })
  expect(refused.status()).toBe(422)
  const { errors }: Replies<'createUser'>[422] = await refused.json()
  expect(errors.map(({ meta }) => meta?.source_field)).toEqual(['first_name', 'last_name'])
  await double.clearJournal() // it was wrong on purpose, and so it is no violation
})

test('the operation that answered is named in a header', async ({ request }) => {
  const response = await request.get('/api/core/user', {
    headers: { Authorization: 'Bearer sk_test_...' },
  })
  expect(response.headers()['x-contract-double']).toBe('overplane/listUsers')
})
