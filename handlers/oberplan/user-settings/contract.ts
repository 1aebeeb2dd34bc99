import { endpoint } from '../../../contract/answer/endpoint.ts'
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
