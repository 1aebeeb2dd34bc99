import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case } from '../case.ts'
import { column, expectRefusal, overplane } from '../overplane.ts'

const path = '/api/core/user'

/** Users 1 to `count`, each created a minute after the one before, and user 1 put in last. */
const crowd = (count: number): World => ({
  name: `${count} users`,
  overplane(db) {
    for (let nth = count; nth > 0; nth -= 1) {
      const created_at = new Date(Date.UTC(2024, 0, 1, 0, nth)).toISOString().replace('.000', '')
      const email = `user${nth}@example.com`
      db.user.create({ id: `user_${nth}`, email, first_name: 'Ann', created_at })
    }
  },
})

/** Three users of the same second. */
const ties: World = {
  name: 'ties',
  overplane(db) {
    for (const id of ['user_first', 'user_second', 'user_third']) {
      db.user.create({
        id,
        email: 'a@b.example',
        first_name: 'A',
        created_at: '2024-01-01T00:00:00Z',
      })
    }
  },
}

/** The ids from `user_<from>` down, `count` of them. */
const down = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, nth) => `user_${from - nth}`)

const pages: readonly (readonly [string, string, string[], boolean, number])[] = [
  ['without limit and offset a page has 20 users', '', down(25, 20), true, 25],
  ['20 users fill a page, and there are no more', '', down(20, 20), false, 20],
  ['a 21st user stands on the next page', '', down(21, 20), true, 21],
  ['offset alone skips users and leaves the limit at 20', '?offset=3', down(22, 20), true, 25],
  ['limit alone begins at the newest user', '?limit=2', down(25, 2), true, 25],
  ['limit and offset cut a page out of the middle', '?limit=5&offset=10', down(15, 5), true, 25],
  ['a page that ends at the last user has no more', '?limit=5&offset=20', down(5, 5), false, 25],
  ['a page that ends before the last user has more', '?limit=4&offset=20', down(5, 4), true, 25],
  ['the last page is as short as it must be', '?limit=20&offset=20', down(5, 5), false, 25],
  ['an offset just at the end answers an empty page', '?offset=25', [], false, 25],
  ['an offset beyond the end answers an empty page', '?offset=1000', [], false, 25],
  ['limit=1 answers the newest user', '?limit=1', down(25, 1), true, 25],
  ['a limit beyond the end answers all users', '?limit=1000000', down(25, 25), false, 25],
  ['the largest limit that is safe answers all', '?limit=9007199254740991', down(3, 3), false, 3],
  ['a limit of any length answers all users', `?limit=1${'0'.repeat(400)}`, down(3, 3), false, 3],
  ['an offset of any length is beyond the end', `?offset=${'9'.repeat(20)}`, [], false, 3],
  ['a limit of more than 100 is not cut', '?limit=119', down(120, 119), true, 120],
  ['unknown query parameters are ignored', '?limit=1&page=2&sort=email', down(25, 1), true, 25],
]

const wrong: readonly (readonly [string, string])[] = [
  ...['limit', 'offset'].flatMap(name =>
    ['-1', '1.5', 'abc', '5x', '1e1', '0x10'].map(value => [name, value] as const),
  ),
  // A page that cannot advance: whoever asks for the next one would ask for ever.
  ['limit', '0'],
]

export const overplaneUserListCases: readonly Case[] = [
  ...pages.map(([title, query, ids, has_more, total]) =>
    overplane(
      title,
      async send => {
        const reply = await send('GET', path + query)
        expect(reply.status).toBe(200)
        expect(reply.body).toEqual({ data: expect.any(Array), has_more, total })
        expect(column(reply, 'id')).toEqual(ids)
      },
      { world: crowd(total) },
    ),
  ),

  ...wrong.map(([name, value]) =>
    overplane(`${name}=${value} is a 400 that names ${name}`, async send => {
      expectRefusal(await send('GET', `${path}?${name}=${value}`), 400, {
        code: 'parameter_invalid_integer',
        param: name,
        message: expect.stringContaining(`Invalid integer: ${value}`),
      })
    }),
  ),

  ...['limit', 'offset'].map(name =>
    overplane(`an empty ${name} is a 400 that names ${name}`, async send => {
      const message = expect.stringMatching(new RegExp(`^Invalid integer: .*${name}`))
      expectRefusal(await send('GET', `${path}?${name}=`), 400, {
        code: 'parameter_invalid_integer',
        param: name,
        message,
      })
    }),
  ),

  overplane(
    'an empty list has no more and a total of 0',
    async send => {
      const reply = await send('GET', path)
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ data: [], has_more: false, total: 0 })
    },
    { world: 'empty' },
  ),

  overplane(
    'users of the same second are listed with the last one first',
    async send => {
      const ids = column(await send('GET', path), 'id')
      expect(ids).toEqual(['user_third', 'user_second', 'user_first'])
    },
    { world: ties },
  ),

  overplane(
    'users of the same second keep their order from page to page',
    async send => {
      const pagesOfOne = ['?limit=1', '?limit=1&offset=1', '?limit=1&offset=2']
      const replies = await Promise.all(pagesOfOne.map(query => send('GET', path + query)))
      const ids = replies.flatMap(reply => column(reply, 'id'))
      expect(ids).toEqual(['user_third', 'user_second', 'user_first'])
    },
    { world: ties },
  ),

  overplane(
    'an update does not move a user in the list',
    async send => {
      await send('PATCH', `${path}/user_first`, { json: { first_name: 'Zoe' } })
      const ids = column(await send('GET', path), 'id')
      expect(ids).toEqual(['user_third', 'user_second', 'user_first'])
    },
    { world: ties },
  ),

  overplane('a new user stands first in the list', async send => {
    const json = { email: 'new@example.com', first_name: 'New' }
    await send('POST', path, { json })
    const reply = await send('GET', path)
    expect(reply.body).toMatchObject({ has_more: false, total: 2 })
    expect(column(reply, 'email')).toEqual(['new@example.com', 'user@example.com'])
  }),

  overplane(
    'users that are created one after the other are listed the other way round',
    async send => {
      for (const first_name of ['One', 'Two', 'Three']) {
        await send('POST', path, { json: { email: 'same@example.com', first_name } })
      }
      const names = column(await send('GET', `${path}?limit=3`), 'first_name')
      expect(names).toEqual(['Three', 'Two', 'One'])
    },
  ),

  overplane('a listed user has every key of a retrieved one', async send => {
    const { body } = await send('GET', `${path}/user_abc123`)
    const reply = await send('GET', path)
    expect(Object.keys(Object(body))).toHaveLength(23)
    expect(reply.body).toEqual({ data: [body], has_more: false, total: 1 })
  }),
]
