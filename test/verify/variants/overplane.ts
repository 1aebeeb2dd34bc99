import type { OverplaneDouble } from '../../../handlers/index.ts'
import { type Exchange, jsonOf, sending, type Variant } from './variants.ts'

type Overplane = Variant<OverplaneDouble>
type Json = Record<string, unknown>

const isRefusal = ({ status }: Exchange): boolean => status >= 400
const errorOf = ({ body }: Exchange): Json => Object(Object(body).error)
const message = (exchange: Exchange): string => String(errorOf(exchange).message)
const users = '/api/core/user'
const rows = '/api/projects/project-user'
const isReorder = ({ path }: Exchange): boolean => path.endsWith('/reorder')

/** Every object in a value, changed. */
function everywhere(value: unknown, change: (object: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map(item => everywhere(item, change))
  if (typeof value !== 'object' || value === null) return value
  const inner = Object.entries(value).map(([key, one]) => [key, everywhere(one, change)])
  return change(Object.fromEntries(inner))
}

const refused = (message: string, param: string, code = 'parameter_invalid_empty') =>
  Response.json({ error: { type: 'invalid_request_error', code, message, param } }, { status: 400 })

const isWrite = ({ method }: Request): boolean => method === 'POST' || method === 'PATCH'

/** A refusal in another envelope. */
const enveloped =
  (change: (text: string, exchange: Exchange) => unknown): NonNullable<Overplane['reply']> =>
  exchange =>
    isRefusal(exchange) ? { body: change(message(exchange), exchange) } : undefined

const shown = { Authorization: 'Bearer sk_test_...', 'Content-Type': 'application/json' }

/** A status in the place of another, for some of the requests. */
const status =
  (from: number, to: number, isMeant: (exchange: Exchange) => boolean = () => true) =>
  (exchange: Exchange) =>
    exchange.status === from && isMeant(exchange) ? { status: to } : undefined

const known = /^\/api\/(core\/user(\/[^/]+)?|projects\/project-user(\/[^/]+)?)$/
const isWrongMethod = ({ method, path }: Exchange): boolean =>
  known.test(path) && (method === 'PUT' || (method === 'GET' && path.startsWith(`${rows}/`)))
const hasCode = (exchange: Exchange): boolean => errorOf(exchange).code !== undefined

/** Providers that no page of Overplane contradicts. */
export const overplaneVariants: readonly Overplane[] = [
  // ---- statuses
  {
    title: 'answers a create with 201',
    told: { createStatus: 201 },
    reply: status(200, 201, ({ method, path }) => method === 'POST' && !path.endsWith('/reorder')),
  },
  {
    title: 'answers a reorder with 201',
    told: { reorderStatus: 201 },
    reply: status(200, 201, isReorder),
  },
  {
    title: 'answers every POST with 201',
    told: { createStatus: 201, reorderStatus: 201 },
    reply: status(200, 201, ({ method }) => method === 'POST'),
  },
  {
    title: 'answers a delete with 202',
    told: { deleteStatus: 202 },
    reply: status(200, 202, ({ method }) => method === 'DELETE'),
  },
  {
    title: 'answers an update with 202',
    told: { updateStatus: 202 },
    reply: status(200, 202, ({ method }) => method === 'PATCH'),
  },
  {
    title: 'answers 422 where a field breaks a rule',
    told: { fieldErrorStatus: 422 },
    reply: status(400, 422, hasCode),
  },
  {
    title: 'answers 422 in the place of every 400',
    told: { fieldErrorStatus: 422, malformedStatus: 422 },
    reply: status(400, 422),
  },
  {
    title: 'answers 417 in the place of every 400, as Frappe does',
    told: { fieldErrorStatus: 417, malformedStatus: 417 },
    reply: status(400, 417),
  },
  {
    title: 'answers 405 where a path does not take the method',
    told: { wrongMethodStatus: 405 },
    reply: status(404, 405, isWrongMethod),
  },
  {
    title: 'answers 403 to whoever shows no valid key',
    told: { unauthenticatedStatus: 403 },
    reply: status(401, 403),
  },
  {
    title: 'answers 410 for an id that nothing has',
    told: { missingStatus: 410 },
    reply: status(404, 410, exchange => errorOf(exchange).code === 'resource_missing'),
  },
  {
    title: 'answers 400 for an id that nothing has',
    told: { missingStatus: 400 },
    reply: status(404, 400, exchange => errorOf(exchange).code === 'resource_missing'),
  },
  // ---- refusals
  {
    title: 'says why in a text',
    told: { envelope: 'text' },
    reply: enveloped(text => ({ error: text })),
  },
  {
    title: 'says why in a message',
    told: { envelope: 'message' },
    reply: enveloped(text => ({ message: text })),
  },
  {
    title: 'says why in a list of errors',
    told: { envelope: 'errors' },
    reply: enveloped(text => ({ errors: [{ message: text }] })),
  },
  {
    title: 'says why in problem details',
    told: { envelope: 'problem' },
    reply: enveloped((text, { status }) => ({
      ...{ type: 'about:blank', title: 'Refused', status },
      detail: text,
    })),
  },
  {
    title: 'says why as nobody else does',
    told: { envelope: 'otherwise' },
    reply: enveloped(text => ({ why: text })),
  },
  {
    title: 'has another sentence in its 401',
    told: { errorWords: 'otherwise' },
    reply: exchange =>
      exchange.status === 401
        ? { body: { error: { ...errorOf(exchange), type: 'auth', message: 'Who are you?' } } }
        : undefined,
  },
  {
    title: 'has other codes',
    told: { errorWords: 'otherwise' },
    reply: exchange =>
      isRefusal(exchange) ? { body: { error: { ...errorOf(exchange), code: 'E1' } } } : undefined,
  },
  {
    title: 'has no codes and names no fields',
    told: { errorWords: 'otherwise' },
    reply: exchange => {
      if (!isRefusal(exchange)) return undefined
      const { code: _, param: __, ...error } = errorOf(exchange)
      return { body: { error } }
    },
  },
  {
    title: 'lets whoever shows no key in',
    told: { strangers: 'let in' },
    ask: async request =>
      request.headers.has('Authorization') ? undefined : new Request(request, { headers: shown }),
  },
  {
    title: 'takes any key',
    told: { credentials: 'any' },
    ask: async request =>
      request.headers.has('Authorization') ? new Request(request, { headers: shown }) : undefined,
  },
  // ---- bodies
  {
    title: 'leaves out what was never set',
    told: { unset: 'absent' },
    reply: ({ body }) => ({
      body: everywhere(body, object =>
        Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)),
      ),
    }),
  },
  {
    title: 'has an empty text for what was never set',
    told: { unset: 'otherwise', nulls: 'otherwise' },
    reply: ({ status, body }) =>
      status >= 300
        ? undefined
        : {
            body: everywhere(body, object =>
              Object.fromEntries(
                Object.entries(object).map(([key, value]) => [
                  key,
                  value === null && !['parent_id', 'full_name'].includes(key) ? '' : value,
                ]),
              ),
            ),
          },
  },
  {
    title: 'sorts its keys',
    told: { keyOrder: 'alphabetical' },
    reply: ({ body }) => ({
      body: everywhere(body, object =>
        Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))),
      ),
    }),
  },
  {
    title: 'says more than is documented',
    told: {},
    reply: ({ status, body }) =>
      status < 300 ? { body: everywhere(body, object => ({ ...object, object: 'x' })) } : undefined,
  },
  {
    title: 'refuses a key that it does not know',
    told: { unknownKeys: 'refused' },
    ask: async request => {
      if (!isWrite(request) || request.url.endsWith('/reorder')) return undefined
      const keys = Object.keys(await jsonOf(request))
      const unknown = keys.find(key =>
        ['nothing_known', 'role', 'id', 'created_at', 'updated_at'].includes(key),
      )
      return unknown === undefined
        ? undefined
        : refused(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown')
    },
  },
  {
    title: 'refuses null',
    told: { nulls: 'refused' },
    ask: async request => {
      if (!isWrite(request)) return undefined
      const nulls = Object.entries(await jsonOf(request.clone())).filter(
        ([key, value]) => value === null && key !== 'parent_id',
      )
      const [name] = nulls[0] ?? []
      return name === undefined ? undefined : refused(`Invalid: ${name}`, name)
    },
  },
  {
    title: 'takes an empty text for any field',
    told: { emptyRequired: 'otherwise' },
    ask: async request => {
      if (!isWrite(request) || request.url.endsWith('/reorder')) return undefined
      const body = await jsonOf(request.clone())
      const empty = Object.entries(body).filter(
        ([key, value]) => value === '' && !['enabled', 'idx', 'view_attachments'].includes(key),
      )
      if (empty.length === 0) return undefined
      return sending(request, { ...body, ...Object.fromEntries(empty.map(([key]) => [key, '-'])) })
    },
  },
  {
    title: 'takes a number for a text',
    told: { wrongTypes: 'otherwise' },
    ask: async request => {
      if (!isWrite(request) || request.url.endsWith('/reorder')) return undefined
      const body = await jsonOf(request.clone())
      const numbers = Object.entries(body).filter(
        ([key, value]) => typeof value === 'number' && key !== 'idx',
      )
      if (numbers.length === 0) return undefined
      const texts = numbers.map(([key, value]) => [key, String(value)])
      return sending(request, { ...body, ...Object.fromEntries(texts) })
    },
  },
  // ---- users
  {
    title: 'has ids of another form',
    told: { ids: 'otherwise' },
    ask: async request => {
      const text = (await request.text()).replaceAll('usr-', 'user_')
      const { method, headers } = request
      const url = request.url.replace('usr-', 'user_')
      return new Request(url, { method, headers, ...(text !== '' && { body: text }) })
    },
    reply: ({ body }) => ({
      body: everywhere(body, ({ id, ...object }) =>
        id === undefined ? object : { id: String(id).replace('user_', 'usr-'), ...object },
      ),
    }),
  },
  {
    title: 'has no two users with the same address',
    told: { uniqueness: 'email' },
    ask: async (request, double) => {
      if (!isWrite(request) || !new URL(request.url).pathname.startsWith(users)) return undefined
      const { email } = await jsonOf(request.clone())
      const id = new URL(request.url).pathname.split('/').at(-1)
      const others = double.db.user.getAll().filter(user => user.email === email && user.id !== id)
      return others.length > 0 ? refused('This address is taken.', 'email') : undefined
    },
  },
  {
    title: 'puts the full name together',
    told: { fullName: 'names' },
    ask: async request => {
      if (request.method !== 'POST' || !request.url.endsWith(users)) return undefined
      const body = await jsonOf(request.clone())
      const names = [body.first_name, body.middle_name, body.last_name]
      const full_name = names.filter(name => typeof name === 'string').join(' ')
      return sending(request, { full_name, ...body })
    },
  },
  {
    title: 'has an empty page for a limit of 0',
    told: { limitZero: 'empty' },
    reply: ({ query, path }, double) =>
      query.get('limit') === '0' && path === users
        ? {
            status: 200,
            body: { data: [], has_more: true, total: double.db.user.count() },
          }
        : undefined,
  },
  {
    title: 'takes a limit that it cannot read for none',
    told: { limitZero: 'default', wrongPages: 'default' },
    ask: async request => {
      const url = new URL(request.url)
      for (const name of ['limit', 'offset']) {
        const value = url.searchParams.get(name)
        if (value !== null && !/^[1-9]\d*$|^0$/.test(value)) url.searchParams.delete(name)
      }
      if (url.searchParams.get('limit') === '0') url.searchParams.delete('limit')
      return new Request(url, request)
    },
  },
  {
    title: 'leaves updated_at where nothing is sent',
    told: { emptyUpdate: 'stays' },
    ask: async (request, double) => {
      if (request.method !== 'PATCH' || !request.url.includes(users)) return undefined
      if ((await request.text()) !== '{}') return undefined
      return double.fetch(request.url, { headers: request.headers })
    },
  },
  {
    title: 'puts users of the same second in the order of their creation',
    told: { sameSecond: 'otherwise' },
    reply: ({ method, path, query, body }, double) => {
      if (method !== 'GET' || path !== users) return undefined
      const total = double.db.user.count()
      const limit = Number(query.get('limit') ?? 20)
      const offset = Number(query.get('offset') ?? 0)
      if (!(limit >= 1 && offset >= 0)) return undefined
      const all = double.db.user.getAll().map((user, nth) => ({ user: { ...user }, nth }))
      const sorted = all.sort(
        (a, b) => Date.parse(b.user.created_at) - Date.parse(a.user.created_at) || a.nth - b.nth,
      )
      const data = sorted.slice(offset, offset + limit).map(({ user }) => user)
      return { body: { ...Object(body), data, has_more: offset + data.length < total } }
    },
  },
  {
    title: 'deletes the rows of a deleted user too',
    told: { cascade: 'otherwise' },
    reply: ({ method, path, status }, double) => {
      if (method !== 'DELETE' || !path.startsWith(`${users}/`) || status !== 200) return undefined
      const user = { equals: path.split('/').at(-1) ?? '' }
      double.db.projectUser.deleteMany({ where: { user } })
      return {}
    },
  },
  // ---- project users
  {
    title: 'knows its users, and takes no others into a row',
    told: { references: 'refused' },
    ask: async (request, double) => {
      if (!isWrite(request) || !new URL(request.url).pathname.startsWith(rows)) return undefined
      if (!request.headers.get('Authorization')?.startsWith('Bearer sk_')) return undefined
      const { user } = await jsonOf(request.clone())
      const isKnown =
        typeof user !== 'string' || double.db.user.count({ where: { id: { equals: user } } }) > 0
      if (isKnown) return undefined
      const before = double.snapshot()
      const response = await double.fetch(request)
      if (!response.ok) return response
      double.restore(before)
      return refused('No such user.', 'user')
    },
  },
  {
    title: 'takes no row without a parent',
    told: { nullParent: 'otherwise' },
    ask: async request => {
      const { parent_id } = await jsonOf(request.clone())
      return parent_id === null ? refused('Missing: parent_id.', 'parent_id') : undefined
    },
  },
  {
    title: 'knows no parent without rows',
    told: { emptyParent: 'otherwise' },
    reply: ({ method, path, body }) =>
      method === 'GET' && path === rows && Object(body).total === 0
        ? {
            status: 404,
            body: {
              error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No.' },
            },
          }
        : undefined,
  },
  {
    title: 'counts the rows of a parent for the next idx',
    told: { rowPlace: 'count' },
    ask: async (request, double) => {
      if (request.method !== 'POST' || !request.url.endsWith(rows)) return undefined
      const { idx, ...body } = await jsonOf(request.clone())
      if (typeof body.parent_id !== 'string' || (idx !== undefined && idx !== null)) {
        return undefined
      }
      const count = double.db.projectUser.count({
        where: { parent_id: { equals: body.parent_id } },
      })
      return sending(request, { ...body, idx: count + 1 })
    },
  },
  {
    title: 'knows another body of a reorder',
    told: { reorderBody: 'otherwise' },
    ask: async request => {
      if (!request.url.endsWith('/reorder')) return undefined
      const { items } = await jsonOf(request.clone())
      return items === undefined ? undefined : refused('Missing required param: rows.', 'rows')
    },
  },
  {
    title: 'answers a reorder with a single row, as is printed',
    told: { reorderReply: 'otherwise' },
    reply: exchange => {
      const [row] = Object(exchange.body).data ?? []
      return isReorder(exchange) && row ? { body: row } : undefined
    },
  },
  {
    title: 'is another family altogether: 201, 405, 422, problem details, absent keys',
    told: {
      ...{ createStatus: 201, fieldErrorStatus: 422, malformedStatus: 422 },
      ...{ wrongMethodStatus: 405, envelope: 'problem', unset: 'absent', reorderStatus: 201 },
    },
    reply: exchange => {
      const { method, status: before, body } = exchange
      const detail = message(exchange)
      if (before < 300) {
        const present = everywhere(body, object =>
          Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)),
        )
        return { status: method === 'POST' ? 201 : before, body: present }
      }
      const other = before === 400 ? 422 : isWrongMethod(exchange) ? 405 : before
      return { status: other, body: { type: 'about:blank', title: 'No', status: other, detail } }
    },
  },
]
