import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case, Sent } from '../case.ts'
import { answers, missing, path, printed, refusal, type Wanted } from './delete.ts'
import { list } from './list.ts'
import { beyondMsw } from './refusals.ts'
import { as, malformed, noAdmin, unauthenticated, unauthorized } from './servers.ts'
import { fourRequired } from './update.ts'

const bad: Sent = { headers: { 'Content-Type': 'application/json' }, text: '{bad' }
const syntaxError = malformed('Syntax error')
const detail =
  'This IP address (127.0.0.1) does not have permission to access the API using these credentials.'
const blocked = refusal(403, 'AccessDeniedHttpException', detail)
const listed = list(printed)
const user = { status: 200, body: { object: 'user', attributes: printed } }
const deleted = { status: 204, body: undefined }

/** The key, the method, the path, what is told, and what is sent. */
type Step = readonly [string, string, string, object, (Sent | undefined)?]

/** What one request after the other is told, also by the headers of the rate limit. */
const inTurn = (title: string, rest: Partial<Case>, ...steps: readonly Step[]): Case => ({
  title,
  api: 'pterodactyl',
  fidelity: 'observed',
  ...rest,
  async run(send) {
    for (const [key, method, target, wanted, sent] of steps) {
      const { status, body, headers } = await send(method, target, as(key, sent))
      const left = ['Limit', 'Remaining'].map(name => headers.get(`X-RateLimit-${name}`))
      const wait = ['Retry-After', 'X-RateLimit-Reset'].map(name => headers.get(name))
      expect({ status, body, left, wait }).toMatchObject(wanted)
      expect(headers.get('Cache-Control')).toBe('no-cache, private')
    }
  },
})
const wait = [null, null]
const leaves = (rest: number, limit = 3) => ({ left: [`${limit}`, `${rest}`], wait })
const tellsNoLimit = { left: [null, null], wait }

const [one, nobody] = [`${path}/4`, `${path}/9999`]
const requests: readonly (readonly [method: string, target: string, sent?: Sent])[] = [
  ['GET', path],
  ['GET', one],
  ['GET', nobody],
  ['GET', `${path}/external/nil`],
  ['POST', path, { json: {} }],
  ['PATCH', one, { json: {} }],
  ['PATCH', nobody, { json: {} }],
  ['DELETE', one],
  ['DELETE', nobody],
]

const no = unauthorized
const none = (wanted: Wanted) => requests.map(([, to]) => (to === nobody ? missing : wanted))
const stopped = (wanted: Wanted) => requests.map(() => wanted)
const full = [listed, user, missing, missing, fourRequired, fourRequired, missing, deleted, missing]

/** What each key is told, request by request: a missing id before a 403, and that before the fields. */
const roles = Object.entries({
  ptla_readonly: [listed, user, missing, missing, no, no, missing, no, missing],
  ptla_writeonly: [no, no, missing, no, fourRequired, fourRequired, missing, deleted, missing],
  ptla_nousers: none(unauthorized),
  ptla_plain: none(noAdmin),
  ptlc_plain: none(noAdmin),
  ptla_noservers: full,
  ptlc_admin: full,
  ptla_whatever: full,
  ptla_expired: stopped(unauthenticated),
  ptla_unknown: stopped(unauthenticated),
  ptla_ipblocked: stopped(blocked),
}).flatMap(([key, replies]) =>
  requests.map(([method, target, sent], nth) => {
    const wanted = replies[nth] ?? missing
    const title = `The key ${key} is told ${wanted.status} to ${method} ${target}`
    const isStopped = wanted === unauthenticated || wanted === blocked
    const limit = isStopped ? tellsNoLimit : leaves(239, 240)
    return inTurn(title, {}, [key, method, target, { ...wanted, ...limit }, sent])
  }),
)

const order: readonly Case[] = [
  ...['ptla_readonly', 'ptla_nousers', 'ptla_plain', 'ptla_ipblocked'].flatMap(key =>
    [one, nobody].map(target => {
      const title = `The key ${key} is told of a malformed body first, at ${target}`
      return answers(title, ['PATCH', target, as(key, bad)], syntaxError)
    }),
  ),
  ...['ptla_expired', 'ptla_unknown'].map(key => {
    const title = `A malformed body is not looked at for ${key}`
    return answers(title, ['PATCH', one, as(key, bad)], unauthenticated)
  }),
  ...['filter[foo]=x', 'sort=foo', 'per_page=-1'].map(query => {
    const title = `A missing permission is told before ?${query}`
    return answers(title, ['GET', `${path}?${query}`, as('ptla_nousers')], unauthorized)
  }),
]

type Change = Readonly<Record<string, string | number>>

/** The documented user, a plain one, and keys that are changed. */
const keys = (changes: Readonly<Record<string, Change>>): World => ({
  name: Object.keys(changes).join(', '),
  pterodactyl(db) {
    db.user.create(printed)
    db.user.create({ id: 5, username: 'plain', email: 'plain@example.com' })
    for (const [token, data] of Object.entries(changes))
      db.apiKey.update({ where: { token: { equals: token } }, data })
  },
})
const changed = (title: string, key: string, change: Change, wanted: Wanted) =>
  answers(title, ['GET', one, as(key)], wanted, { world: keys({ [key]: change }) })

const his = { user: 4 }
/** Four keys are of user 4; whose the others are nobody knows. */
const own = {
  world: keys({ ptla_full: his, ptlc_admin: his, ptla_expired: his, ptla_ipblocked: his }),
}
const { email, username, first_name, last_name } = printed
const setAdmin = (root_admin: boolean) => ({
  json: { email, username, first_name, last_name, root_admin },
})

const owners: readonly Case[] = [
  changed('An account key has no permissions to lack', 'ptlc_admin', { users: 0 }, user),
  changed('An account key of a plain user is turned away', 'ptlc_admin', { user: 5 }, noAdmin),
  changed('A plain owner is told before a permission', 'ptla_nousers', { user: 5 }, noAdmin),
  changed('The user decides who is an administrator, not the key', 'ptla_plain', his, user),
  changed('A key of a user who never was is none', 'ptla_full', { user: 9 }, unauthenticated),
  changed('A key may expire later', 'ptla_expired', { expires_at: '2999-01-01T00:00:00Z' }, user),
  changed('A key may be for this address', 'ptla_ipblocked', { allowed_ip: '127.0.0.1' }, user),
  inTurn(
    'Who deletes itself deletes its keys',
    own,
    ['ptla_full', 'DELETE', one, deleted],
    ['ptla_full', 'GET', one, unauthenticated],
    ['ptlc_admin', 'GET', one, unauthenticated],
    ['ptla_other', 'GET', one, missing],
    ['ptla_other', 'POST', path, { status: 201, ...leaves(238, 240) }, setAdmin(true)],
  ),
  inTurn(
    'Who demotes itself is turned away until another one promotes it',
    own,
    ['ptlc_admin', 'PATCH', one, { status: 200 }, setAdmin(false)],
    ['ptla_full', 'GET', path, noAdmin],
    ['ptla_full', 'GET', nobody, missing],
    ['ptlc_admin', 'PATCH', one, noAdmin, setAdmin(true)],
    ['ptla_other', 'PATCH', one, { status: 200 }, setAdmin(true)],
    ['ptla_full', 'GET', path, { status: 200 }],
  ),
]

const three = { ...own, rateLimit: 3 }
const look = (key: string, remaining: number): Step => [key, 'GET', path, leaves(remaining)]
const usedUp = [look('ptla_full', 2), look('ptlc_admin', 1), look('ptla_full', 0)]
const lost: Step = ['ptla_full', 'GET', `${path}/4/x`, { status: 404, ...tellsNoLimit }]
const isWithinAMinute = (time: unknown) => Math.abs(Number(time) - Date.now() / 1000 - 30) <= 31
const tooMany = {
  ...refusal(429, 'ThrottleRequestsException', 'Too Many Attempts.'),
  left: ['3', '0'],
  wait: [expect.stringMatching(/^([1-9]|[1-5]\d|60)$/), expect.toSatisfy(isWithinAMinute)],
}

const rateLimits: readonly Case[] = [
  inTurn('The limit is 240', { rateLimit: true }, ['ptla_full', 'HEAD', path, leaves(239, 240)]),
  inTurn(
    'The keys of one user share a limit, and others have their own',
    three,
    ...usedUp,
    ['ptlc_admin', 'GET', path, tooMany],
    look('ptla_other', 2),
    look('ptla_plain', 2),
  ),
  inTurn(
    'What is refused counts, and a 429 is told before a missing id and the fields',
    three,
    ['ptla_full', 'GET', nobody, { ...missing, ...leaves(2) }],
    ['ptla_full', 'POST', path, { ...fourRequired, ...leaves(1) }, { json: {} }],
    ['ptla_full', 'GET', `${path}?sort=foo`, { status: 400, ...leaves(0) }],
    ['ptla_full', 'GET', nobody, tooMany],
    ['ptla_full', 'POST', path, tooMany, { json: {} }],
  ),
  inTurn(
    'What is told before the limit does not count, and is told after it too',
    three,
    ...[usedUp, []].flatMap(looks => [
      ['ptla_ipblocked', 'GET', one, { ...blocked, ...tellsNoLimit }] as const,
      ['ptla_expired', 'GET', one, { ...unauthenticated, ...tellsNoLimit }] as const,
      ['ptla_full', 'PATCH', one, { ...syntaxError, ...tellsNoLimit }, bad] as const,
      ['ptla_full', 'PUT', one, { status: 405, ...tellsNoLimit }] as const,
      ['ptla_full', 'OPTIONS', one, { status: 200, ...tellsNoLimit }] as const,
      ...looks,
    ]),
  ),
  inTurn('An unknown route tells nothing of the limit', beyondMsw, lost),
]

/** Who may do what, what is looked at first, and how often. */
export const pterodactylKeyCases: readonly Case[] = [...roles, ...order, ...owners, ...rateLimits]
