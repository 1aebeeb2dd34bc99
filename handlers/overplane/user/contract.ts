import { endpoint } from '../../../contract/answer/endpoint.ts'
import { printedUserRequests as printed } from '../../../fixtures/overplane/user.ts'
import { toExample } from '../../../fixtures/printed.ts'
import { Deleted, invalid, missing, tooMany, unauthenticated } from '../dialect.ts'
import { User, UserCreation, UserList, UserPage, UserUpdate } from './schema.ts'

export const userContract = {
  retrieveUser: endpoint({
    method: 'get',
    path: '/api/core/user/:id',
    auth: 'bearer',
    summary: 'Retrieve a user',
    responses: {
      200: { description: 'The user object.', body: User },
      401: unauthenticated,
      404: missing,
      429: tooMany,
    },
    examples: [toExample(printed.retrieveUser)],
  }),

  listUsers: endpoint({
    method: 'get',
    path: '/api/core/user',
    auth: 'bearer',
    summary: 'List all users',
    query: UserPage,
    responses: {
      200: { description: 'A page of user objects, the newest first.', body: UserList },
      400: invalid,
      401: unauthenticated,
      429: tooMany,
    },
    examples: [toExample(printed.listUsers)],
  }),

  createUser: endpoint({
    method: 'post',
    path: '/api/core/user',
    auth: 'bearer',
    summary: 'Create a user',
    body: UserCreation,
    responses: {
      200: { description: 'The newly created user object.', body: User },
      400: invalid,
      401: unauthenticated,
      429: tooMany,
    },
    examples: [toExample(printed.createUser)],
  }),

  updateUser: endpoint({
    method: 'patch',
    path: '/api/core/user/:id',
    auth: 'bearer',
    summary: 'Update a user',
    body: UserUpdate,
    responses: {
      200: { description: 'The updated user object.', body: User },
      400: invalid,
      401: unauthenticated,
      404: missing,
      429: tooMany,
    },
    examples: [toExample(printed.updateUser)],
  }),

  deleteUser: endpoint({
    method: 'delete',
    path: '/api/core/user/:id',
    auth: 'bearer',
    summary: 'Delete a user',
    responses: {
      200: { description: 'The confirmation that the user has been deleted.', body: Deleted },
      401: unauthenticated,
      404: missing,
      429: tooMany,
    },
    examples: [toExample(printed.deleteUser)],
  }),
}
