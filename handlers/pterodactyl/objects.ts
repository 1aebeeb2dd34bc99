import * as z from 'zod/mini'
import { named, say } from '../../contract/define.ts'
import { serverAttributes, userAttributes } from './entities.ts'

// The objects of the panel, as its transformers write them.

const object = <const Name extends string>(name: Name) =>
  say(`Always \`${name}\`.`, z.literal(name))
const included = 'What `include` asks for.'

/** An object that says what it is, and has its attributes beside that. */
export const objectOf = <const Name extends string, Attributes extends z.ZodMiniObject>(
  name: Name,
  attributes: Attributes,
) =>
  z.strictObject({
    object: object(name),
    attributes: say(`What the ${name} is like.`, attributes),
  })

const NullResource = named(
  'NullResource',
  'Stands in the place of what the key may not read.',
  z.strictObject({
    object: object('null_resource'),
    attributes: say('Always null.', z.literal(null)),
  }),
)

const Owner = named(
  'Owner',
  'The owner of a server.',
  objectOf(
    'user',
    named(
      'OwnerAttributes',
      'The attributes of a user who owns a server.',
      z.strictObject(userAttributes),
    ),
  ),
)

const ServerRelationships = named(
  'ServerRelationships',
  'What was included with a server.',
  z.strictObject({ user: say('The user who owns the server.', z.union([Owner, NullResource])) }),
)

export const Server = named(
  'Server',
  'A server.',
  objectOf(
    'server',
    named(
      'ServerAttributes',
      'The attributes of a server.',
      z.strictObject({
        ...serverAttributes,
        relationships: say(included, z.exactOptional(ServerRelationships)),
      }),
    ),
  ),
)

export type ServerObject = z.infer<typeof Server>

const OwnedServers = named(
  'OwnedServers',
  'The servers of a user.',
  z.strictObject({ object: object('list'), data: say('The servers.', z.array(Server)) }),
)

const UserRelationships = named(
  'UserRelationships',
  'What was included with a user.',
  z.strictObject({
    servers: say('The servers that the user owns.', z.union([OwnedServers, NullResource])),
  }),
)

export const User = named(
  'User',
  'A user.',
  objectOf(
    'user',
    named(
      'UserAttributes',
      'The attributes of a user.',
      z.strictObject({
        ...userAttributes,
        relationships: say(included, z.exactOptional(UserRelationships)),
      }),
    ),
  ),
)

export type UserObject = z.infer<typeof User>

/** An integer of 64 bits, which JavaScript may only hold roughly. */
const large = (words: string) => say(words, z.number().check(z.multipleOf(1)), { type: 'integer' })

const Pagination = named(
  'Pagination',
  'Which page of how many.',
  z.strictObject({
    total: say('The number of all objects.', z.int()),
    count: say('The number of objects on this page.', z.int()),
    per_page: large('The number of objects on a full page.'),
    current_page: large('The number of this page.'),
    total_pages: say('The number of pages, at least 1.', z.int()),
    links: say(
      'The URLs of the pages before and behind this one. They carry nothing of the query but the page.',
      z.strictObject({
        previous: say('The page before this one.', z.exactOptional(z.string())),
        next: say('The page behind this one.', z.exactOptional(z.string())),
      }),
    ),
  }),
)

/** The envelope of every list; the page prints that of users without `meta`. */
export const listOf = <Item extends z.core.$ZodType>(
  item: Item,
  things: string,
  meta = 'What the panel says of its pages.',
) =>
  z.strictObject({
    object: object('list'),
    data: say(`The ${things} of this page.`, z.array(item)),
    meta: say(
      meta,
      z.exactOptional(z.strictObject({ pagination: say('Which page of how many.', Pagination) })),
    ),
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
