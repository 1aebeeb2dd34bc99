import * as z from 'zod/mini'
import { breach } from '../../../contract/parse.ts'
import { Pagination } from '../dialect.ts'
import {
  between,
  boolean,
  filled,
  max,
  nullable,
  type Rule,
  required,
  string,
  valuesOf,
} from '../laravel.ts'
import { Server } from '../servers/schema.ts'

/** The attributes of a user, in the page's order. */
const attributes = {
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

const UserAttributes = z.strictObject(attributes)
export type PterodactylUser = z.infer<typeof UserAttributes>

const Servers = z.strictObject({ object: z.literal('list'), data: z.array(Server) })

export const User = z.strictObject({
  object: z.literal('user'),
  attributes: z.strictObject({
    ...attributes,
    relationships: z.exactOptional(z.strictObject({ servers: Servers })),
  }),
})

export const CreatedUser = z.extend(User, { meta: z.strictObject({ resource: z.string() }) })

export const UserList = z.strictObject({
  object: z.literal('list'),
  data: z.array(User),
  meta: z.exactOptional(z.strictObject({ pagination: Pagination })),
})

/** RFC 5322's dot-atom or quoted string. */
const localPattern = /^(?:[^\s"(),.:;<>@[\\\]]+(?:\.[^\s"(),.:;<>@[\\\]]+)*|"(?:[^"\\]|\\.)*")$/

const isLabel = (label: string): boolean =>
  /^[\p{L}\p{N}-]+$/u.test(label) && !label.startsWith('-') && !label.endsWith('-')

const isDomain = (domain: string): boolean =>
  /^\[[\d.:a-fIPv]+\]$/i.test(domain) || domain.split('.').every(isLabel)

const email: Rule = {
  name: 'email',
  passes: value => {
    if (typeof value !== 'string') return false
    const at = value.lastIndexOf('@')
    return localPattern.test(value.slice(0, at)) && isDomain(value.slice(at + 1))
  },
}

const username: Rule = {
  name: 'p_username',
  passes: value =>
    typeof value !== 'object' && /^[a-z0-9][\w.-]+[a-z0-9]$/.test(String(value).toLowerCase()),
}

const oneOfLanguages: Rule = { name: 'in', passes: value => value === 'en' }

const truths: readonly unknown[] = [true, 1, '1']

/** The fields of a create and of an update alike, in the order in which they are reported. */
export const UserFields = z.object({
  email: required<string>(email, between),
  external_id: z.exactOptional(nullable<string>(string, max)),
  username: z.pipe(
    required<string>(between, username),
    z.transform((value: string) => String(value).toLowerCase()),
  ),
  password: z.exactOptional(nullable<string>(string)),
  root_admin: z.exactOptional(
    z.pipe(
      filled<boolean>(boolean),
      z.transform((value: boolean) => truths.includes(value)),
    ),
  ),
  language: z.exactOptional(filled<string>(string, oneOfLanguages)),
  first_name: required<string>(string, between),
  last_name: required<string>(string, between),
})

const filterable = ['email', 'uuid', 'username', 'external_id'] as const
const sortable = ['id', 'uuid'] as const

export type Filter = { readonly [Field in (typeof filterable)[number]]?: readonly string[] }
type Sort = { readonly field: (typeof sortable)[number]; readonly descending: boolean }

/** `filter[email]=a,b`: what to look for in each field; a filter without a name in brackets counts for nothing. */
const filter = z.pipe(
  z.custom<{ readonly [Field in keyof Filter]?: string }>().check(
    z.check(({ value, issues }) => {
      const unknown = Object.keys(groupOf(value)).filter(name => !isOneOf(filterable, name))
      if (unknown.length > 0)
        issues.push(breach('filter', unknown.join(', '), filterable.join(', ')))
    }),
  ),
  z.transform(
    (value): Filter =>
      Object.fromEntries(
        Object.entries(groupOf(value)).map(([name, sent]) => [name, valuesOf(sent)]),
      ),
  ),
)

/** `sort=-id,uuid`: fields to order by, descending behind a minus; of one that is named twice the first counts. */
const sort = z.pipe(
  z.custom<string>().check(
    z.check(({ value, issues }) => {
      const unknown = valuesOf(value)
        .map(fieldOf)
        .filter(name => !isOneOf(sortable, name))
      if (unknown.length > 0) issues.push(breach('sort', unknown.join(', '), sortable.join(', ')))
    }),
  ),
  z.transform((value): Sort[] =>
    valuesOf(value).flatMap(name => {
      const field = sortable.find(one => one === fieldOf(name))
      return field ? [{ field, descending: name.startsWith('-') }] : []
    }),
  ),
)

const groupOf = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : {}
const fieldOf = (name: string): string => name.replace(/^-+/, '')
const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name)

const include = z.transform((value: string) => valuesOf(value))

/** Whatever is no page counts as the first one. */
const page = z.transform((value: number | string) => {
  const number = /^[1-9]\d*$/.test(String(value)) ? Number(value) : 1
  return Number.isSafeInteger(number) ? number : 1
})

/** Decimal notation, fractions cut off; 0 falls back to the 15 of Laravel's models. */
const perPage = z.pipe(
  z.custom<number | string>().check(
    z.check(({ value, issues }) => {
      if (value !== '' && Number.isNaN(sizeOf(value)))
        issues.push(breach('per_page', value, 'per_page'))
    }),
  ),
  z.transform((value: number | string) => (value === '' ? 50 : sizeOf(value) || 15)),
)

const sizeOf = (value: unknown): number => {
  const text = String(value).trim()
  return /^(?:0|[1-9]\d*(?:\.\d+)?(?:e\d)?)$/i.test(text) ? Math.trunc(Number(text)) : Number.NaN
}

export const IncludeQuery = z.object({ include: z._default(include, []) })

export const ListQuery = z.object({
  filter: z._default(filter, {}),
  sort: z._default(sort, []),
  include: z._default(include, []),
  page: z._default(page, 1),
  per_page: z._default(perPage, 50),
})
