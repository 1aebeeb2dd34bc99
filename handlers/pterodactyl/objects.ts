import * as z from 'zod/mini'

// The objects of the panel, as its transformers write them.

/** The attributes of a user, in the page's order. */
const userAttributes = {
  '2fa': z.boolean(),
  created_at: z.string(),
  email: z.string(),
  external_id: z.nullable(z.string()),
  first_name: z.string(),
  id: z.int(),
  language: z.string(),
  last_name: z.string(),
  root_admin: z.boolean(),
  updated_at: z.string(),
  username: z.string(),
  uuid: z.string(),
}

const UserAttributes = z.strictObject(userAttributes)
export type PterodactylUser = z.infer<typeof UserAttributes>

/** In the place of what a key may not read. */
const NullResource = z.strictObject({
  object: z.literal('null_resource'),
  attributes: z.literal(null),
})

const Owner = z.union([
  z.strictObject({ object: z.literal('user'), attributes: UserAttributes }),
  NullResource,
])

export const Limits = z.strictObject({
  memory: z.int(),
  swap: z.int(),
  disk: z.int(),
  io: z.int(),
  cpu: z.int(),
  threads: z.nullable(z.string()),
  oom_disabled: z.boolean(),
})

export const FeatureLimits = z.strictObject({
  databases: z.nullable(z.int()),
  allocations: z.nullable(z.int()),
  backups: z.int(),
})

const Container = z.strictObject({
  startup_command: z.string(),
  image: z.string(),
  installed: z.int(),
  environment: z.looseObject({}),
})

/** A server, its attributes in the panel's order. */
export const Server = z.strictObject({
  object: z.literal('server'),
  attributes: z.strictObject({
    id: z.int(),
    external_id: z.nullable(z.string()),
    uuid: z.string(),
    identifier: z.string(),
    name: z.string(),
    description: z.string(),
    status: z.nullable(z.string()),
    suspended: z.boolean(),
    limits: Limits,
    feature_limits: FeatureLimits,
    user: z.int(),
    node: z.int(),
    allocation: z.int(),
    nest: z.int(),
    egg: z.int(),
    container: Container,
    updated_at: z.string(),
    created_at: z.string(),
    relationships: z.exactOptional(z.strictObject({ user: Owner })),
  }),
})

export type PterodactylServer = z.infer<typeof Server>

const Servers = z.union([
  z.strictObject({ object: z.literal('list'), data: z.array(Server) }),
  NullResource,
])

export const User = z.strictObject({
  object: z.literal('user'),
  attributes: z.strictObject({
    ...userAttributes,
    relationships: z.exactOptional(z.strictObject({ servers: Servers })),
  }),
})

export type UserObject = z.infer<typeof User>

/** An integer of 64 bits, which JavaScript may only hold roughly. */
const large = z.number().check(z.multipleOf(1))

/** What a list says of its pages. */
const Pagination = z.strictObject({
  total: z.int(),
  count: z.int(),
  per_page: large,
  current_page: large,
  total_pages: z.int(),
  links: z.strictObject({
    previous: z.exactOptional(z.string()),
    next: z.exactOptional(z.string()),
  }),
})

/** The envelope of every list; the page prints that of users without `meta`. */
export const listOf = <Item extends z.core.$ZodType>(item: Item) =>
  z.strictObject({
    object: z.literal('list'),
    data: z.array(item),
    meta: z.exactOptional(z.strictObject({ pagination: Pagination })),
  })

/** Which page of how many objects. */
export interface Place {
  readonly total: number
  readonly page: bigint
  readonly per_page: number
}

/** A list with its page, and links that carry the page and nothing else of the query. */
export function toList<Item>(data: Item[], { total, page, per_page }: Place, url: string) {
  const total_pages = Math.max(1, Math.ceil(total / (per_page || Infinity)))
  const links = {
    ...(page > 1n && { previous: `${url}?page=${page - 1n}` }),
    ...(page < total_pages && { next: `${url}?page=${page + 1n}` }),
  }
  const pagination = {
    total,
    count: data.length,
    per_page,
    current_page: Number(page),
    total_pages,
    links,
  }
  return { object: 'list' as const, data, meta: { pagination } }
}
