import { describe, expect, it } from 'vitest'
import type { Endpoint, Method } from '../../contract/answer/endpoint.ts'
import { createRouter } from '../../contract/answer/router.ts'

const at = (method: Method, path: Endpoint['path']): Endpoint => ({
  method,
  path,
  auth: 'none',
  summary: 'For the router alone',
  responses: {},
})

// The parameters stand before the static segments on purpose, and DELETE before GET.
const contract = {
  deleteNote: at('delete', '/notes/:id'),
  retrieveNote: at('get', '/notes/:id'),
  renameNote: at('patch', '/notes/:name'),
  listNotes: at('get', '/notes'),
  createNote: at('post', '/notes'),
  reorderNotes: at('post', '/notes/reorder'),
  newestNote: at('get', '/notes/newest'),
  listTags: at('get', '/notes/:id/tags'),
  retrieveTag: at('get', '/notes/:id/tags/:tag'),
  listOwnTags: at('get', '/notes/mine/all'),
  importNotes: at('put', '/import'),
}

const route = createRouter(contract, '/v1')

/** The operation and its parameters, or the methods that the path would take. */
const place = (method: string, path: string) => {
  const found = route(method, path)
  return 'operation' in found ? [found.operation, found.params] : found.allow
}

describe('the router', () => {
  it('finds an endpoint by method and path, below the base path', () => {
    expect(place('GET', '/v1/notes')).toEqual(['listNotes', {}])
    expect(place('POST', '/v1/notes')).toEqual(['createNote', {}])
    expect(place('GET', '/notes')).toEqual([])
    expect(route('GET', '/v1/notes')).toMatchObject({ endpoint: contract.listNotes })
  })

  it('finds what a URL writes in another form', () => {
    const odd = createRouter({ upload: at('put', '/<upload url>/:id'), all: at('get', '/søer') })
    const { pathname } = new URL('https://api.test/<upload url>/7')
    expect(odd('PUT', pathname)).toMatchObject({ operation: 'upload', params: { id: '7' } })
    expect(odd('GET', '/s%C3%B8er')).toMatchObject({ operation: 'all' })
  })

  it('gives every parameter under the name that the endpoint itself has for it', () => {
    expect(place('GET', '/v1/notes/7/tags/red')).toEqual(['retrieveTag', { id: '7', tag: 'red' }])
    expect(place('DELETE', '/v1/notes/7')).toEqual(['deleteNote', { id: '7' }])
    expect(place('PATCH', '/v1/notes/7')).toEqual(['renameNote', { name: '7' }])
  })

  it('takes static segments before parameters, whichever the contract has first', () => {
    expect(place('GET', '/v1/notes/newest')).toEqual(['newestNote', {}])
    expect(place('POST', '/v1/notes/reorder')).toEqual(['reorderNotes', {}])
  })

  it('takes the parameter where the static path has another method', () => {
    expect(place('GET', '/v1/notes/reorder')).toEqual(['retrieveNote', { id: 'reorder' }])
    expect(place('DELETE', '/v1/notes/newest')).toEqual(['deleteNote', { id: 'newest' }])
  })

  it('turns back from a static segment that leads nowhere', () => {
    expect(place('GET', '/v1/notes/mine/all')).toEqual(['listOwnTags', {}])
    expect(place('GET', '/v1/notes/mine/tags')).toEqual(['listTags', { id: 'mine' }])
    expect(place('GET', '/v1/notes/mine')).toEqual(['retrieveNote', { id: 'mine' }])
  })

  it('answers HEAD as GET', () => {
    expect(place('HEAD', '/v1/notes')).toEqual(['listNotes', {}])
    expect(place('HEAD', '/v1/notes/7')).toEqual(['retrieveNote', { id: '7' }])
    expect(place('HEAD', '/v1/import')).toEqual(['PUT'])
  })

  it('lists the methods that a path takes in one order, whatever that of the contract', () => {
    expect(place('PUT', '/v1/notes/7')).toEqual(['GET', 'HEAD', 'PATCH', 'DELETE'])
    expect(place('DELETE', '/v1/notes')).toEqual(['GET', 'HEAD', 'POST'])
    expect(place('OPTIONS', '/v1/import')).toEqual(['PUT'])
    expect(place('TRACE', '/v1/notes/mine/all')).toEqual(['GET', 'HEAD'])
  })

  it('lists the methods of a static path together with those of the parameter beside it', () => {
    expect(place('PUT', '/v1/notes/reorder')).toEqual(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'])
  })

  it('knows no path that is longer, shorter, or has an empty segment', () => {
    for (const path of ['', '/', '/v1', '/v1/', '/v1/notes/', '/v1/notes//tags', '//v1/notes']) {
      expect([path, place('GET', path)]).toEqual([path, []])
    }
    expect(place('GET', '/v1/notes/7/tags/red/blue')).toEqual([])
    expect(place('GET', `/v1/notes${'/x'.repeat(100_000)}`)).toEqual([])
  })

  it('decodes parameters, a slash among them', () => {
    expect(place('GET', '/v1/notes/caf%C3%A9%20au%2Flait')).toEqual([
      'retrieveNote',
      { id: 'café au/lait' },
    ])
  })

  it('leaves a broken percent escape as it was sent', () => {
    for (const id of ['%', '%zz', '%E0%A4%A', '%C3%28', 'a%2']) {
      expect(place('GET', `/v1/notes/${id}`)).toEqual(['retrieveNote', { id }])
    }
  })

  it('takes the names of what every object has for ordinary segments and methods', () => {
    for (const id of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      expect(place('GET', `/v1/notes/${id}`)).toEqual(['retrieveNote', { id }])
      expect(place('GET', `/v1/${id}`)).toEqual([])
      expect(place(id, '/v1/import')).toEqual(['PUT'])
    }
  })

  it('keeps a parameter that is named __proto__ as one', () => {
    const found = createRouter({ odd: at('get', '/odd/:__proto__') })('GET', '/odd/x')
    expect('params' in found && Object.entries(found.params)).toEqual([['__proto__', 'x']])
    expect(Reflect.get({}, 'x')).toBeUndefined()
  })

  it('refuses to be built of a method and path that stand twice', () => {
    const twice = { one: at('get', '/notes'), other: at('get', '/notes') }
    expect(() => createRouter(twice, '/v1')).toThrow(
      'Failed to build the router: "GET /v1/notes" stands twice, as "one" and as "other". Remove one of them.',
    )
  })

  it('takes paths that differ in the names of their parameters alone for the same', () => {
    const twice = { one: at('get', '/notes/:id'), other: at('get', '/notes/:name') }
    expect(() => createRouter(twice)).toThrow(
      '"GET /notes/:name" stands twice, as "one" and as "other"',
    )
  })
})
