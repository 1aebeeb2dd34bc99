import type { Received, Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at, column } from '../../../contract/verify/findings/difference.ts'

// What a verification makes of users, and shares: a create costs the panel a mail.

type Making = Pick<Stage<string>, 'ask' | 'unique'>

/** The four fields that a create and an update alike cannot do without. */
export const required = (mark: string) => ({
  email: `${mark}@example.com`,
  username: mark,
  first_name: 'Vera',
  last_name: 'Row',
})

/** The attributes of a user in the panel's order; the page has them by the alphabet. */
export const attributes: readonly string[] = [
  ...['id', 'external_id', 'uuid', 'username', 'email', 'first_name', 'last_name'],
  ...['language', 'root_admin', '2fa', 'created_at', 'updated_at'],
]

/** The attributes that a user has on the page, of a reply: more may stand where they please. */
export const attributesOf = ({ body }: Pick<Received, 'body'>): object =>
  Object.fromEntries(
    Object.entries(Object(at(body, 'attributes'))).filter(([name]) => attributes.includes(name)),
  )

export const idOf = (reply: Received): number => Number(at(reply.body, 'attributes', 'id'))
export const paramsOf = (reply: Received) => ({ params: { id: idOf(reply) } })
export const user = (attributes: object) => ({ object: 'user', attributes })

/** The ids of a list's users. */
export const idsOf = (list: Received): unknown[] =>
  column(at(list.body, 'data'), 'attributes', 'id')

/** What one of the crowd is made of. */
export const member = (mark: string, nth: number) => ({
  ...required(`${mark}u${nth}`),
  external_id: `${mark}e${nth}`,
})

/** Eight users whose emails, usernames and external ids have the same beginning, and whom nobody changes. */
export async function crowd({ ask, unique }: Making) {
  const mark = unique()
  const users: object[] = []
  for (let nth = 1; nth <= 8; nth += 1) {
    users.push(attributesOf(await ask('createUser', { body: member(mark, nth) })))
  }
  return { mark, users, ids: column(users, 'id') }
}

/** Somebody whom everybody may change; each says first how it wants to have them. */
export async function somebody({ ask, unique }: Making) {
  const body = { ...required(unique()), external_id: unique() }
  const made = await ask('createUser', { body })
  return { ...paramsOf(made), attributes: attributesOf(made) }
}

/** So many users that a page of a hundred does not hold them: where pages do not tell their size, they have to show it. */
export async function multitude({ ask, unique }: Making): Promise<void> {
  const page = (page: number) => ask('listUsers', { query: { per_page: 100, page } }, 'any')
  const there = [await page(1), await page(2)].flatMap(idsOf)
  for (let rows = there.length; rows < 101; rows += 1) {
    await ask('createUser', { body: required(unique()) })
  }
}
