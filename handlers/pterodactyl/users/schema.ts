import * as z from 'zod/mini'
import { isEmail } from '../email.ts'
import { between, boolean, filled, max, nullable, type Rule, required, string } from '../laravel.ts'
import { listOf, User } from '../objects.ts'
import { textOf } from '../php/number.ts'
import { listQuery } from '../queries.ts'

export type { PterodactylUser } from '../objects.ts'

export const CreatedUser = z.strictObject({
  ...User.shape,
  meta: z.strictObject({ resource: z.string() }),
})
export const UserList = listOf(User)

const email: Rule = {
  name: 'email',
  passes: value => typeof value === 'string' && isEmail(value),
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

export const ListQuery = listQuery(['email', 'uuid', 'username', 'external_id'], ['id', 'uuid'])
