import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case, Received, Sent } from '../case.ts'
import { answers, headers, jsonHeaders, path, printed } from './delete.ts'
import { list } from './list.ts'
import { ada, broken, fourRequired } from './update.ts'

const uuid = expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][-\da-f]{16}$/)
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)

/** Ada as she is created, with what is different in a case. */
const created = (different: object, id = 5) => ({
  status: 201,
  body: {
    object: 'user',
    attributes: {
      ...ada,
      id,
      external_id: null,
      uuid,
      language: 'en',
      root_admin: false,
      '2fa': false,
      created_at: time,
      updated_at: time,
      ...different,
    },
    meta: {
      resource: expect.stringMatching(new RegExp(`^https?://[^/]+/api/application/users/${id}$`)),
    },
  },
})

const posting = (fields: object): Sent => ({ headers, json: { ...ada, ...fields } })
const post = (fields: object) => ['POST', path, posting(fields)] as const
const creates = (title: string, sent: Sent, different: object) =>
  answers(title, ['POST', path, sent], created(different))

const long = (length: number, end = '') => 'x'.repeat(length - end.length) + end
const shown = (value: unknown) => {
  const text = JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 8)}… of ${text.length - 2}` : text
}

const takes = (field: string, sent: unknown, kept: unknown) => {
  const title = `A create takes the ${field} ${shown(sent)} and keeps ${shown(kept)}`
  return creates(title, posting({ [field]: sent }), { [field]: kept })
}
const keeps = (field: string, ...values: unknown[]) => values.map(one => takes(field, one, one))
const refuses = (field: string, rules: string, ...values: unknown[]) =>
  values.map(sent => {
    const title = `A create refuses the ${field} ${shown(sent)}: ${rules}`
    return answers(title, post({ [field]: sent }), broken({ [field]: rules }))
  })

const values: readonly Case[] = [
  ...keeps('email', 'a@b', 'user@localhost', '"x y"@example.com', 'é@example.com'),
  ...keeps('email', 'user@[127.0.0.1]', 'TestUPPER@example.net', long(191, '@example.com')),
  takes('email', '  trim@example.net ', 'trim@example.net'),
  ...refuses('email', 'email', 'bad', 'a@@b.com', 'a b@c.com', '.a@b.com', 'a..b@c.com'),
  ...refuses('email', 'email', 'a@-x.com', 'x@exa_mple.com', 'a@b.com.', 'a@', '@b.com'),
  ...refuses('email', 'email', 5, true, ['a@b.c'], { a: 1 }),
  ...refuses('email', 'required', null, '', '  '),
  ...refuses('email', 'between', long(192, '@example.com')),
  ...refuses('email', 'email, between', long(192)),
  ...refuses('email', 'unique', 'example@example.com', 'EXAMPLE@Example.com'),
  ...keeps('username', 'abc', 'a.b', 'a..b', 'a--b', 'a_b', '0ab', long(191)),
  takes('username', 'TestUPPER', 'testupper'),
  takes('username', '  abcd  ', 'abcd'),
  ...[12_345, 1.5].map(sent => takes('username', sent, `${sent}`)),
  ...refuses('username', 'p_username', 'a', 'ab', 'abc.', 'abc-', '_abc', 'abc_', '.abc', '-abc'),
  ...refuses('username', 'p_username', 'a b c', 'a@b', 'a/b', 'a+b', 'aäc', '日本語', 'a\nb', true),
  ...refuses('username', 'between, p_username', false, long(192, '-')),
  ...refuses('username', 'between', long(192)),
  ...refuses('username', 'required', null, ''),
  ...refuses('username', 'unique', 'test-user', 'Test-USER'),
  ...['first_name', 'last_name'].flatMap(field => [
    ...keeps(field, 'x', '<b>', '日本', long(191), '日'.repeat(191)),
    takes(field, ' Ada ', 'Ada'),
    ...refuses(field, 'string', 5, true, ['a']),
    ...refuses(field, 'required', null, '', ' '),
    ...refuses(field, 'between', long(192)),
  ]),
  ...keeps('external_id', 'x-1', '0', 'a/b', '日本', long(191)),
  takes('external_id', ' trim ', 'trim'),
  ...[null, '', ' '].map(sent => takes('external_id', sent, null)),
  ...refuses('external_id', 'string', 123, true, ['a']),
  ...refuses('external_id', 'max', long(192)),
  ...keeps('language', 'en'),
  ...refuses('language', 'in', 'de', 'fr', 'EN', 'en_US'),
  ...refuses('language', 'string, in', null, '', 5, true, ['en']),
  ...[true, 1, '1'].map(sent => takes('root_admin', sent, true)),
  ...[false, 0, '0'].map(sent => takes('root_admin', sent, false)),
  ...refuses('root_admin', 'boolean', 'true', 'false', '', null, 2, 'yes', [true]),
  ...refuses('password', 'string', 5, true, ['a']),
  ...['a', '0', ' ', long(500), null, ''].map(password =>
    creates(`A create takes the password ${shown(password)} in silence`, posting({ password }), {}),
  ),
]

/** A user whose values are taken; some could not be had by a create. */
const holder = { email: 'bad', username: 'ab', external_id: 'crm-7' }
const taken: World = { name: 'taken', pterodactyl: db => db.user.create(holder) }
const clashes = (title: string, fields: Readonly<Record<string, string>>, rules: typeof fields) =>
  answers(title, post(fields), broken(rules), { world: taken })

const unruly = {
  last_name: long(192),
  first_name: ['a'],
  language: 5,
  root_admin: 'maybe',
  password: 5,
  username: '-'.repeat(192),
  external_id: [1],
  email: 'b'.repeat(192),
}
const nameFirst = { first_name: undefined, name_first: 'Ada' }
const named = { meta: expect.objectContaining({ source_field: 'username' }), status: '422' }
const noAccident = { status: 422, body: { errors: [expect.objectContaining(named)] } }
const query = `${path}?email=ada@example.net`

const several: readonly Case[] = [
  clashes('An external id has no case', { external_id: 'CRM-7' }, { external_id: 'unique' }),
  clashes('A bad username may be taken', { username: 'AB' }, { username: 'unique, p_username' }),
  clashes('A bad email is not told to be taken', { email: 'bad' }, { email: 'email' }),
  answers('name_first is no first_name', post(nameFirst), broken({ first_name: 'required' })),
  answers(
    'Every broken rule is told, by field in an order of its own',
    ['POST', path, { headers, json: unruly }],
    broken({
      email: 'email, between',
      external_id: 'string',
      username: 'between, p_username',
      password: 'string',
      root_admin: 'boolean',
      language: 'string, in',
      first_name: 'string',
      last_name: 'between',
    }),
  ),
  ...[['abc'], { a: 1 }].map(username =>
    answers(`The username ${shown(username)} is told in a 422`, post({ username }), noAccident),
  ),
  ...['{}', '[]', '[1,2]', '"text"', '123', 'null', 'true', ''].map(text => {
    const sent = { headers: jsonHeaders, text }
    return answers(`The body ${shown(text)} has no fields`, ['POST', path, sent], fourRequired)
  }),
  answers('A query gives no fields', ['POST', query, { headers, json: {} }], fourRequired),
]

const unasked = { id: 99, uuid: 'u', '2fa': true, name_first: 'B', created_at: 'now', foo: 1 }
const including = `${path}?include=servers`
const noServers = created({ relationships: { servers: { object: 'list', data: [] } } })
const { attributes } = created({ external_id: 'x-1' }).body
const readAgain = { status: 200, body: { object: 'user', attributes } }
const earlier = post({ external_id: 'x-1' })
const external = `${path}/external/x-1`
const refused = { earlier: post({ language: 'de' }) }

const attributesOf = ({ body }: Received) => Object(Reflect.get(Object(body), 'attributes'))

const outcome: readonly Case[] = [
  creates('A create ignores what it was not asked for', posting(unasked), {}),
  answers('The first id is 1', post({}), created({}, 1), { world: 'empty' }),
  answers('An id is not used again', post({}), created({}), { earlier: ['DELETE', `${path}/4`] }),
  answers('A create may include the servers', ['POST', including, posting({})], noServers),
  answers('A created user is found by its id', ['GET', `${path}/5`], readAgain, { earlier }),
  answers('A created user is found by its external id', ['GET', external], readAgain, { earlier }),
  answers('A created user is listed', ['GET', path], list(printed, attributes), { earlier }),
  answers('A refused create leaves no trace', ['GET', path], list(printed), refused),
  {
    title: 'A created user is as old as its last change',
    api: 'pterodactyl',
    async run(send) {
      const { created_at, updated_at } = attributesOf(await send(...post({})))
      expect([created_at, updated_at]).toEqual([time, created_at])
    },
  },
  {
    title: 'Two created users have two uuids',
    api: 'pterodactyl',
    async run(send) {
      const first = attributesOf(await send(...post({})))
      const second = attributesOf(await send(...post({ email: 'b@c', username: 'bob' })))
      expect([first.uuid, second.uuid]).toEqual([uuid, expect.not.stringMatching(first.uuid)])
    },
  },
  {
    title: 'A create tells no Location',
    api: 'pterodactyl',
    async run(send) {
      const { status, headers: said } = await send(...post({}))
      expect([status, said.get('Location')]).toEqual([201, null])
    },
  },
]

/** POST /users. */
export const pterodactylCreateCases: readonly Case[] = [...values, ...several, ...outcome]
