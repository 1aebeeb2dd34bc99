import { expect, it } from 'vitest'
import { createNormalise, type Exchange, partsThatDiffer, promisedHeaders } from './normalise.ts'

const base = '/api/application/users'
const ada = {
  id: 77,
  uuid: '246f1733-266b-4b7d-882b-d37de64dcad6',
  created_at: '2026-11-21T20:32:52+00:00',
  updated_at: '2026-11-21T20:32:56+00:00',
}
const bob = { ...ada, id: 78, uuid: 'f4ccf8c4-769c-4566-a47e-cc2f62d6f454' }

/** The same two as another panel would make them. */
const otherAda = {
  id: 2,
  uuid: '09cc843f-2b79-4614-8c48-aa50f73aaed2',
  created_at: '2020-01-01T00:00:00+00:00',
  updated_at: '2020-01-01T00:00:09+00:00',
}
const otherBob = { ...otherAda, id: 3, uuid: 'cd3cb6c0-0ac1-43e8-9e5b-d241fe0f3e53' }

const toReply = (path: string, body: unknown): Exchange => ({
  path,
  status: 200,
  headers: {},
  body,
})
const toUser = (attributes: object) => ({ object: 'user', attributes })
const toRead = (user: typeof ada, path = `${base}/${user.id}`) => toReply(path, toUser(user))

/** Everything that one panel said, written down. */
const written = (...exchanges: readonly Exchange[]) => exchanges.map(createNormalise())

const said = written(toRead(ada), toRead(bob), toRead(ada))

it('two panels that hold the same under other ids, uuids and dates are written down alike', () => {
  expect(written(toRead(otherAda), toRead(otherBob), toRead(otherAda))).toStrictEqual(said)
  expect(said[1]).toStrictEqual({
    path: '/api/application/users/<user 2>',
    status: 200,
    headers: {},
    body: {
      object: 'user',
      attributes: {
        id: '<user 2>',
        uuid: '<uuid 2>',
        created_at: '<date 1>',
        updated_at: '<date 2>',
      },
    },
  })
})

it('swapped ids are told apart', () => {
  const swapped = [
    toRead(otherAda),
    toRead(otherBob),
    toRead({ ...otherAda, id: otherBob.id }, `${base}/${otherAda.id}`),
  ]
  expect(written(...swapped)).not.toStrictEqual(said)
})

it('an answer about another user than the one that was asked for is told apart', () => {
  const path = `${base}/${otherBob.id}`
  const astray = [toRead(otherAda), toRead(otherBob), toRead(otherAda, path)]
  expect(written(...astray)).not.toStrictEqual(said)
})

it('a uuid that belongs to two users, and one that changes, are told apart', () => {
  const { uuid } = otherAda
  const shared = [toRead(otherAda), toRead({ ...otherBob, uuid }), toRead(otherAda)]
  expect(written(...shared)).not.toStrictEqual(said)
  const changed = { ...otherAda, uuid: '649c489c-7447-4694-bea4-826fa4f3af61' }
  expect(written(toRead(otherAda), toRead(otherBob), toRead(changed))).not.toStrictEqual(said)
})

it('a date that moved, or did not, is told apart', () => {
  const still = { ...otherAda, updated_at: otherAda.created_at }
  expect(written(toRead(still), toRead(otherBob), toRead(still))).not.toStrictEqual(said)
  const moved = { ...otherAda, updated_at: '2020-01-01T00:00:10+00:00' }
  expect(written(toRead(otherAda), toRead(otherBob), toRead(moved))).not.toStrictEqual(said)
})

it('an id that is sent as text, and a date of another form, are told apart', () => {
  const text = { ...otherAda, id: '2' }
  expect(written(toReply(`${base}/2`, toUser(text)))).not.toStrictEqual(written(toRead(ada)))
  const precise = { ...otherAda, updated_at: '2020-01-01T00:00:09.000Z' }
  expect(written(toRead(precise))).not.toStrictEqual(written(toRead(ada)))
})

it('a server stands for itself and its owner, in its attributes and in its environment', () => {
  const toServer = (id: number, user: number, uuid: string, own = uuid) => ({
    object: 'server',
    attributes: { id, user, uuid, container: { environment: { P_SERVER_UUID: own } } },
  })
  const recorded = written(toRead(ada), toReply('/', toServer(77, 77, bob.uuid)))
  const alike = toReply('/', toServer(5, 2, otherBob.uuid))
  expect(written(toRead(otherAda), alike)).toStrictEqual(recorded)
  const ofAnother = toReply('/', toServer(5, 3, otherBob.uuid))
  expect(written(toRead(otherAda), ofAnother)).not.toStrictEqual(recorded)
  const foreign = toReply('/', toServer(5, 2, otherBob.uuid, otherAda.uuid))
  expect(written(toRead(otherAda), foreign)).not.toStrictEqual(recorded)
})

it('the identifier of a server is one value, wherever it comes back', () => {
  const toServer = (identifier: string) =>
    toReply('/', { object: 'server', attributes: { identifier } })
  const recorded = written(toServer('2dm7cqkg'), toServer('2dm7cqkg'))
  expect(written(toServer('zihkk6kv'), toServer('zihkk6kv'))).toStrictEqual(recorded)
  expect(written(toServer('zihkk6kv'), toServer('ccbqu5gp'))).not.toStrictEqual(recorded)
})

it('a link must lead to the same host, and to the id of its user', () => {
  const toCreated = (host: string, id: number, linked = id) =>
    toReply(base, { ...toUser({ id }), meta: { resource: `${host}${base}/${linked}` } })
  const recorded = written(
    toCreated('http://127.0.0.1:8099', 9),
    toCreated('http://127.0.0.1:8099', 10),
  )
  const host = 'https://panel.example.com'
  expect(written(toCreated(host, 2), toCreated(host, 3))).toStrictEqual(recorded)
  expect(written(toCreated(host, 2), toCreated(host, 3, 2))).not.toStrictEqual(recorded)
  const other = 'https://other.example.com'
  expect(written(toCreated(host, 2), toCreated(other, 3))).not.toStrictEqual(recorded)
})

it('the order of keys does not count, that of a list does', () => {
  const { id, uuid, created_at, updated_at } = otherAda
  expect(written(toRead({ updated_at, created_at, uuid, id }))).toStrictEqual(written(toRead(ada)))
  const toList = (...users: readonly object[]) => toReply(base, users.map(toUser))
  expect(written(toRead(otherAda), toList(otherBob, otherAda))).not.toStrictEqual(
    written(toRead(ada), toList(ada, bob)),
  )
})

it('other numbers and texts are compared as they are', () => {
  const toPage = (per_page: number) => toReply(base, { meta: { pagination: { per_page } } })
  expect(written(toPage(50))).not.toStrictEqual(written(toPage(15)))
  const named = toReply(`${base}/77`, toUser({ ...ada, email: 'a@example.com' }))
  const renamed = toReply(`${base}/77`, toUser({ ...ada, email: 'b@example.com' }))
  expect(written(named)).not.toStrictEqual(written(renamed))
})

it('the parts that differ are named', () => {
  const [one] = written({ path: base, status: 200, headers: { allow: 'GET' }, body: [1] })
  const [two] = written({ path: base, status: 404, headers: { allow: 'GET' }, body: [2] })
  const [three] = written({ path: `${base}/2`, status: 200, headers: {}, body: [1] })
  expect(partsThatDiffer(one, one)).toEqual([])
  expect(partsThatDiffer(one, two)).toEqual(['status', 'body'])
  expect(partsThatDiffer(one, three)).toEqual(['path', 'headers'])
})

it('what is left of a limit is compared only where the limit was the same', () => {
  const headers = {
    server: 'nginx',
    'content-type': 'application/json',
    'x-ratelimit-limit': '3',
    'x-ratelimit-remaining': '2',
    'retry-after': '60',
  }
  const sent = { 'content-type': 'application/json', 'retry-after': 'sent' }
  const unlimited = { ...sent, 'x-ratelimit-limit': 'sent', 'x-ratelimit-remaining': 'sent' }
  expect(promisedHeaders(headers)).toEqual(unlimited)
  const limited = { ...sent, 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': '2' }
  expect(promisedHeaders(headers, 3)).toEqual(limited)
})
