import { describe, type JsonSchema } from '../../../contract/openapi/components.ts'
import type { ResourceNotes } from '../../../contract/openapi/openapi.ts'
import type { userSettingsContract } from './contract.ts'
import { RateLimitReply, Success, UserReply, UserSettings } from './schema.ts'

/** The writable fields, in the page's words. */
const settings = {
  email: {
    description: 'The email address associated with your account.',
    maxLength: 200,
  },
  firstname: { description: 'Your first name.', type: 'string', maxLength: 50 },
  lastname: { description: 'Your last name.', type: 'string', maxLength: 100 },
  language_tag: 'The language of the user interface: en for English or de for German.',
  date_format: 'The format used for displaying dates.',
  time_format:
    'The format used for displaying times: H:i (24 hour format, e.g. 13:00), h:i A (12 hour format, e.g. 1:00 PM), h:i a (12 hour format, e.g. 1:00 p.m.).',
  timezone: {
    description:
      "The time zone that is used to display times, an Olson DB timezone identifier. It is also used implicitly when you don't specify one when creating bookings.",
    pattern: '^[A-Za-z][\\w+-]*(/[\\w+-]+)*$',
  },
  first_day_of_week: 'First day of week used in calendars and schedules.',
} as const

const allow_collaboration =
  'true if other Oberplan users can add you as a collaborator for a schedule; false otherwise.'
const profile_completed =
  'If set to false you will be asked to complete your user profile after logging to the app.'

/** JSON's booleans, and the digits that the sample prints for them. */
const flag: JsonSchema = { type: ['boolean', 'integer'], enum: [true, false, 1, 0] }

const success = 'Always true.'
const readOnly = (description: string) => ({ description, readOnly: true })
const time = (event: string) => ({
  ...readOnly(`The date and time when this user was ${event}, in UTC and ISO 8601 format.`),
  format: 'date-time',
})

export const userSettingsNotes: ResourceNotes<typeof userSettingsContract> = {
  tag: 'User Settings',
  description: 'The settings of the account whose credentials are sent.',

  operations: {
    getUserSettings: {
      description: 'Returns your user settings.',
      query: {
        fields: {
          description: 'A comma-separated list of the fields to return; all of them without it.',
          ...{ type: 'array', items: { type: 'string' } },
        },
      },
    },
    updateUserSettings: {
      description:
        'Updates your user settings. The request body may contain all object properties or only those properties that you want to edit. If you change your email address, you will receive an activation email to the new address. Follow the link in the email to activate the new email address. To change your password, the request body must contain a JSON object with the key `new_password`, whose value specifies the new password.',
    },
    deleteAccount: {
      description: 'Deletes your Oberplan account.',
      query: {
        me: 'In order to prevent accidental deletion, this parameter must be set to 1.',
      },
    },
    getRateLimit: {
      description:
        'Returns what is left of your limit. Accessing this endpoint does not count against it.',
    },
    activateEmail: {
      description: 'Activates the new email address that the activation message was sent to.',
      params: { token: 'The token of the link.' },
    },
  },

  schemas: [
    describe(UserReply, {
      name: 'UserReply',
      description: 'Your user settings in their envelope.',
      fields: { data: 'Your user settings.', success },
    }),
    describe(UserReply.shape.data, {
      name: 'User',
      description: 'The User object, or those of its properties that `fields` names.',
      fields: {
        ...settings,
        language_tag: { description: settings.language_tag, default: 'en' },
        id: readOnly('Your unique identifier.'),
        allow_collaboration: { description: allow_collaboration, default: true },
        profile_completed,
        collaboration_limit: readOnly(
          'Maximum number of schedules that you can access as a collaborator.',
        ),
        request_rate_limit: readOnly(
          'Maximum number of requests you are allowed to send within 5 minutes.',
        ),
        schedules_limit: readOnly(
          'Maximum number of schedules that you can have. Only the sample of the page has it.',
        ),
        created_at: time('created'),
        updated_at: time('last updated'),
      },
    }),
    describe(UserSettings, {
      name: 'UserSettings',
      description: 'The settings to change, a new password among them.',
      fields: {
        ...settings,
        allow_collaboration: { description: allow_collaboration, ...flag },
        profile_completed: { description: profile_completed, ...flag },
        new_password: {
          description: 'The new password.',
          ...{ type: 'string', format: 'password', minLength: 6, writeOnly: true },
        },
      },
    }),
    describe(Success, {
      name: 'Success',
      description: 'The confirmation that the request was successful.',
      fields: { success },
    }),
    describe(RateLimitReply, {
      name: 'RateLimitReply',
      description: 'Your limit in its envelope.',
      fields: { data: 'Your limit.', success },
    }),
    describe(RateLimitReply.shape.data, {
      name: 'RateLimit',
      description: 'What is left of the limit of requests.',
      fields: {
        request_limit: 'The number of requests in a window of 5 minutes.',
        request_remaining: 'The number of requests that are left in the present window.',
        request_reset: 'The time in seconds until the present window ends.',
      },
    }),
  ],
}
