import { describe, expect, it } from 'vitest'
import { matchers } from '../../contract/matchers/matchers.ts'
import { createOverplane } from '../../handlers/index.ts'
import '../../handlers/vitest.ts'
import { failureOf } from './failure.ts'

const headers = { Authorization: 'Bearer sk_test_1', 'Content-Type': 'application/json' }

/** A double that was asked to create these users. */
async function asked(...users: readonly unknown[]) {
  const overplane = createOverplane({ world: 'empty' })
  for (const user of users) {
    await overplane.fetch('/api/core/user', {
      ...{ method: 'POST', headers, body: JSON.stringify(user) },
    })
  }
  return overplane
}

const ada = { email: 'ada@example.com', first_name: 'Ada' }
const eve = { email: 'eve@example.com', first_name: 'Eve' }

describe('toHaveReceived', () => {
  it('passes where the operation was called', async () => {
    const overplane = await asked(ada)
    expect(overplane).toHaveReceived('createUser')
    expect(overplane).not.toHaveReceived('deleteUser')
  })

  it('passes where one of the calls is as expected', async () => {
    const overplane = await asked(eve, ada)
    expect(overplane).toHaveReceived('createUser', { body: { email: 'ada@example.com' } })
    expect(overplane).toHaveReceived('createUser', { body: ada, status: 200 })
    expect(overplane).toHaveReceived('createUser', { headers: { authorization: 'Bearer …' } })
    expect(overplane).not.toHaveReceived('createUser', { body: { email: 'bob@example.com' } })
    expect(overplane).not.toHaveReceived('createUser', { status: 400 })
  })

  it('asks asymmetric matchers', async () => {
    const overplane = await asked(ada)
    expect(overplane).toHaveReceived('createUser', {
      body: { email: expect.stringContaining('@'), first_name: expect.any(String) },
      status: 200,
    })
    expect(overplane).not.toHaveReceived('createUser', { body: { email: expect.any(Number) } })
    expect(overplane).not.toHaveReceived('createUser', { body: expect.anything(), status: 401 })
  })

  it('looks at the parameters and at the query', async () => {
    const overplane = createOverplane()
    await overplane.fetch('/api/core/user/user_abc123', { headers })
    await overplane.fetch('/api/core/user?limit=5', { headers })
    expect(overplane).toHaveReceived('retrieveUser', { params: { id: 'user_abc123' } })
    expect(overplane).toHaveReceived('listUsers', { query: { limit: '5' }, body: undefined })
    expect(overplane).not.toHaveReceived('listUsers', { query: { limit: '6' } })
  })

  it('counts the calls that are as expected', async () => {
    const overplane = await asked(ada, eve, ada)
    expect(overplane).toHaveReceived('createUser', { times: 3 })
    expect(overplane).toHaveReceived('createUser', { times: 1, body: eve })
    expect(overplane).toHaveReceived('createUser', { times: 2, status: 200, body: ada })
    expect(overplane).toHaveReceived('deleteUser', { times: 0 })
    expect(overplane).not.toHaveReceived('createUser', { times: 1 })
    expect(overplane).not.toHaveReceived('createUser', { times: 2, body: eve })
  })

  it('forgets with the double', async () => {
    const overplane = await asked(ada)
    overplane.reset()
    expect(overplane).not.toHaveReceived('createUser')
  })
})

describe('a failure', () => {
  it('says that there was no call', async () => {
    const overplane = await asked()
    expect(failureOf(() => expect(overplane).toHaveReceived('createUser'))).toBe(
      'Failed to verify "createUser": expected a call, but it was not called at all.',
    )
  })

  it('shows what was sent beside what was expected', async () => {
    const overplane = await asked(ada)
    const expected = { body: { email: 'eve@example.com' }, status: 200 }
    expect(failureOf(() => expect(overplane).toHaveReceived('createUser', expected))).toEqual({
      message: `Failed to verify "createUser": expected a call with
  {"body":{"email":"eve@example.com"},"status":200}
, but it was called 1 time:
  1. POST /api/core/user {"query":{},"body":{"email":"ada@example.com","first_name":"Ada"}} -> 200`,
      actual: { body: { email: 'ada@example.com' }, status: 200 },
      expected: { body: { email: 'eve@example.com' }, status: 200 },
    })
  })

  it('compares with the call that comes nearest, and of several with the last', async () => {
    const overplane = await asked(eve, { email: 'ada@example.com', first_name: 'A' }, eve)
    const near = failureOf(() => expect(overplane).toHaveReceived('createUser', { body: ada }))
    expect(near).toMatchObject({
      message: expect.stringContaining('but it was called 3 times:'),
      actual: { body: { email: 'ada@example.com', first_name: 'A' } },
      expected: { body: { email: 'ada@example.com', first_name: 'Ada' } },
    })
    const other = { body: { email: 'bob@example.com' } }
    expect(failureOf(() => expect(overplane).toHaveReceived('createUser', other))).toMatchObject({
      actual: { body: { email: 'eve@example.com' } },
    })
  })

  it('names asymmetric matchers', async () => {
    const overplane = await asked(ada)
    const body = {
      email: expect.stringContaining('#'),
      first_name: expect.stringMatching(/^E/),
      last_name: expect.any(String),
      extra: expect.objectContaining({ a: 1 }),
    }
    expect(() => expect(overplane).toHaveReceived('createUser', { body })).toThrow(
      '{"body":{"email":"StringContaining #","first_name":"StringMatching /^E/",' +
        '"last_name":"Any<String>","extra":"ObjectContaining {\\"a\\":1}"}}',
    )
  })

  it('of a count lists the calls that are too many, or all where they are too few', async () => {
    const overplane = await asked(ada, eve, ada)
    const once = { times: 1, body: { email: 'ada@example.com' } }
    expect(failureOf(() => expect(overplane).toHaveReceived('createUser', once))).toBe(
      `Failed to verify "createUser": expected 1 call with
  {"body":{"email":"ada@example.com"}}
, but it was called 2 times:
  1. POST /api/core/user {"query":{},"body":{"email":"ada@example.com","first_name":"Ada"}} -> 200
  3. POST /api/core/user {"query":{},"body":{"email":"ada@example.com","first_name":"Ada"}} -> 200`,
    )
    const thrice = { times: 3, body: { email: 'ada@example.com' } }
    expect(failureOf(() => expect(overplane).toHaveReceived('createUser', thrice))).toEqual({
      message: `Failed to verify "createUser": expected 3 calls with
  {"body":{"email":"ada@example.com"}}
, but there were 2: it was called 3 times:
  1. POST /api/core/user {"query":{},"body":{"email":"ada@example.com","first_name":"Ada"}} -> 200
  2. POST /api/core/user {"query":{},"body":{"email":"eve@example.com","first_name":"Eve"}} -> 200
  3. POST /api/core/user {"query":{},"body":{"email":"ada@example.com","first_name":"Ada"}} -> 200`,
      actual: { body: { email: 'eve@example.com' } },
      expected: { body: { email: 'ada@example.com' } },
    })
  })

  it('of a .not lists the calls that were not expected, and shows no difference', async () => {
    const overplane = await asked(ada, eve)
    const body = { email: 'ada@example.com' }
    const called = `but it was called 1 time:
  1. POST /api/core/user {"query":{},"body":{"email":"ada@example.com","first_name":"Ada"}} -> 200`
    expect(failureOf(() => expect(overplane).not.toHaveReceived('createUser', { body }))).toBe(
      `Failed to verify "createUser": expected no call with
  {"body":{"email":"ada@example.com"}}
, ${called}`,
    )
    const once = { body, times: 1 }
    expect(failureOf(() => expect(overplane).not.toHaveReceived('createUser', once))).toBe(
      `Failed to verify "createUser": expected anything but 1 call with
  {"body":{"email":"ada@example.com"}}
, ${called}`,
    )
    const never = { body: { email: 'bob@example.com' }, times: 0 }
    expect(failureOf(() => expect(overplane).not.toHaveReceived('createUser', never))).toMatch(
      'expected anything but 0 calls with',
    )
  })
})

describe('a matcher that shows nothing of itself, as those of bun test', () => {
  class Closed {
    readonly #text: string
    constructor(text: string) {
      this.#text = text
    }
    get [Symbol.toStringTag]() {
      return 'ExpectStringContaining'
    }
    static asked(actual: unknown, expected: unknown): boolean {
      return expected instanceof Closed && String(actual).includes(expected.#text)
    }
  }
  const runner = { equals: Closed.asked }
  const received = (overplane: unknown, text: string) =>
    matchers.toHaveReceived.call(runner, overplane, 'createUser', {
      body: { email: new Closed(text) },
    })

  it('is asked by the runner', async () => {
    const overplane = await asked(ada)
    expect(received(overplane, '@example').pass).toBe(true)
    expect(received(overplane, 'nobody').pass).toBe(false)
  })

  it('stands in a message by its name', async () => {
    expect(received(await asked(ada), 'nobody').message()).toContain(
      'expected a call with\n  {"body":{"email":"StringContaining"}}',
    )
  })

  it('is refused where no runner is there to ask, instead of never matching', async () => {
    const { journal } = await asked(ada)
    const expected = { body: { email: new Closed('@') } }
    expect(() => journal.verify('createUser').calledWith(expected)).toThrow(
      /^Failed to ask "StringContaining": .*toHaveReceived/,
    )
  })
})
