import type { PterodactylDouble } from '../../../handlers/index.ts'
import type { Exchange, Variant } from './variants.ts'

type Pterodactyl = Variant<PterodactylDouble>
type Json = Record<string, unknown>
type Values = Parameters<PterodactylDouble['follow']>[0]

export const users = '/api/application/users'

export const isWrite = ({ method }: Request): boolean => method === 'POST' || method === 'PATCH'

/** Has the double take other values of its own readings. */
export const taking =
  (values: Values): NonNullable<Pterodactyl['ask']> =>
  async (_, double) => {
    double.follow(values)
    return undefined
  }

/** A variant that is told as the readings which its double follows. */
export const follows = (values: Values & Variant<unknown>['told']) => ({
  told: values,
  follows: values,
})

/** A status in the place of another. */
export const status = (from: number, to: number) => (exchange: Exchange) =>
  exchange.status === from ? { status: to } : undefined

export const errorsOf = (body: unknown): Json[] => Array.from(Object(Object(body).errors))
export const errorOf = ({ body }: Exchange): Json => errorsOf(body)[0] ?? {}

/** The body of a refusal, as the panel has it. */
export const refusal = (code: string, status: number, meta?: object) => ({
  errors: [{ code, status: String(status), detail: 'No.', ...(meta && { meta }) }],
})

/** A 422 that names a field. */
export const refused = (source_field: string, rule: string): Response =>
  Response.json(refusal('ValidationException', 422, { source_field, rule }), {
    status: 422,
    headers: { 'X-RateLimit-Limit': '240', 'X-RateLimit-Remaining': '240' },
  })

export const isUser = (body: unknown): boolean => Object(body).object === 'user'

/** Every user in a body, changed. */
export function everyUser(value: unknown, change: (user: Json) => Json): unknown {
  if (isUser(value)) return change(Object(value))
  const { data } = Object(value)
  if (!Array.isArray(data)) return value
  return { ...Object(value), data: data.map(one => everyUser(one, change)) }
}

/** More attributes, or others, of every user in a body. */
export const withAttributes = (body: unknown, change: (attributes: Json) => Json): unknown =>
  everyUser(body, user => {
    const own: Json = Object(user.attributes)
    return { ...user, attributes: { ...own, ...change(own) } }
  })
