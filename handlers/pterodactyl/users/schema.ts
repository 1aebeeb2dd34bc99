import * as z from 'zod/mini'
import { breach } from '../../../contract/parse.ts'
import {
  between,
  boolean,
  filled,
  max,
  nullable,
  type Rule,
  required,
  string,
  textOf,
  valuesOf,
} from '../laravel.ts'
import { listOf, User } from '../objects.ts'
import { PageQuery } from '../queries.ts'

export type { PterodactylUser } from '../objects.ts'

export const CreatedUser = z.strictObject({
  ...User.shape,
  meta: z.strictObject({ resource: z.string() }),
})
export const UserList = listOf(User)

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
    return at > 0 && localPattern.test(value.slice(0, at)) && isDomain(value.slice(at + 1))
  },
}

const username: Rule = {
  name: 'p_username',
  passes: value => /^[a-z0-9][\w.-]+[a-z0-9]$/.test(textOf(value).toLowerCase()),
}

const oneOfLanguages: Rule = { name: 'in', passes: value => value === 'en' }

const truths: readonly unknown[] = [true, 1, '1']

/** The fields of a create and of an update alike, in the order in which they are reported. */
export const UserFields = z.object({
  email: required<string>(email, between),
  external_id: z.exactOptional(nullable<string>(string, max)),
  username: z.pipe(
    required<string>(between, username),
    z.transform((value: string) => textOf(value).toLowerCase()),
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

export const ListQuery = z.object({
  filter: z._default(filter, {}),
  sort: z._default(sort, []),
  ...PageQuery.shape,
})
