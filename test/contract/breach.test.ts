import { describe, expect, it } from 'vitest'
import { createAnswer } from '../../contract/answer/answer.ts'
import type { Reply } from '../../contract/answer/endpoint.ts'
import { Refused } from '../../contract/answer/refusal.ts'
import { createRouter } from '../../contract/answer/router.ts'
import { answering, type Caller, contract, note, plain, refusals, strict } from './answering.ts'

describe('a reply that breaks the contract', () => {
  const says = (reply: Reply) => () => answering({}, () => reply)('GET', '/v1/notes/1')
  const breach = (place: string) =>
    `Failed to answer "retrieveNote": its 200 breaks the contract at "${place}"`

  it('fails by its status, where that is not documented', () => {
    expect(says({ status: 201, body: note })).toThrow(
      'Failed to answer "retrieveNote": its contract documents no status 201. Add it to the endpoint\'s responses.',
    )
  })

  it('fails by a missing key', () => {
    expect(says({ status: 200, body: { id: '1', tags: [] } })).toThrow(breach('text'))
  })

  it('fails by an extra key, and names it', () => {
    const extra = says({ status: 200, body: { ...note, secret: 's' } })
    expect(extra).toThrow('Failed to answer "retrieveNote": its 200 breaks the contract at ')
    expect(extra).toThrow('secret')
  })

  it('fails by a wrong type, however deep', () => {
    expect(says({ status: 200, body: { ...note, text: 7 } })).toThrow(breach('text'))
    expect(says({ status: 200, body: { ...note, tags: ['a', 7] } })).toThrow(breach('tags.1'))
  })

  it('fails by every breach at once', () => {
    const both = says({ status: 200, body: { id: 1, text: 'milk', tags: 'shop' } })
    expect(both).toThrow(/"id" .*"tags" .*Correct the entity/)
  })

  it('fails where the body is missing', () => {
    expect(says({ status: 200 })).toThrow('Failed to answer "retrieveNote": its 200 breaks')
  })

  it('fails by a body where the contract documents none', () => {
    const health = () => ({ status: 204, body: { alive: true } }) as unknown as { status: 204 }
    const answer = createAnswer<{ health: typeof contract.health }, Caller>(plain, { health }, '')
    const call = { method: 'GET', path: '/health', origin: '', search: '', headers: {}, text: '' }
    expect(() => answer(call, createRouter(contract)('GET', '/health'))).toThrow(
      'Failed to answer "health"',
    )
  })

  it('fails alike where it is a refusal, of an endpoint or of none', () => {
    const shouting = { ...refusals, missing: () => ({ status: 404, body: { NO: 'where?' } }) }
    const shouts = answering({ refusals: shouting }, strict)
    expect(() => shouts('GET', '/v1/notes/2')).toThrow('"retrieveNote": its 404 breaks')
    const louder = { ...refusals, 'unknown-path': () => ({ status: 404, body: { NO: 'what?' } }) }
    const says = answering({ refusals: louder }, strict)
    expect(() => says('GET', '/v1/nowhere')).toThrow('"/v1/nowhere": its 404 breaks')
  })

  it('fails by a refusal that the endpoint does not document', () => {
    const ask = answering({}, () => {
      throw new Refused({ kind: 'forbidden', detail: 'Not yours.' })
    })
    expect(() => ask('GET', '/v1/notes/1')).toThrow('"retrieveNote": its contract documents no')
  })
})
