import { endpoint } from '../../../contract/endpoint.ts'
import { printedUserRequests as printed } from '../../../fixtures/overplane/user.ts'
import { toExample } from '../../../fixtures/printed.ts'
import { Deleted, invalid, missing, unauthenticated } from '../dialect.ts'
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
    },
    examples: [toExample(printed.listUsers)],
    assumptions: [
      {
        says: '`limit` has no maximum, and `limit=0` answers an empty page; a negative or fractional `limit` or `offset` is a 400.',
        because: 'The page calls both integers and names a default, and no bound.',
      },
      {
        says: 'Users of the same second stand in the order of their creation, the last one first.',
        because: 'Times are printed in whole seconds.',
      },
    ],
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
    },
    examples: [toExample(printed.createUser)],
    assumptions: [
      {
        says: 'No field is unique.',
        because: 'The page names no uniqueness.',
      },
      {
        says: '`full_name` is what was sent, and null otherwise: it is not put together from the other names.',
        because: 'The page lists it among the body parameters and states no rule.',
      },
      {
        says: 'Any string is taken for `gender`, `language`, `time_zone`, `phone`, `birth_date` and `user_type`.',
        because: "The page's own values, such as `phone_example`, would fail any format.",
      },
    ],
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
    },
    examples: [toExample(printed.updateUser)],
    assumptions: [
      {
        says: 'The defaults printed for `enabled` and `user_type` apply to a create alone.',
        because: 'The page says that parameters not provided are left unchanged.',
      },
      {
        says: 'null clears an optional field; it is a 400 for `email`, `first_name`, `enabled` and `user_type`.',
        because: 'The first two are required, and the other two are never printed as null.',
      },
      {
        says: 'Every update moves `updated_at`, one without any field too.',
        because: 'The page calls it the time of the last update.',
      },
    ],
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
    },
    examples: [toExample(printed.deleteUser)],
    assumptions: [
      {
        says: 'Project users of a deleted user stay.',
        because: 'Their `user` is a plain string on the page, and no cascade is named.',
      },
    ],
  }),
}
