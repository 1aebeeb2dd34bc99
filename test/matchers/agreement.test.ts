import { describe, expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import '../../handlers/vitest.ts'
import { failureOf } from './failure.ts'

const headers = { Authorization: 'Bearer sk_test_1', 'Content-Type': 'application/json' }

async function createAsked() {
  const overplane = createOverplane()
  const body = JSON.stringify({ email: 'ada@example.com', first_name: 'Ada', tags: ['a', 'b'] })
  await overplane.fetch('/api/core/user?x=1', { method: 'POST', headers, body })
  await overplane.fetch('/api/core/user', { method: 'POST', headers, body: '{"email":null}' })
  await overplane.fetch('/api/core/user', { method: 'POST', headers, body: '{broken' })
  return overplane
}

const passes = (assertion: () => void): boolean => failureOf(assertion) === undefined

describe('the matchers and journal.verify', () => {
  it.each([
    [{}, true],
    [{ status: 200 }, true],
    [{ status: 400 }, true],
    [{ status: 401 }, false],
    [{ status: expect.any(Number) }, true],
    [{ status: 200, body: { email: null } }, false],
    [{ status: 400, body: { email: null } }, true],
    [{ body: '{broken' }, true],
    [{ body: undefined }, false],
    [{ body: {} }, true],
    [{ body: [] }, false],
    [{ body: { tags: ['a', 'b'] } }, true],
    [{ body: { tags: ['a'] } }, false],
    [{ body: { tags: expect.arrayContaining(['b']) } }, true],
    [{ body: { email: expect.any(String) } }, true],
    [{ body: { email: expect.any(Number) } }, false],
    [{ body: expect.stringContaining('broken') }, true],
    [{ query: { x: '1' } }, true],
    [{ query: { x: 1 } }, false],
    [{ params: { id: 'x' } }, false],
    [{ headers: { 'content-type': 'application/json' } }, true],
    [{ headers: { authorization: 'Bearer sk_test_1' } }, false],
  ])('agree on %j: %s', async (expected, is) => {
    const overplane = await createAsked()
    const { verify } = overplane.journal
    expect(passes(() => verify('createUser').calledWith(expected))).toBe(is)
    expect(passes(() => expect(overplane).toHaveReceived('createUser', expected))).toBe(is)
    expect(passes(() => expect(overplane).not.toHaveReceived('createUser', expected))).toBe(!is)
  })

  it('word a failure alike', async () => {
    const overplane = await createAsked()
    const expected = { body: { email: expect.stringContaining('eve') } }
    const { verify } = overplane.journal
    const told = failureOf(() => verify('createUser').calledWith(expected))
    expect(told).toMatch(/^Failed to verify/)
    expect(failureOf(() => expect(overplane).toHaveReceived('createUser', expected))).toEqual({
      ...{ message: told, actual: { body: '{broken' }, expected },
    })
    expect(failureOf(() => expect(overplane).toHaveReceived('deleteUser'))).toBe(
      failureOf(() => verify('deleteUser').called()),
    )
  })
})
