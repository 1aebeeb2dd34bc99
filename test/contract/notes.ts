import { getResponse, type HttpHandler } from 'msw'
import * as z from 'zod/mini'
import { endpoint } from '../../contract/answer/endpoint.ts'
import { basePathOf } from '../../contract/double/base-path.ts'
import { createClock } from '../../contract/double/clock.ts'
import { createDouble } from '../../contract/double/double.ts'
import { createIds } from '../../contract/double/ids.ts'
import { createPlacing } from '../../contract/double/placing.ts'
import { createBranches } from '../../contract/double/sessions/branches.ts'
import { createSessions } from '../../contract/double/sessions/sessions.ts'
import { createSettings } from '../../contract/double/settings/settings.ts'
import { createState } from '../../contract/double/state/state.ts'
import { createFollowing } from '../../contract/readings/following.ts'
import { Failure, wordingWith } from './wording.ts'

const Said = z.strictObject({ said: z.unknown() })
const refused = { description: 'Wrong.', body: Failure }

const contract = {
  listNotes: endpoint({
    method: 'get',
    path: '/notes',
    auth: 'none',
    summary: 'List notes',
    responses: { 200: { description: 'All.', body: Said } },
  }),
  retrieveNote: endpoint({
    method: 'get',
    path: '/notes/:id',
    auth: 'none',
    summary: 'Retrieve a note',
    responses: { 200: { description: 'One.', body: Said } },
  }),
  createNote: endpoint({
    method: 'post',
    path: '/notes',
    auth: 'none',
    summary: 'Create a note',
    responses: { 201: { description: 'The new one.', body: Said }, 400: refused },
  }),
  deleteNote: endpoint({
    method: 'delete',
    path: '/notes/:id',
    auth: 'none',
    summary: 'Delete a note',
    responses: { 204: { description: 'Gone.' } },
  }),
}

const refusals = wordingWith(
  (refusal): Record<string, string> =>
    refusal.kind === 'wrong-method' ? { Allow: refusal.allow.join(', ') } : {},
)

const documentedUrl = 'http://notes.test/v1'

const following = createFollowing({ api: 'notes', readings: {} }, { fidelity: 'documented' })

export const createNotes = (baseUrl?: string) =>
  createDouble<typeof contract, undefined, null, never>(
    {
      name: 'notes',
      title: 'Notes',
      documentedUrl,
      contract,
      dialect: { failure: Failure, refusals, authenticate: () => undefined },
      resolvers: {
        listNotes: () => ({ status: 200, body: { said: 'all' } }),
        retrieveNote: ({ params }) => ({ status: 200, body: { said: params.id } }),
        createNote: ({ body }) => ({ status: 201, body: { said: body() } }),
        deleteNote: () => ({ status: 204 }),
      },
      db: null,
      entities: {},
      state: createState({ entities: {}, parts: {}, ids: createIds(1), always: () => {} }),
      clock: createClock(() => new Date()),
      ...{ following, settings: createSettings({ api: 'notes', operations: [], following }, {}) },
      asks: { every: {}, of: {} },
      twin: () => {
        throw new Error('Nobody asks.')
      },
      openapi: () => Promise.reject(new Error('Nobody has described the notes.')),
      fill: () => undefined,
      branches: createBranches(
        {
          sessions: createSessions({}, () => new Date()),
          placing: createPlacing(contract, {}, basePathOf({ baseUrl: baseUrl ?? documentedUrl })),
        },
        () => {
          throw new Error('Nobody opens a session.')
        },
      ),
    },
    baseUrl === undefined ? {} : { baseUrl },
  )

export const url = 'http://notes.test/v1/notes'

/** The status and the body that the handlers answer with; `undefined` where they leave the request alone. */
export const ask = async (handlers: readonly HttpHandler[], to: string, init?: RequestInit) => {
  const response = await getResponse([...handlers], new Request(to, init))
  if (!response) return undefined
  const text = await response.text()
  return [response.status, text === '' ? '' : JSON.parse(text)]
}
