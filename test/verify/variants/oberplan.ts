import { choicesOf } from '../../../contract/readings/values.ts'
import type { OberplanDouble } from '../../../handlers/index.ts'
import { readings } from '../../../handlers/oberplan/readings.ts'
import { type Exchange, sending, type Variant } from './variants.ts'

type Oberplan = Variant<OberplanDouble>
type Json = Record<string, unknown>

const me = '/v1/users/me'
const limit = '/v1/rate-limit'

const isRefusal = ({ status }: Exchange): boolean => status >= 400
const errorOf = ({ body }: Exchange): Json => Object(Object(body).error)
const stored = ({ db }: OberplanDouble) => db.user.getAll()[0]

/** A JSON object; nothing where the body is none. */
const jsonOf = async (request: Request): Promise<Json | undefined> => {
  try {
    const value: unknown = JSON.parse(await request.text())
    return Array.isArray(value) ? undefined : Object(value)
  } catch {
    return undefined
  }
}

const headers = {
  'X-Rate-Limit-RequestRemaining': '100',
  'X-Rate-Limit-RequestReset': '300',
}

const refused = (message: string, code = 'invalid_parameter') =>
  Response.json({ error: { code, message, status: 400 }, success: false }, { status: 400, headers })

const done = () => Response.json({ success: true }, { headers })

/** Looks at what an update sends. */
const onUpdate =
  (
    change: (
      body: Json,
      request: Request,
      double: OberplanDouble,
    ) => Request | Response | undefined | Promise<Response | undefined>,
  ): NonNullable<Oberplan['ask']> =>
  async (request, double) => {
    if (request.method !== 'PUT') return undefined
    const body = await jsonOf(request.clone())
    return body && change(body, request, double)
  }

/** Refuses updates with such a key. */
const refusing = (isWrong: (key: string, value: unknown, body: Json) => boolean) =>
  onUpdate(body => {
    const [key] = Object.entries(body).find(([name, value]) => isWrong(name, value, body)) ?? []
    return key === undefined ? undefined : refused(`${key} is wrong.`)
  })

/** Takes other values for some of those that are sent. */
const reading = (other: (key: string, value: unknown) => unknown) =>
  onUpdate((body, request) => {
    const entries = Object.entries(body).map(([key, value]) => [key, other(key, value)] as const)
    return sending(request, Object.fromEntries(entries))
  })

/** Shows the settings otherwise. */
const showing =
  (change: (settings: Json) => Json): NonNullable<Oberplan['reply']> =>
  ({ method, path, status, body }) =>
    method === 'GET' && path === me && status === 200
      ? { body: { ...Object(body), data: change(Object(Object(body).data)) } }
      : undefined

/** Shows a setting otherwise, where it is shown. */
const showingAs = (key: string, change: (value: unknown) => unknown) =>
  showing(settings => (key in settings ? { ...settings, [key]: change(settings[key]) } : settings))

const asBoolean = showingAs('profile_completed', Boolean)

/** A status in the place of another, which the refusal repeats, with words that go with it. */
const refusedWith =
  (
    from: number,
    to: number,
    isMeant: (exchange: Exchange) => boolean = () => true,
    code?: string,
  ) =>
  (exchange: Exchange) => {
    if (exchange.status !== from || !isMeant(exchange)) return undefined
    const error = { ...errorOf(exchange), ...(code && { code }), status: to }
    return { status: to, body: { error, success: false } }
  }

/** A refusal in another envelope. */
const enveloped =
  (change: (text: string, exchange: Exchange) => unknown): NonNullable<Oberplan['reply']> =>
  exchange =>
    isRefusal(exchange) ? { body: change(String(errorOf(exchange).message), exchange) } : undefined

const isWrite = ({ method }: Exchange): boolean => method === 'PUT' || method === 'DELETE'
const isField = (exchange: Exchange): boolean =>
  exchange.method === 'PUT' && errorOf(exchange).code === 'invalid_parameter'
const isMalformed = (exchange: Exchange): boolean => errorOf(exchange).code === 'invalid_request'

const known = [
  'email',
  'firstname',
  'lastname',
  'language_tag',
  'date_format',
  'time_format',
  'timezone',
  'first_day_of_week',
  'allow_collaboration',
  'profile_completed',
  'new_password',
  'id',
  'collaboration_limit',
  'request_rate_limit',
  'created_at',
  'updated_at',
]
const readOnly = known.slice(-5)

const problem = (detail: string, status: number) => ({
  ...{ type: 'about:blank', title: 'Refused', status },
  detail,
})

/** Providers that the page of Oberplan does not contradict. */
const others: readonly Oberplan[] = [
  // ---- statuses
  {
    title: 'answers an update with 202',
    told: { updateStatus: 202 },
    reply: ({ method, status }) =>
      method === 'PUT' && status === 200 ? { status: 202 } : undefined,
  },
  {
    title: 'answers a read with 206',
    told: { readStatus: 206 },
    reply: ({ method, status }) =>
      method === 'GET' && status === 200 ? { status: 206 } : undefined,
  },
  {
    title: 'answers a read with 203',
    told: { readStatus: 203 },
    reply: ({ method, status }) =>
      method === 'GET' && status === 200 ? { status: 203 } : undefined,
  },
  {
    title: 'answers 403 to whoever shows no valid credentials',
    told: { unauthenticatedStatus: 403 },
    reply: refusedWith(401, 403, undefined, 'forbidden'),
  },
  {
    title: 'answers 422 where a setting breaks a rule',
    told: { fieldErrorStatus: 422 },
    reply: refusedWith(400, 422, isField, 'unprocessable'),
  },
  {
    title: 'answers 422 in the place of every 400',
    told: { fieldErrorStatus: 422, malformedStatus: 422, confirmationStatus: 422 },
    reply: refusedWith(400, 422),
  },
  {
    title: 'answers 415 where a body is no JSON',
    told: { malformedStatus: 415 },
    reply: refusedWith(400, 415, isMalformed),
  },
  {
    title: 'answers 409 where a delete is not confirmed',
    told: { confirmationStatus: 409 },
    reply: refusedWith(400, 409, ({ method }) => method === 'DELETE', 'not_confirmed'),
  },
  {
    title: 'answers 404 where a path does not take the method',
    told: { wrongMethodStatus: 404 },
    reply: refusedWith(405, 404, undefined, 'resource_not_found'),
  },
  {
    title: 'answers 403 where there is no such path',
    told: { unknownPathStatus: 403 },
    reply: refusedWith(404, 403, ({ path }) => path.endsWith('/nothing'), 'forbidden'),
  },
  {
    title: 'takes a POST for a PUT',
    told: { wrongMethodStatus: 'otherwise' },
    reply: ({ status }) => (status === 405 ? { status: 200, body: { success: true } } : undefined),
  },
  {
    title: 'shows a page of its own where there is no such path',
    told: { unknownPathStatus: 'otherwise' },
    reply: ({ path }) =>
      path.endsWith('/nothing') ? { status: 200, body: { welcome: true } } : undefined,
  },
  {
    title: 'looks at the parameter of a delete before it looks at who asks',
    told: { checks: 'otherwise' },
    ask: async request => {
      const isStray = request.method === 'DELETE' && !request.url.endsWith('?me=1')
      return isStray ? refused('me must be 1.', 'missing_parameter') : undefined
    },
  },

  // ---- refusals
  {
    title: 'says why in a text',
    told: { envelope: 'text' },
    reply: enveloped(text => ({ error: text, success: false })),
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
    reply: enveloped((text, { status }) => problem(text, status)),
  },
  {
    title: 'says why as nobody else does',
    told: { envelope: 'otherwise' },
    reply: enveloped(text => ({ why: text, success: false })),
  },
  {
    title: 'says nothing but that it refuses',
    told: { envelope: 'otherwise' },
    reply: enveloped(() => ({ success: false })),
  },
  {
    title: 'has no body for strangers',
    told: { envelope: 'otherwise' },
    reply: ({ status }) => (status === 401 ? { body: undefined } : undefined),
  },
  {
    title: 'has other codes',
    told: { errorWords: 'otherwise' },
    reply: exchange =>
      isRefusal(exchange)
        ? { body: { error: { ...errorOf(exchange), code: 'E1' }, success: false } }
        : undefined,
  },
  {
    title: 'has no codes, and does not repeat the status',
    told: { errorWords: 'otherwise' },
    reply: enveloped(message => ({ error: { message }, success: false })),
  },
  {
    title: 'does not say what is wrong',
    told: { errorWords: 'otherwise' },
    reply: exchange =>
      isField(exchange)
        ? { body: { error: { ...errorOf(exchange), message: 'No.' }, success: false } }
        : undefined,
  },

  // ---- headers and the limit
  {
    title: 'has no challenge in a 401',
    told: { challenge: 'otherwise' },
    reply: ({ status }) => (status === 401 ? { headers: { 'WWW-Authenticate': null } } : undefined),
  },
  {
    title: 'does not tell which methods a path takes',
    told: { allow: 'otherwise' },
    reply: ({ status }) => (status === 405 ? { headers: { Allow: null } } : undefined),
  },
  {
    title: 'tells nothing of the limit of requests',
    told: { limitHeaders: 'none' },
    reply: () => ({
      headers: { 'X-Rate-Limit-RequestRemaining': null, 'X-Rate-Limit-RequestReset': null },
    }),
  },
  {
    title: 'has no GET /rate-limit',
    told: { rateLimitPath: 'otherwise' },
    reply: ({ path }) =>
      path === limit
        ? {
            status: 404,
            body: {
              error: { code: 'resource_not_found', message: 'There is none.', status: 404 },
              success: false,
            },
          }
        : undefined,
  },
  {
    title: 'tells its limit in other words',
    told: { rateLimitPath: 'otherwise' },
    reply: ({ path, status }) =>
      path === limit && status === 200 ? { body: { limit: 100, left: 100 } } : undefined,
  },

  // ---- what is shown
  {
    title: 'minds the case of an address that signs in',
    told: { emailCase: 'exact' },
    ask: async (request, double) => {
      const [email] = atob(request.headers.get('Authorization')?.slice(6) ?? '').split(':')
      if (email === '' || email === stored(double)?.email) return undefined
      const next = new Headers(request.headers)
      next.set('Authorization', `Basic ${btoa('nobody@example.com:x')}`)
      return new Request(request, { headers: next })
    },
  },
  {
    title: 'shows profile_completed as a boolean',
    told: { profileCompleted: 'boolean' },
    reply: asBoolean,
  },
  {
    title: 'knows booleans alone',
    told: { profileCompleted: 'boolean', booleans: 'refused' },
    ask: refusing(
      (key, value) =>
        ['allow_collaboration', 'profile_completed'].includes(key) && value !== !!value,
    ),
    reply: asBoolean,
  },
  {
    title: 'has no schedules_limit',
    told: { schedulesLimit: 'absent' },
    reply: showing(({ schedules_limit: _, ...settings }) => settings),
  },
  {
    title: 'has no schedules_limit, and takes no key that the table does not name',
    told: { schedulesLimit: 'absent', unknownKeys: 'refused' },
    ask: refusing(key => !known.includes(key)),
    reply: showing(({ schedules_limit: _, ...settings }) => settings),
  },
  {
    title: 'has its settings in an order of its own',
    told: { keyOrder: 'otherwise' },
    reply: showing(settings => Object.fromEntries(Object.entries(settings).toReversed())),
  },
  {
    title: 'has ids of another form',
    told: { ids: 'otherwise' },
    reply: showingAs('id', id => `usr-${id}`),
  },
  {
    title: 'knows no fields',
    told: { fields: 'ignored' },
    ask: async request => new Request(request.url.replace(/\?fields=.*/, ''), request),
  },
  {
    title: 'refuses a field that it does not know',
    told: { unknownFields: 'otherwise' },
    ask: async request =>
      request.url.includes('nothing') && request.url.includes('fields')
        ? refused('There is no field "nothing".')
        : undefined,
  },
  {
    title: 'says more than is documented',
    told: {},
    reply: ({ status, body }) =>
      status < 300
        ? { body: { ...Object(body), time: 1, data: { ...Object(body).data, theme: 'dark' } } }
        : undefined,
  },

  // ---- what is sent
  {
    title: 'takes a body that is no JSON object for an empty one',
    told: { malformedBody: 'ignored' },
    reply: exchange =>
      isMalformed(exchange) ? { status: 200, body: { success: true } } : undefined,
  },
  {
    title: 'refuses a key that it does not know',
    told: { unknownKeys: 'refused' },
    ask: refusing(key => ![...known, 'schedules_limit'].includes(key)),
  },
  {
    title: 'refuses to write what cannot be written',
    told: { readOnlyKeys: 'refused' },
    ask: onUpdate((body, _, double) => {
      const user: Json = { ...stored(double) }
      const key = [...readOnly, 'schedules_limit'].find(
        name => name in body && body[name] !== user[name],
      )
      return key === undefined ? undefined : refused(`${key} cannot be written.`)
    }),
  },
  {
    title: 'takes null for nothing',
    told: { nulls: 'ignored' },
    ask: reading((_, value) => value ?? undefined),
  },
  {
    title: 'empties what is sent as null',
    told: { nulls: 'otherwise' },
    ask: reading((key, value) =>
      value === null && key === 'firstname' ? '' : (value ?? undefined),
    ),
  },
  {
    title: 'takes a number for a text, and a text for a boolean',
    told: { wrongTypes: 'otherwise' },
    ask: reading((key, value) => {
      if (key === 'new_password' || /name$/.test(key)) {
        return typeof value === 'number' ? String(value) : value
      }
      return value === 'true' || value === 'false' ? value === 'true' : value
    }),
  },
  {
    title: 'takes no digit for a boolean that it shows as one',
    told: { booleans: 'refused' },
    ask: refusing((key, value) => key === 'allow_collaboration' && typeof value === 'number'),
  },
  {
    title: 'does not mind the case of a value',
    told: { letterCase: 'any' },
    ask: reading((key, value) =>
      /^(language_tag|first_day_of_week)$/.test(key) && typeof value === 'string'
        ? value.toLowerCase()
        : value,
    ),
  },
  {
    title: 'takes no empty name',
    told: { emptyNames: 'refused' },
    ask: refusing((key, value) => /^(first|last)name$/.test(key) && value === ''),
  },
  {
    title: 'shows the name that a link stands for',
    told: { timezones: 'otherwise' },
    reply: showingAs('timezone', name => (name === 'GB' ? 'Europe/London' : name)),
  },
  {
    title: 'knows fewer names of zones',
    told: { timezones: 'otherwise' },
    ask: refusing((key, value) => key === 'timezone' && value === 'GB'),
  },
  {
    title: 'leaves updated_at where nothing is sent',
    told: { emptyUpdate: 'stays' },
    ask: onUpdate(async (body, request, double) => {
      if (Object.keys(body).length > 0) return undefined
      const before = double.snapshot()
      const response = await double.fetch(request)
      double.restore(before)
      return response
    }),
  },
  {
    title: 'refuses an update of nothing',
    told: { emptyUpdate: 'otherwise' },
    ask: onUpdate(async (body, request, double) => {
      if (Object.keys(body).length > 0) return undefined
      const response = await double.fetch(request)
      return response.ok ? refused('Nothing is sent.', 'missing_parameter') : response
    }),
  },
  {
    title: 'takes what is right of an update that it refuses',
    told: { faultyUpdate: 'otherwise' },
    reply: ({ method, status, sent: { lastname } }, { db }) => {
      if (method === 'PUT' && status === 400 && lastname === 'Changed') {
        db.user.updateMany({ where: {}, data: { lastname } })
      }
      return undefined
    },
  },

  // ---- passwords and addresses
  {
    title: 'takes no other key beside a new password',
    told: { newPassword: 'alone' },
    ask: onUpdate(body =>
      'new_password' in body && Object.keys(body).length > 1
        ? refused('new_password must stand alone.')
        : undefined,
    ),
  },
  {
    title: 'takes any text for an address',
    told: { emailForm: 'otherwise' },
    ask: onUpdate(({ email }) => (email === '' || email === 'nobody' ? done() : undefined)),
  },
  {
    title: 'has its activation elsewhere, for whoever signs in',
    told: {},
    reply: ({ path }) =>
      path.includes('/activate/')
        ? {
            status: 401,
            body: {
              error: { code: 'unauthorized', message: 'Who are you?', status: 401 },
              success: false,
            },
            headers: { 'WWW-Authenticate': 'Basic realm="x"' },
          }
        : undefined,
  },
  {
    title: 'answers every link with a page of its own',
    told: { activation: 'otherwise' },
    reply: ({ path }) =>
      path.includes('/activate/') ? { status: 200, body: { success: true } } : undefined,
  },
  {
    title: 'is another family altogether: 202, 403, 422, problem details, booleans, the bare page',
    told: {
      ...{ updateStatus: 202, unauthenticatedStatus: 403, fieldErrorStatus: 422 },
      ...{ malformedStatus: 422, confirmationStatus: 422, wrongMethodStatus: 404 },
      ...{ envelope: 'problem', profileCompleted: 'boolean', schedulesLimit: 'absent' },
      ...{ fields: 'ignored', limitHeaders: 'none', rateLimitPath: 'otherwise' },
    },
    ask: async request => new Request(request.url.replace(/\?fields=.*/, ''), request),
    reply: exchange => {
      const { path, status: before, body } = exchange
      const bare = {
        headers: { 'X-Rate-Limit-RequestRemaining': null, 'X-Rate-Limit-RequestReset': null },
      }
      const status =
        path === limit
          ? 404
          : ({ 400: 422, 401: 403, 405: 404 }[before] ?? (isWrite(exchange) ? 202 : before))
      if (status >= 400) return { ...bare, status, body: problem('No.', status) }
      const { schedules_limit: _, ...settings } = Object(Object(body).data)
      const data = { ...settings, profile_completed: Boolean(settings.profile_completed) }
      return {
        ...bare,
        status,
        body: path === me && !isWrite(exchange) ? { data, success: true } : body,
      }
    },
  },
]

/** What no reply to a verification shows, unless it deletes the account, or knows another one. */
const unseen = ['deleteStatus', 'takenEmailStatus', 'takenEmail', 'characters']

/** Doubles that follow another reading. */
const followed: readonly Oberplan[] = Object.entries(readings).flatMap(([id, one]) =>
  choicesOf(one)
    .filter(value => value !== one.takes)
    .map(value => ({
      title: `is a double that has ${value} as its ${id}`,
      told: unseen.includes(id) ? {} : { [id]: value },
      follows: { [id]: value },
    })),
)

const isTold = ({ told }: Oberplan): boolean =>
  others.some(other => JSON.stringify(other.told) === JSON.stringify(told))

/** What a provider is shown to be told as, need not be shown of a double again. */
export const oberplanVariants: readonly Oberplan[] = [
  ...others,
  ...followed.filter(one => !isTold(one)),
]
