import type { PterodactylDouble } from '../../../handlers/index.ts'
import {
  errorOf,
  errorsOf,
  everyUser,
  follows,
  isUser,
  isWrite,
  refusal,
  refused,
  status,
  taking,
  users,
  withAttributes,
} from './pterodactyl-means.ts'
import { pterodactylUserVariants } from './pterodactyl-users.ts'
import { type Exchange, jsonOf, sending, type Variant } from './variants.ts'

type Pterodactyl = Variant<PterodactylDouble>

const isRefusal = ({ status }: Exchange): boolean => status >= 400
const isMalformed = (exchange: Exchange): boolean =>
  exchange.status === 400 && /malformed/.test(String(errorOf(exchange).detail))

/** A refusal with another body. */
const saying =
  (body: (exchange: Exchange) => unknown): NonNullable<Pterodactyl['reply']> =>
  exchange =>
    isRefusal(exchange) ? { body: body(exchange) } : undefined

/** Every error otherwise. */
const errors = (change: (error: Record<string, unknown>) => object) =>
  saying(({ body }) => ({ errors: errorsOf(body).map(change) }))

/** Headers otherwise. */
const headers =
  (change: (headers: Headers) => void): NonNullable<Pterodactyl['ask']> =>
  async (request, double) => {
    const reply = await double.fetch(request)
    const changed = new Headers(reply.headers)
    change(changed)
    return new Response(reply.body, { status: reply.status, headers: changed })
  }

const full = { Authorization: 'Bearer ptla_full', 'Content-Type': 'application/json' }

const doors: readonly Pterodactyl[] = [
  {
    ...follows({ unauthenticatedStatus: 403 }),
    title: 'answers 403 to whoever shows no valid key',
  },
  {
    ...follows({ wrongMethodStatus: 404 }),
    title: 'answers 404 where a path does not take a method',
  },
  {
    title: 'answers 400 where a path does not take a method',
    told: { wrongMethodStatus: 400 },
    reply: status(405, 400),
  },
  { ...follows({ malformedStatus: 422 }), title: 'answers 422 to malformed JSON' },
  {
    title: 'answers 415 to malformed JSON',
    told: { malformedStatus: 415 },
    reply: exchange => (isMalformed(exchange) ? { status: 415 } : undefined),
  },
  {
    title: 'takes malformed JSON for no fields',
    told: { malformedStatus: 422, checks: 'otherwise' },
    ask: async request => {
      const text = await request.clone().text()
      return text === '{"email":' && request.headers.has('Authorization')
        ? sending(request, {})
        : undefined
    },
  },
  {
    ...follows({ queryStatus: 422 }),
    title: 'answers 422 to a filter or a sort that it does not know',
  },
  { ...follows({ unknownPathStatus: 400 }), title: 'answers 400 where there is no such path' },
  {
    title: 'answers any path',
    told: { unknownPathStatus: 'otherwise' },
    reply: ({ path }) => (path.endsWith('/nothing') ? { status: 200, body: {} } : undefined),
  },
  { ...follows({ strangers: 'let in' }), title: 'lets whoever shows no key in' },
  {
    title: 'takes any key',
    told: { keys: 'otherwise' },
    ask: async request =>
      request.headers.has('Authorization') ? new Request(request, { headers: full }) : undefined,
  },
  {
    title: 'looks at the id before the JSON',
    told: { checks: 'otherwise' },
    reply: exchange =>
      isMalformed(exchange) && exchange.path === `${users}/0`
        ? { status: 404, body: refusal('NotFoundHttpException', 404) }
        : undefined,
  },
  {
    title: 'looks at the fields before the id',
    told: { checks: 'otherwise' },
    ask: async request => {
      if (!request.url.endsWith('/0') || request.method !== 'PATCH') return undefined
      const { email } = await jsonOf(request.clone())
      const isOpen = request.headers.get('Authorization') === full.Authorization
      return isOpen && email === undefined && (await request.clone().text()) !== '{"email":'
        ? refused('email', 'required')
        : undefined
    },
  },
  {
    title: 'tells nothing of a limit',
    told: { limitHeaders: 'none' },
    ask: headers(sent => {
      sent.delete('X-RateLimit-Limit')
      sent.delete('X-RateLimit-Remaining')
    }),
  },
  {
    title: 'tells the methods of a 405 in words alone',
    told: { allow: 'otherwise' },
    ask: headers(sent => sent.delete('Allow')),
  },
]

const refusals: readonly Pterodactyl[] = [
  { ...follows({ refusalBody: 'message' }), title: 'refuses in the envelope of Laravel' },
  {
    title: 'refuses in an envelope of its own',
    told: { refusalBody: 'message' },
    reply: saying(exchange => ({
      message: errorOf(exchange).detail,
      errors: { email: ['It is wrong.'] },
    })),
  },
  {
    title: 'refuses in a text',
    told: { refusalBody: 'otherwise' },
    reply: saying(exchange => errorOf(exchange).detail),
  },
  {
    title: 'refuses in problem details',
    told: { refusalBody: 'otherwise' },
    reply: saying(({ status }) => ({ type: 'about:blank', title: 'No', status })),
  },
  {
    title: 'refuses in HTML',
    told: { refusalBody: 'otherwise' },
    ask: async (request, double) => {
      const { status, headers, body } = await double.fetch(request)
      if (status < 400) return new Response(body, { status, headers })
      const html = new Headers({ ...Object.fromEntries(headers), 'Content-Type': 'text/html' })
      return new Response('<h1>No</h1>', { status, headers: html })
    },
  },
  {
    title: 'has other codes',
    told: { refusalWords: 'otherwise' },
    reply: errors(error => ({ ...error, code: 'E1' })),
  },
  {
    title: 'has another sentence in its 401',
    told: { refusalWords: 'otherwise' },
    reply: exchange =>
      exchange.status === 401
        ? { body: { errors: [{ ...errorOf(exchange), detail: 'Who are you?' }] } }
        : undefined,
  },
  {
    title: 'names no field',
    told: { refusalWords: 'otherwise' },
    reply: errors(({ meta: _, ...error }) => error),
  },
  {
    title: 'has a number for the status in an error',
    told: { refusalWords: 'otherwise' },
    reply: errors(error => ({ ...error, status: Number(error.status) })),
  },
]

/** What a list asks for. */
const isList = (request: Request): boolean =>
  request.method === 'GET' && new URL(request.url).pathname === users

const listed =
  (
    isMeant: (query: URLSearchParams) => boolean,
    body: () => Response,
  ): NonNullable<Pterodactyl['ask']> =>
  async request =>
    isList(request) && isMeant(new URL(request.url).searchParams) ? body() : undefined

const nobody = () =>
  Response.json(
    { object: 'list', data: [] },
    { headers: { 'X-RateLimit-Limit': '240', 'X-RateLimit-Remaining': '240' } },
  )
const badQuery = () => Response.json(refusal('InvalidSortQuery', 400), { status: 400 })

const lists: readonly Pterodactyl[] = [
  { ...follows({ listMeta: 'pagination' }), title: 'tells where its page stands' },
  {
    title: 'tells of its page what nobody else does',
    told: { listMeta: 'pagination', pagination: 'otherwise' },
    reply: ({ method, path, status, body }) =>
      method === 'GET' && path === users && status === 200
        ? { body: { ...Object(body), meta: { more: false } } }
        : undefined,
  },
  {
    title: 'says more than is documented beside its list',
    told: {},
    reply: ({ method, path, status, body }) =>
      method === 'GET' && path === users && status === 200
        ? { body: { ...Object(body), version: 1 } }
        : undefined,
  },
  { ...follows({ perPageDefault: 25 }), title: 'has 25 users on a page' },
  { ...follows({ perPageDefault: 100 }), title: 'has 100 users on a page' },
  {
    ...follows({ listMeta: 'pagination', perPageDefault: 10 }),
    title: 'has 10 users on a page, and says so',
  },
  { ...follows({ perPageMaximum: 100 }), title: 'has at most 100 users on a page' },
  {
    title: 'refuses more than 100 users on a page',
    told: { perPageMaximum: 'otherwise' },
    ask: listed(query => Number(query.get('per_page')) > 100, badQuery),
  },
  { ...follows({ lowPage: 'refused' }), title: 'refuses a page below 1' },
  {
    title: 'has nothing on a page below 1',
    told: { lowPage: 'otherwise' },
    ask: listed(query => query.get('page') === '0', nobody),
  },
  {
    title: 'does not know a page behind the last one',
    told: { pastEnd: 'otherwise' },
    reply: ({ query, body }) => {
      const { data = [] } = Object(body)
      return Number(query.get('page')) > 2 && data.length === 0
        ? { status: 404, body: refusal('NotFoundHttpException', 404) }
        : undefined
    },
  },
  { ...follows({ filterMatch: 'whole' }), title: 'filters by whole values' },
  { ...follows({ filterCase: 'exact' }), title: 'minds the case of a filter' },
  {
    ...follows({ filterMatch: 'whole', filterCase: 'exact' }),
    title: 'filters by whole values in their case',
  },
  {
    title: 'does not know a comma in a filter',
    told: { filterLists: 'otherwise' },
    ask: listed(query => String(query.get('filter[username]')).includes(','), nobody),
  },
  {
    title: 'takes one filter at a time',
    told: { filterLists: 'otherwise' },
    ask: listed(query => [...query.keys()].filter(key => /^filter/.test(key)).length > 1, badQuery),
  },
  { ...follows({ unknownFilter: 'ignored' }), title: 'ignores a filter that it does not know' },
  { ...follows({ unknownSort: 'ignored' }), title: 'ignores a sort that it does not know' },
  {
    title: 'does not know a minus before a sort',
    told: { sorts: 'otherwise' },
    ask: listed(query => /^-(id|uuid)$/.test(String(query.get('sort'))), badQuery),
  },
  {
    title: 'has the last one first behind a sort, and the first one behind a minus',
    told: { sorts: 'otherwise' },
    ask: async request => {
      const url = new URL(request.url)
      const sort = url.searchParams.get('sort')
      if (!isList(request) || !/^-?(id|uuid)$/.test(String(sort))) return undefined
      url.searchParams.set('sort', sort?.startsWith('-') ? sort.slice(1) : `-${sort}`)
      return new Request(url, request)
    },
  },
  { ...follows({ unsorted: 'newest' }), title: 'has the newest first in an unsorted list' },
  {
    title: 'puts what is included beside the attributes',
    told: { included: 'otherwise' },
    reply: ({ body, status }) =>
      status < 300
        ? {
            body: everyUser(body, user => {
              const { relationships, ...attributes } = Object(user.attributes)
              return relationships === undefined
                ? user
                : { ...user, attributes, included: relationships }
            }),
          }
        : undefined,
  },
  {
    title: 'always includes the servers',
    told: { included: 'otherwise' },
    reply: ({ body, status }) =>
      status < 300 && isUser(body)
        ? {
            body: withAttributes(body, () => ({
              relationships: { servers: { object: 'list', data: [] } },
            })),
          }
        : undefined,
  },
  {
    title: 'refuses an include that it does not know',
    told: { unknownInclude: 'otherwise' },
    ask: async request => (request.url.includes('include=nothing') ? badQuery() : undefined),
  },
  {
    title: 'includes nothing with what it writes',
    told: { includedWrites: 'otherwise' },
    ask: async request => {
      const url = new URL(request.url)
      if (!isWrite(request) || !url.searchParams.has('include')) return undefined
      url.searchParams.delete('include')
      return new Request(url, request)
    },
  },
  {
    title: 'does not know the servers',
    told: { servers: 'none' },
    reply: ({ path }) =>
      path.startsWith('/api/application/servers')
        ? { status: 404, body: refusal('NotFoundHttpException', 404) }
        : undefined,
  },
  {
    title: 'has other servers',
    told: { servers: 'otherwise' },
    reply: ({ path, status }) =>
      path === '/api/application/servers' && status === 200 ? { body: [{ server: 1 }] } : undefined,
  },
  {
    title: 'fails where it is asked for servers',
    told: { servers: 'otherwise' },
    reply: ({ path, status }) =>
      path.startsWith('/api/application/servers') && status !== 401
        ? { status: 500, body: {} }
        : undefined,
  },
]

const families: readonly Pterodactyl[] = [
  {
    title: 'is the panel itself',
    told: { deleteStatus: 204, listMeta: 'pagination', keyOrder: 'panel' },
    ask: taking({ deleteStatus: 204, listMeta: 'pagination', keyOrder: 'panel' }),
  },
  {
    title: 'is another family altogether',
    told: {
      ...{ refusalBody: 'otherwise', unauthenticatedStatus: 403, wrongMethodStatus: 404 },
      ...{ malformedStatus: 422, unset: 'absent', perPageDefault: 20, perPageMaximum: 100 },
      ...{ filterMatch: 'whole', usernameCase: 'kept', uniqueness: 'exact', unsorted: 'newest' },
    },
    ask: taking({
      ...{ unauthenticatedStatus: 403, wrongMethodStatus: 404, malformedStatus: 422 },
      ...{ unset: 'absent', perPageDefault: 20, perPageMaximum: 100, filterMatch: 'whole' },
      ...{ usernameCase: 'kept', uniqueness: 'exact', unsorted: 'newest' },
    }),
    reply: saying(({ status }) => ({ error: { type: 'refused', status } })),
  },
]

/** Providers that no page of Pterodactyl contradicts. */
export const pterodactylVariants: readonly Pterodactyl[] = [
  ...doors,
  ...refusals,
  ...lists,
  ...pterodactylUserVariants,
  ...families,
]
