import * as z from 'zod/mini'
import { breach } from '../../../contract/answer/parse.ts'

const dateFormats = [
  'm/d/Y',
  'm-d-Y',
  'm.d.Y',
  'd/m/Y',
  'd-m-Y',
  'd.m.Y',
  'Y/m/d',
  'Y-m-d',
  'Y.m.d',
] as const
const timeFormats = ['H:i', 'h:i A', 'h:i a'] as const
const firstDays = ['monday', 'saturday', 'sunday'] as const
const languages = ['en', 'de'] as const

/** The User object, its keys in the order of the sample. */
export const User = z.strictObject({
  allow_collaboration: z.boolean(),
  collaboration_limit: z.int(),
  created_at: z.string(),
  date_format: z.enum(dateFormats),
  email: z.string(),
  first_day_of_week: z.enum(firstDays),
  firstname: z.string(),
  id: z.string(),
  language_tag: z.enum(languages),
  lastname: z.string(),
  profile_completed: z.union([z.boolean(), z.literal([0, 1])]),
  request_rate_limit: z.int(),
  schedules_limit: z.int(),
  time_format: z.enum(timeFormats),
  timezone: z.string(),
  updated_at: z.string(),
})

export type OberplanUser = z.infer<typeof User>

export const UserReply = z.strictObject({ data: z.partial(User), success: z.literal(true) })
export const Success = z.strictObject({ success: z.literal(true) })

/** A string of `min` to `max` characters, each of them one however many bytes it takes. */
const characters = (max: number, min = 0) =>
  z.string().check(
    z.check(({ value, issues }) => {
      const { length } = Array.from(value)
      if (length > max) issues.push(breach('max', value, max))
      if (length < min) issues.push(breach('min', value, min))
    }),
  )

/** JSON's booleans, and the digits that the sample prints for them. */
const flag = z.pipe(
  z.transform((sent: unknown) => (sent === 1 || sent === 0 ? sent === 1 : sent)),
  z.boolean(),
)

const timezone = z.string().check(
  z.check(({ value, issues }) => {
    if (!isTimezone(value)) issues.push(breach('timezone', value))
  }),
)

const email = characters(200).check(z.regex(/^[^\s@]+@[^\s@]+$/))

export const UserSettings = z.object({
  email: z.exactOptional(email),
  firstname: z.exactOptional(characters(50)),
  lastname: z.exactOptional(characters(100)),
  language_tag: z.exactOptional(z.enum(languages)),
  date_format: z.exactOptional(z.enum(dateFormats)),
  time_format: z.exactOptional(z.enum(timeFormats)),
  timezone: z.exactOptional(timezone),
  first_day_of_week: z.exactOptional(z.enum(firstDays)),
  allow_collaboration: z.exactOptional(flag),
  profile_completed: z.exactOptional(flag),
  new_password: z.exactOptional(characters(Number.POSITIVE_INFINITY, 6)),
})

export const FieldsQuery = z.object({ fields: z.exactOptional(z.string()) })
export const DeletionQuery = z.object({ me: z.literal('1') })

export const RateLimitReply = z.strictObject({
  data: z.strictObject({
    request_limit: z.int(),
    request_remaining: z.int(),
    request_reset: z.int(),
  }),
  success: z.literal(true),
})

/** Names of the Olson database that are as short as the abbreviations that ICU knows besides. */
const shortNames = 'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' ')

/** Names of the Olson database, links such as US/Eastern among them; `Intl` alone would take offsets and more too. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name) || name.startsWith('SystemV/')) return false
  if (/^[A-Z]{3}$/.test(name) && !shortNames.includes(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
