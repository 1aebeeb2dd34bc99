import { endpoint } from '../../../contract/endpoint.ts'
import { printedUserSettingsRequests as printed } from '../../../fixtures/oberplan/user-settings.ts'
import { toExample } from '../../../fixtures/printed.ts'
import { invalid, missing, tooMany, unauthenticated } from '../dialect.ts'
import {
  DeletionQuery,
  FieldsQuery,
  RateLimitReply,
  Success,
  UserReply,
  UserSettings,
} from './schema.ts'

export const userSettingsContract = {
  getUserSettings: endpoint({
    method: 'get',
    path: '/users/me',
    auth: 'basic',
    summary: 'Get your user settings',
    query: FieldsQuery,
    responses: {
      200: { description: 'Your user settings.', body: UserReply },
      401: unauthenticated,
      429: tooMany,
    },
    examples: [toExample(printed.getUserSettings)],
    assumptions: [
      {
        says: '`profile_completed` is 1 or 0.',
        because:
          'The table calls it a boolean, but the sample, the only answer that is printed, has 1.',
      },
      {
        says: '`schedules_limit` is an integer that cannot be written.',
        because: 'Only the sample has it, beside the limits of the table.',
      },
      {
        says: '`fields=a,b` narrows `data` to these keys; unknown ones are ignored.',
        because: "Oberplan's page on responses offers it for every resource.",
      },
    ],
  }),

  updateUserSettings: endpoint({
    method: 'put',
    path: '/users/me',
    auth: 'basic',
    summary: 'Update your user settings, or change your password',
    body: UserSettings,
    responses: {
      200: { description: 'The settings are changed.', body: Success },
      400: invalid,
      401: unauthenticated,
      429: tooMany,
    },
    examples: [toExample(printed.updateUserSettings), toExample(printed.changePassword)],
    assumptions: [
      {
        says: 'Keys that are not writable, and unknown ones, are ignored.',
        because: 'The body "may contain all object properties", six of which are not writable.',
      },
      {
        says: '`new_password` may stand beside other keys; all of them are taken, or none.',
        because: 'Both operations are the same request.',
      },
      {
        says: 'A new `email` is pending until the link of the activation message is followed: until then the old one is shown, and signs in.',
        because: 'The page says: "Follow the link in the email to activate the new email address."',
      },
      {
        says: 'An `email` that another account has is a 400 `email_in_use`.',
        because: 'The address is what an account signs in by.',
      },
      {
        says: 'The body is read as JSON whatever its Content-Type.',
        because: 'The printed requests use `curl -d`, which calls it a form.',
      },
      {
        says: '`firstname` and `lastname` may be empty, and lengths count characters.',
        because: 'The page names maxima and no minima.',
      },
      {
        says: 'Booleans may be sent as 1 and 0 too.',
        because: 'A client that sends back what it was given must succeed.',
      },
    ],
  }),

  deleteAccount: endpoint({
    method: 'delete',
    path: '/users/me',
    auth: 'basic',
    summary: 'Delete your account',
    query: DeletionQuery,
    responses: {
      200: { description: 'The account is deleted.', body: Success },
      400: invalid,
      401: unauthenticated,
      429: tooMany,
    },
    examples: [toExample(printed.deleteAccount)],
    assumptions: [
      {
        says: 'Without `me=1` the reply is a 400, and the account stays.',
        because:
          'The parameter "must be set to 1" to prevent accidental deletion; 400 is the one client error that is documented.',
      },
    ],
  }),

  getRateLimit: endpoint({
    method: 'get',
    path: '/rate-limit',
    auth: 'basic',
    summary: 'Get your rate limit',
    responses: {
      200: { description: 'What is left of your limit.', body: RateLimitReply },
      401: unauthenticated,
    },
    beyond: "Documented on Oberplan's page on rate limits.",
  }),

  activateEmail: endpoint({
    method: 'get',
    path: '/users/activate/:token',
    auth: 'none',
    summary: 'Follow the link of an activation message',
    responses: {
      200: { description: 'The new email address is active.', body: Success },
      400: invalid,
      404: missing,
    },
    beyond:
      "Stands in for the link of Oberplan's activation message, whose address is not documented.",
  }),
}
