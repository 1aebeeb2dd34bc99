import * as z from 'zod/mini'
import { createAnswer, type Dialect } from '../../contract/answer/answer.ts'
import type { Call } from '../../contract/answer/call.ts'
import { type Ask, endpoint, type Reply } from '../../contract/answer/endpoint.ts'
import { found, Refused } from '../../contract/answer/refusal.ts'
import { createRouter } from '../../contract/answer/router.ts'
import { Failure, wordingWith } from './wording.ts'

const Note = z.strictObject({ id: z.string(), text: z.string(), tags: z.array(z.string()) })

const described = (description: string) => ({ description, body: Failure })
const refused = { 400: described('Wrong.'), 401: described('Who?'), 404: described('Where?') }

export const contract = {
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

export const refusals = wordingWith((refusal, { method, path }) => ({
  Refusal: JSON.stringify(refusal),
  Call: `${method} ${path}`,
}))

export type Caller = { readonly key: string }

export const plain: Dialect<Caller> = {
  failure: Failure,
  refusals,
  authenticate({ headers: { authorization } }) {
    if (authorization) return { key: authorization }
    throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
  },
}

type Notes = Ask<(typeof contract)['retrieveNote'] | (typeof contract)['updateNote'], Caller>

/** Answers by a resolver of the test's own for both endpoints of a note. */
export const answering = (dialect: Partial<Dialect<Caller>>, resolve: (ask: Notes) => Reply) => {
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

export const note = { id: '1', text: 'milk', tags: ['shop'] }
export const stranger = { headers: {} }

/** The order that REST APIs mostly have: 404, then the query, then the body. */
export const strict = ({ params, query, body }: Notes) => {
  found(params.id === '1' ? note : undefined, 'note', params.id)
  query()
  return { status: 200, body: { ...note, ...Object(body()) } }
}

export const outcome = ({ status, body }: Reply) => [status, Reflect.get(Object(body), 'no')]
