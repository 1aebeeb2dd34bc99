import { describe, expect, it } from 'vitest'
import { type Auth, credentialsIn, toSent } from '../../contract/answer/auth.ts'

const call = (headers: Record<string, string>, search = '') => ({
  ...{ method: 'GET', origin: 'http://localhost', path: '/', text: '' },
  headers,
  search,
})

describe('credentials', () => {
  it.each<[Auth, Record<string, string>, string, string | undefined]>([
    ['bearer', { authorization: 'Bearer abc' }, '', 'abc'],
    ['bearer', { authorization: 'bearer  abc' }, '', 'abc'],
    ['bearer', { authorization: 'Basic abc' }, '', undefined],
    ['bearer', { authorization: 'Bearer ' }, '', undefined],
    ['bearer', {}, '?token=abc', undefined],
    ['basic', { authorization: 'Basic YWRhOmzDtnZl' }, '', 'ada:löve'],
    ['basic', { authorization: 'Basic ###' }, '', ''],
    [{ header: 'X-Api-Key' }, { 'x-api-key': 'abc' }, '', 'abc'],
    [{ header: 'X-Api-Key' }, { authorization: 'Bearer abc' }, '', undefined],
    [{ query: 'api_key' }, {}, '?limit=1&api_key=a%20b', 'a b'],
    [{ query: 'api_key' }, {}, '?api_key=', undefined],
  ])('of the kind %j in %j%s are %j', (auth, headers, search, credentials) => {
    expect(credentialsIn(auth, call(headers, search))).toBe(credentials)
  })

  it.each<[Auth, object]>([
    ['bearer', { headers: { Authorization: 'Bearer ada:löve' } }],
    ['basic', { headers: { Authorization: 'Basic YWRhOmzDtnZl' } }],
    [{ header: 'X-Api-Key' }, { headers: { 'X-Api-Key': 'ada:löve' } }],
    [{ query: 'api_key' }, { headers: {}, query: ['api_key', 'ada:löve'] }],
  ])('of the kind %j are sent as %j', (auth, sent) => {
    expect(toSent(auth, 'ada:löve')).toEqual(sent)
  })
})
