import * as z from 'zod/mini'
import {
  alike,
  breach,
  entity,
  type JsonSchema,
  named,
  optionally,
  say,
} from '../../contract/define.ts'
import { documentedPassword, documentedUser } from '../../fixtures/oberplan/user-settings.ts'

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

const readOnly = { readOnly: true }
const time = (event: string) =>
  say(`The date and time when this user was ${event}, in UTC and ISO 8601 format.`, z.string(), {
    ...readOnly,
    format: 'date-time',
  })

const words = {
  email: 'The email address associated with your account.',
  language_tag: 'The language of the user interface: en for English or de for German.',
  allow_collaboration:
    'true if other Oberplan users can add you as a collaborator for a schedule; false otherwise.',
  profile_completed:
    'If set to false you will be asked to complete your user profile after logging to the app.',
  timezone:
    "The time zone that is used to display times, an Olson DB timezone identifier. It is also used implicitly when you don't specify one when creating bookings.",
}

/** The User object, its keys in the order of the sample. */
const User = z.strictObject({
  allow_collaboration: say(words.allow_collaboration, z.boolean(), { default: true }),
  collaboration_limit: say(
    'Maximum number of schedules that you can access as a collaborator.',
    z.int(),
    readOnly,
  ),
  created_at: time('created'),
  date_format: say('The format used for displaying dates.', z.enum(dateFormats)),
  email: say(words.email, z.string(), { maxLength: 200 }),
  first_day_of_week: say('First day of week used in calendars and schedules.', z.enum(firstDays)),
  firstname: say('Your first name.', z.string(), { type: 'string', maxLength: 50 }),
  id: say('Your unique identifier.', z.string(), readOnly),
  language_tag: say(words.language_tag, z.enum(languages), { default: 'en' }),
  lastname: say('Your last name.', z.string(), { type: 'string', maxLength: 100 }),
  profile_completed: say(words.profile_completed, z.union([z.boolean(), z.literal([0, 1])])),
  request_rate_limit: say(
    'Maximum number of requests you are allowed to send within 5 minutes.',
    z.int(),
    readOnly,
  ),
  schedules_limit: say(
    'Maximum number of schedules that you can have. Only the sample of the page has it.',
    z.int(),
    readOnly,
  ),
  time_format: say(
    'The format used for displaying times: H:i (24 hour format, e.g. 13:00), h:i A (12 hour format, e.g. 1:00 PM), h:i a (12 hour format, e.g. 1:00 p.m.).',
    z.enum(timeFormats),
  ),
  timezone: say(words.timezone, z.string(), { pattern: '^[A-Za-z][\\w+-]*(/[\\w+-]+)*$' }),
  updated_at: time('last updated'),
})

export type OberplanUser = z.output<typeof User>

export const SomeOfUser = named(
  'User',
  'The User object, or those of its properties that `fields` names.',
  z.partial(User),
)

// ---- what is sent

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

const { shape } = User
/** JSON's booleans, and the digits that the sample prints for them. */
const asFlag: JsonSchema = { type: ['boolean', 'integer'], enum: [true, false, 1, 0] }

export const UserSettings = named(
  'UserSettings',
  'The settings to change, a new password among them.',
  z.object(
    optionally({
      email: alike(shape.email, email),
      firstname: alike(shape.firstname, characters(50)),
      lastname: alike(shape.lastname, characters(100)),
      language_tag: say(words.language_tag, z.enum(languages)),
      date_format: shape.date_format,
      time_format: shape.time_format,
      timezone: alike(shape.timezone, timezone),
      first_day_of_week: shape.first_day_of_week,
      allow_collaboration: say(words.allow_collaboration, flag, asFlag),
      profile_completed: say(words.profile_completed, flag, asFlag),
      new_password: say('The new password.', characters(Number.POSITIVE_INFINITY, 6), {
        type: 'string',
        format: 'password',
        minLength: 6,
        writeOnly: true,
      }),
    }),
  ),
)

/** The keys in the order of the page's table; the sample has one more. */
export const tableOrder: readonly string[] = [
  'id',
  'email',
  'firstname',
  'lastname',
  'language_tag',
  'date_format',
  'time_format',
  'timezone',
  'first_day_of_week',
  'allow_collaboration',
  'profile_completed',
  'collaboration_limit',
  'request_rate_limit',
  'updated_at',
  'created_at',
]

/** Properties of the object that an update may name, and not change. */
export const readOnlyKeys = [
  'id',
  'collaboration_limit',
  'request_rate_limit',
  'schedules_limit',
  'created_at',
  'updated_at',
] as const

// ---- what is kept

const unset = z.nullable(z.string())

/** The settings, and what of an account never travels. */
const Account = z.extend(User, {
  password: say('The password of the account, as it signs in.', z.string()),
  pending_email: say('The address that waits for its activation link to be followed.', unset),
  activation: say('The token of that link.', unset),
})

/** An account with its password. */
export type OberplanAccount = z.output<typeof Account>

const user = entity({
  schema: Account,
  id: 'id',
  times: ['created_at', 'updated_at'],
  defaults: {
    id: ({ ids }) => ids.text(16),
    language_tag: 'en',
    date_format: 'm/d/Y',
    time_format: 'h:i a',
    timezone: 'US/Eastern',
    first_day_of_week: 'sunday',
    allow_collaboration: true,
    profile_completed: true,
    collaboration_limit: 100,
    request_rate_limit: 100,
    schedules_limit: 20,
  },
  lookups: { email: one => one.email.toLowerCase(), activation: one => one.activation },
  documented: [
    {
      ...documentedUser,
      profile_completed: Boolean(documentedUser.profile_completed),
      password: documentedPassword,
    },
  ],
})

/** The models of Oberplan, by their names in `double.db`. */
export const entities = { user }

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
