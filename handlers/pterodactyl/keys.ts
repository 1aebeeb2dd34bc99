import type * as z from 'zod/mini'
import { type Call, type Context, Refused } from '../../contract/define.ts'
import { unknownApiKey } from '../../fixtures/pterodactyl/api-keys.ts'
import type { ApiKey, entities } from './entities.ts'
import type { readings } from './readings.ts'
import { readBody } from './request.ts'

type Key = z.output<typeof ApiKey>
type Resource = 'users' | 'servers' | 'nodes' | 'locations' | 'nests' | 'eggs'
type Known = Context<typeof entities, unknown, typeof readings>

/** Who asks: the key, and whether its owner is an administrator. */
export interface Caller {
  readonly key: Key
  readonly isAdmin: boolean
}

/** What a key's permission is made of. */
const bits = { read: 1, write: 2 } as const

type Permission = keyof typeof bits

/** Turns away whoever is no administrator, and a key that may not do this. */
export function authorize(caller: Caller, resource: Resource, permission: Permission): void {
  if (!caller.isAdmin) throw denied('This account does not have permission to access the API.')
  if (!isAllowed(caller, resource, permission)) throw denied('This action is unauthorized.')
}

/** An account's key has no permissions of its own: it may do what its owner may. */
export const isAllowed = ({ key }: Caller, resource: Resource, permission: Permission): boolean =>
  key.token.startsWith('ptlc_') || (key[resource] & bits[permission]) !== 0

/** Everybody's address: a double sees none. */
const address = '127.0.0.1'

/** Requests a minute, for all keys of one user together. */
const usualLimit = 240

/** Whose call it is, in the panel's order: the key, the JSON of the body, the address, the limit. */
export function authenticate(call: Call, known: Known): Caller {
  const caller = callerOf(call, known)
  readBody(call)
  if (![null, address].includes(caller.key.allowed_ip)) throw denied(blocked)
  known.quota.use(ownerOf(caller), usualLimit)
  return caller
}

/** The headers that tell what is left of the limit. */
export function rateHeaders(caller: Caller, { quota }: Known): Record<string, string> {
  const { limit, remaining } = quota.look(ownerOf(caller), usualLimit)
  return toRateHeaders(limit, remaining)
}

function callerOf({ headers }: Call, { store, time, readings }: Known): Caller {
  const { authorization = '' } = headers
  if (authorization === '' && readings.strangers === 'let in') {
    return { key: fullKey(''), isAdmin: true }
  }
  const token = tokenIn(authorization)
  const key =
    token && token !== unknownApiKey ? (store.apiKey.get(token) ?? fullKey(token)) : undefined
  const isAdmin = key && (key.user === null ? key.admin : store.user.get(key.user)?.root_admin)
  if (key && isAdmin !== undefined && !isExpired(key, time())) return { key, isAdmin }
  throw new Refused({ kind: 'unauthenticated', credentials: 'wrong' })
}

const isExpired = ({ expires_at }: Key, now: Date): boolean =>
  expires_at !== null && Date.parse(expires_at) <= now.getTime()

/** What follows the last `Bearer ` up to a comma, if it is of a key's form; a key is of characters of RFC 6750. */
function tokenIn(authorization: string): string | undefined {
  const at = authorization.lastIndexOf(scheme)
  const [token = ''] = at === -1 ? [] : authorization.slice(at + scheme.length).split(',', 1)
  return /^pt(?:la|lc)_[\w.~+/=-]+$/.test(token) ? token : undefined
}

const scheme = 'Bearer '

export const toRateHeaders = (limit: number, remaining: number) => ({
  'X-RateLimit-Limit': String(limit),
  'X-RateLimit-Remaining': String(remaining),
})

const ownerOf = ({ key }: Caller): string => String(key.user ?? key.token)

/** Nobody has to set up a key: one that is not known may do everything. */
const fullKey = (token: string): Key => ({
  token,
  user: null,
  admin: true,
  ...{ users: 3, servers: 3, nodes: 3, locations: 3, nests: 3, eggs: 3 },
  allowed_ip: null,
  expires_at: null,
})

const blocked = `This IP address (${address}) does not have permission to access the API using these credentials.`

const denied = (detail: string): Refused => new Refused({ kind: 'forbidden', detail })
