import * as z from 'zod/mini'
import { wholeNumber } from '../../../contract/answer/parse.ts'
import { cleared, listOf } from '../dialect.ts'

const unset = z.nullable(z.string())

/** The User object, its keys in the page's order. */
export const User = z.strictObject({
  id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  email: z.string(),
  first_name: z.string(),
  middle_name: unset,
  last_name: unset,
  full_name: unset,
  username: unset,
  enabled: z.boolean(),
  user_type: z.string(),
  language: unset,
  time_zone: unset,
  user_image: unset,
  gender: unset,
  phone: unset,
  mobile_no: unset,
  birth_date: unset,
  last_login: unset,
  last_active: unset,
  api_key: unset,
  api_secret: unset,
  signature_image: unset,
})

export type OverplaneUser = z.infer<typeof User>

const required = z.string().check(z.minLength(1))
const optional = z.exactOptional(unset)

const enabled = cleared(z.boolean(), true)
const userType = cleared(z.string(), 'System User')

const optionalFields = {
  middle_name: optional,
  last_name: optional,
  full_name: optional,
  username: optional,
  language: optional,
  time_zone: optional,
  user_image: optional,
  gender: optional,
  phone: optional,
  mobile_no: optional,
  birth_date: optional,
  last_login: optional,
  last_active: optional,
  api_key: optional,
  api_secret: optional,
  signature_image: optional,
}

export const UserCreation = z.object({
  email: required,
  first_name: required,
  enabled: z.prefault(enabled, true),
  user_type: z.prefault(userType, 'System User'),
  ...optionalFields,
})

export const UserUpdate = z.object({
  email: z.exactOptional(required),
  first_name: z.exactOptional(required),
  enabled: z.exactOptional(enabled),
  user_type: z.exactOptional(userType),
  ...optionalFields,
})

export const UserPage = z.object({
  limit: z._default(wholeNumber(z.int().check(z.gte(1))), 20),
  offset: z._default(wholeNumber(z.int().check(z.gte(0))), 0),
})

export const UserList = listOf(User)
