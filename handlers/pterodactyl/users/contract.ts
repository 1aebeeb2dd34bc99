import { endpoint } from '../../../contract/answer/endpoint.ts'
import { toExample } from '../../../fixtures/printed.ts'
import { printedUserRequests as printed } from '../../../fixtures/pterodactyl/users.ts'
import {
  forbidden,
  invalid,
  malformedBody,
  missing,
  refusedQuery,
  tooMany,
  unauthenticated,
} from '../dialect.ts'
import { User } from '../objects.ts'
import { IncludeQuery } from '../queries.ts'
import { CreatedUser, ListQuery, UserFields, UserList } from './schema.ts'

export const usersContract = {
  listUsers: endpoint({
    method: 'get',
    path: '/api/application/users',
    auth: 'bearer',
    summary: 'Get users',
    query: ListQuery,
    responses: {
      200: { description: 'The request was successful.', body: UserList },
      400: refusedQuery,
      401: unauthenticated,
      403: forbidden,
      429: tooMany,
    },
    examples: [toExample(printed.listUsers)],
    deviations: [
      {
        about: 'The envelope of a list',
        documented: '`object` and `data`',
        observed: '`object`, `data` and `meta.pagination`',
      },
    ],
  }),

  getUser: endpoint({
    method: 'get',
    path: '/api/application/users/:id',
    auth: 'bearer',
    summary: 'Get a user',
    query: IncludeQuery,
    responses: {
      200: { description: 'The request was successful.', body: User },
      400: malformedBody,
      401: unauthenticated,
      403: forbidden,
      404: missing,
      429: tooMany,
    },
    examples: [toExample(printed.getUser)],
  }),

  getExternalUser: endpoint({
    method: 'get',
    path: '/api/application/users/external/:external_id',
    auth: 'bearer',
    summary: 'Get a user by its external id',
    query: IncludeQuery,
    responses: {
      200: { description: 'The request was successful.', body: User },
      400: malformedBody,
      401: unauthenticated,
      403: forbidden,
      404: missing,
      429: tooMany,
    },
    examples: [toExample(printed.getExternalUser)],
  }),

  createUser: endpoint({
    method: 'post',
    path: '/api/application/users',
    auth: 'bearer',
    summary: 'Create a user',
    query: IncludeQuery,
    body: UserFields,
    responses: {
      201: { description: 'The request was successful.', body: CreatedUser },
      400: malformedBody,
      401: unauthenticated,
      403: forbidden,
      422: invalid,
      429: tooMany,
    },
    examples: [toExample(printed.createUser)],
  }),

  updateUser: endpoint({
    method: 'patch',
    path: '/api/application/users/:id',
    auth: 'bearer',
    summary: 'Update a user',
    query: IncludeQuery,
    body: UserFields,
    responses: {
      200: { description: 'The request was successful.', body: User },
      400: malformedBody,
      401: unauthenticated,
      403: forbidden,
      404: missing,
      422: invalid,
      429: tooMany,
    },
    examples: [toExample(printed.updateUser)],
  }),

  deleteUser: endpoint({
    method: 'delete',
    path: '/api/application/users/:id',
    auth: 'bearer',
    summary: 'Delete a user',
    responses: {
      200: { description: 'The request was successful.' },
      204: { description: 'The request was successful (as the panel answers it).' },
      400: { ...malformedBody, description: 'There are servers connected to the user account.' },
      401: unauthenticated,
      403: forbidden,
      404: missing,
      429: tooMany,
    },
    examples: [toExample(printed.deleteUser)],
    deviations: [{ about: 'The status of a delete', documented: '200', observed: '204, no body' }],
  }),
}
