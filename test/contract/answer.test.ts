import { describe, expect, it } from 'vitest'
import type { Call } from '../../contract/answer/call.ts'
import { answering, type Caller, note, outcome, stranger, strict } from './answering.ts'

describe('a resolver', () => {
  it('is given the caller, the parameters, the base URL, the query and the body', () => {
    const seen: unknown[] = []
    const ask = answering({}, ({ caller, params, baseUrl, query, body }) => {
      seen.push(caller, params, baseUrl, query(), body())
      return { status: 200, body: note }
    })
    ask('PUT', '/v1/notes/1', { text: '{"text":"tea","more":1}', search: '?as=html' })
    ask('GET', '/v1/notes/2', { search: '?as=html&x=1' })
    expect(seen).toEqual([
      ...[{ key: 'key' }, { id: '1' }, 'http://h/v1', { as: 'html' }, { text: 'tea' }],
      ...[{ key: 'key' }, { id: '2' }, 'http://h/v1', { as: 'html' }, {}],
    ])
  })

  it('decides what is looked at, and in which order', () => {
    const asleep = answering({}, () => ({ status: 200, body: note }))
    expect(asleep('PUT', '/v1/notes/1', { text: '{', search: '?as=pdf' }).status).toBe(200)
    const ask = answering({}, strict)
    expect(outcome(ask('PUT', '/v1/notes/2', { text: '{' }))).toEqual([404, 'missing'])
    expect(outcome(ask('PUT', '/v1/notes/1', { text: '{' }))).toEqual([400, 'malformed'])
    expect(outcome(ask('PUT', '/v1/notes/1', { text: '{}' }))).toEqual([400, 'invalid'])
    expect(outcome(ask('GET', '/v1/notes/1', { search: '?as=pdf' }))).toEqual([400, 'invalid'])
  })

  it('has the query and the body read in the way of the dialect', () => {
    const readBody = ({ text }: Call) => ({ text: text.toUpperCase() })
    const readQuery = (search: string) => ({ as: search.slice(1) })
    const ask = answering({ readBody, readQuery }, ({ query, body }) => {
      const { as } = Object(query())
      return { status: 200, body: { ...note, id: as, ...Object(body()) } }
    })
    const { body } = ask('GET', '/v1/notes/1', { text: 'tea', search: '?html' })
    expect(body).toEqual({ id: 'html', text: 'TEA', tags: ['shop'] })
  })

  it('fails with its own error where it throws what is no refusal', () => {
    const ask = answering({}, () => {
      throw new RangeError('out of milk')
    })
    expect(() => ask('GET', '/v1/notes/1')).toThrow(new RangeError('out of milk'))
  })
})

describe('a refusal', () => {
  it('is worded by the dialect, which is told the reason and the call', () => {
    const ask = answering({}, strict)
    const told = (method: string, path: string, sent?: Partial<Call>) => {
      const { Refusal = '', Call } = ask(method, path, sent).headers ?? {}
      return [JSON.parse(Refusal), Call]
    }
    expect(told('GET', '/v1/notes/2')).toEqual([
      { kind: 'missing', resource: 'note', id: '2' },
      'GET /v1/notes/2',
    ])
    expect(told('PATCH', '/v1/notes/1')).toEqual([
      { kind: 'wrong-method', allow: ['GET', 'HEAD', 'PUT'] },
      'PATCH /v1/notes/1',
    ])
    expect(told('PUT', '/v1/notes/1', { fault: 'size' })[0]).toEqual({
      kind: 'too-large',
      limit: 1_048_576,
    })
    expect(told('PUT', '/v1/notes/1', { text: '{"text":7}' })[0]).toEqual({
      kind: 'invalid',
      issues: [{ in: 'body', path: 'text', rule: 'type', wanted: 'string', sent: 7 }],
    })
  })
})

describe('the headers that every reply carries', () => {
  const stamp = (caller: Caller | undefined) => ({ For: caller?.key ?? 'nobody', Call: 'stamped' })
  const ask = answering({ stamp }, strict)

  it('stand on successes and refusals, and know the caller', () => {
    expect(ask('GET', '/v1/notes/1').headers).toEqual({ For: 'key', Call: 'stamped' })
    expect(ask('GET', '/v1/notes/2').headers).toMatchObject({ For: 'key' })
    expect(ask('GET', '/v1/notes/2', stranger).headers).toMatchObject({ For: 'nobody' })
    expect(ask('GET', '/v1/nowhere').headers).toMatchObject({ For: 'nobody' })
  })

  it("give way to a reply's own", () => {
    expect(ask('GET', '/v1/notes/2').headers?.Call).toBe('GET /v1/notes/2')
  })
})
