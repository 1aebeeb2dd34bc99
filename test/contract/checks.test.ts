import { describe, expect, it } from 'vitest'
import { readJson } from '../../contract/answer/parse.ts'
import { answering, outcome, plain, stranger, strict } from './answering.ts'

describe('the order of the checks', () => {
  const ask = answering({}, strict)

  it('is path, method, credentials, then the resolver', () => {
    expect(outcome(ask('GET', '/v1/nowhere', stranger))).toEqual([404, 'unknown-path'])
    expect(outcome(ask('POST', '/v1/notes/1', stranger))).toEqual([405, 'wrong-method'])
    expect(outcome(ask('GET', '/v1/notes/2', stranger))).toEqual([401, 'unauthenticated'])
    expect(outcome(ask('GET', '/v1/notes/2'))).toEqual([404, 'missing'])
  })

  it('asks for no credentials where the endpoint wants none', () => {
    expect(ask('GET', '/v1/health', stranger)).toEqual({ status: 204 })
    const first = answering({ authenticatesFirst: true }, strict)
    expect(first('GET', '/v1/health', stranger)).toEqual({ status: 204 })
  })

  it('has credentials before path and method with authenticatesFirst', () => {
    const first = answering({ authenticatesFirst: true }, strict)
    expect(outcome(first('GET', '/v1/nowhere', stranger))).toEqual([401, 'unauthenticated'])
    expect(outcome(first('POST', '/v1/notes/1', stranger))).toEqual([401, 'unauthenticated'])
    expect(outcome(first('GET', '/v1/nowhere'))).toEqual([404, 'unknown-path'])
    expect(outcome(first('POST', '/v1/notes/1'))).toEqual([405, 'wrong-method'])
  })

  it('has what a dialect looks at together with the credentials before the resolver', () => {
    const early = answering(
      {
        authenticate(call) {
          const caller = plain.authenticate(call)
          readJson(call)
          return caller
        },
      },
      strict,
    )
    const broken = { text: '{' }
    expect(outcome(early('PUT', '/v1/notes/2', broken))).toEqual([400, 'malformed'])
    expect(outcome(early('PUT', '/v1/notes/2', { ...stranger, ...broken }))[0]).toBe(401)
    expect(outcome(early('PUT', '/v1/notes/2', { text: '{}' }))).toEqual([404, 'missing'])
    expect(outcome(early('POST', '/v1/notes/2', broken))).toEqual([405, 'wrong-method'])
  })

  it('has a body that is too large before everything', () => {
    const large = { ...stranger, fault: 'size' } as const
    for (const path of ['/v1/notes/1', '/v1/nowhere', '/v1/health']) {
      expect(outcome(ask('PUT', path, large))).toEqual([413, 'too-large'])
    }
  })
})
