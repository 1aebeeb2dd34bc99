import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type Call, createAnswer, type Dialect, type Wording } from '../../contract/answer.ts'
import { type Ask, endpoint, type Reply } from '../../contract/endpoint.ts'
import { readJson } from '../../contract/parse.ts'
import { found, type Refusal, Refused } from '../../contract/refusal.ts'
import { createRouter } from '../../contract/router.ts'

const Failure = z.strictObject({ no: z.string() })
const Note = z.strictObject({ id: z.string(), text: z.string(), tags: z.array(z.string()) })

const described = (description: string) => ({ description, body: Failure })
const refused = { 400: described('Wrong.'), 401: described('Who?'), 404: described('Where?') }

const contract = {
  retrieveNote: endpoint({
    method: 'get',
    path: '/notes/:id',
    auth: 'bearer',
    summary: 'Retrieve a note',
    query: z.object({ as: z.exactOptional(z.enum(['text', 'html'])) }),
    responses: { 200: { description: 'The note.', body: Note }, ...refused },
  }),
  updateNote: endpoint({
    method: 'put',
    path: '/notes/:id',
    auth: 'bearer',
    summary: 'Update a note',
    body: z.object({ text: z.string() }),
    responses: { 200: { description: 'The note.', body: Note }, ...refused },
  }),
  health: endpoint({
    method: 'get',
    path: '/health',
    auth: 'none',
    summary: 'Say whether it lives',
    responses: { 204: { description: 'It lives.' } },
  }),
}

const word = (status: number) => (refusal: Refusal, call: Call) => ({
  status,
  body: { no: refusal.kind },
  headers: { Refusal: JSON.stringify(refusal), Call: `${call.method} ${call.path}` },
})

const refusals: Wording = {
  unauthenticated: word(401),
  forbidden: word(403),
  'unknown-path': word(404),
  'wrong-method': word(405),
  missing: word(404),
  malformed: word(400),
  invalid: word(400),
  unprocessable: word(400),
  'too-large': word(413),
  'too-many': word(429),
}

type Caller = { readonly key: string }

const plain: Dialect<Caller> = {
  failure: Failure,
  refusals,
  authenticate({ headers: { authorization } }) {
    if (authorization) return { key: authorization }
    throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
  },
}

type Notes = Ask<(typeof contract)['retrieveNote'] | (typeof contract)['updateNote'], Caller>

/** Answers by a resolver of the test's own for both endpoints of a note. */
const answering = (dialect: Partial<Dialect<Caller>>, resolve: (ask: Notes) => Reply) => {
  // What breaks the contract does not compile; here it must, to be caught at run time.
  const resolver = resolve as () => { status: 200; body: z.infer<typeof Note> }
  const answer = createAnswer<typeof contract, Caller>(
    { ...plain, ...dialect },
    { retrieveNote: resolver, updateNote: resolver, health: () => ({ status: 204 }) },
    '/v1',
  )
  const router = createRouter(contract, '/v1')
  return (method: string, path: string, sent: Partial<Call> = {}): Reply => {
    const headers = { authorization: 'key' }
    const whole = { method, path, headers, origin: 'http://h', search: '', text: '', ...sent }
    return answer(whole, router(method, path))
  }
}

const note = { id: '1', text: 'milk', tags: ['shop'] }
const stranger = { headers: {} }

/** The order that REST APIs mostly have: 404, then the query, then the body. */
const strict = ({ params, query, body }: Notes) => {
  found(params.id === '1' ? note : undefined, 'note', params.id)
  query()
  return { status: 200, body: { ...note, ...Object(body()) } }
}

const outcome = ({ status, body }: Reply) => [status, Reflect.get(Object(body), 'no')]

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
