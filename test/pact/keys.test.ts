import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  credentialsIn,
  defineApi,
  defineDialect,
  operations,
  Refused,
  worded,
} from '../../contract/define.ts'
import { library } from '../define/library.ts'

/** An API that takes its key in the query, by a name that gives no secret away. */
const auth = { query: 'pass_no' } as const
const dialect = defineDialect({
  ...{ entities: {}, auth, failure: z.string(), always: [401] },
  authenticate(call) {
    const key = credentialsIn(auth, call)
    if (key?.startsWith('p_')) return {}
    throw new Refused({ kind: 'unauthenticated', credentials: 'wrong' })
  },
  refusals: worded(({ detail }) => detail),
})
const gate = defineApi({
  ...{ name: 'gate', title: 'Gate', url: 'https://gate.test', about: 'A gate.' },
  credentials: { shown: 'p_1', about: 'A pass.' },
  dialect,
  operations: {
    open: operations(dialect, { tag: 'Gate', about: 'The gate.' })
      .get('/open', 'Open', { replies: { 200: z.string() } })
      .by(() => ({ status: 200, body: 'open' })),
  },
})

describe('a key that is not in the Authorization header', () => {
  it('is in a pact as the page prints it; one that was refused tells nothing', async () => {
    const double = library.create()
    const ask = (key: string) => double.fetch('/v1/books', { headers: { 'X-Library-Key': key } })
    await ask('key_of_mine')
    await ask('a wrong one')
    await double.fetch('/v1/books')
    const { interactions } = await double.journal.toPact({ consumer: 'reader' })
    expect(interactions.map(({ request }) => request.headers)).toEqual([
      { 'X-Library-Key': ['key_123'] },
      { 'X-Library-Key': ['redacted'] },
      undefined,
    ])
    expect(JSON.stringify(interactions)).not.toMatch(/key_of_mine|a wrong one/)
  })

  it('is so in a query too', async () => {
    const double = gate.create()
    await double.fetch('/open?pass_no=p_mine')
    await double.fetch('/open?pass_no=wrong')
    const { interactions } = await double.journal.toPact({ consumer: 'guard' })
    expect(interactions.map(({ request }) => request.query)).toEqual([
      { pass_no: ['p_1'] },
      { pass_no: ['redacted'] },
    ])
  })
})
