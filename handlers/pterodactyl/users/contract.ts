import { endpoint } from '../../../contract/endpoint.ts'
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
    assumptions: [
      {
        says: 'A filter finds parts of a value, whatever their case; commas mean or, several fields and.',
        because: 'The panel was seen to do so; the page only names the fields.',
      },
      {
        says: 'A minus before a sort key means descending, and a comma stands between keys; unsorted lists come by id.',
        because: 'The panel was seen to do so; the page only names the keys.',
      },
      {
        says: 'An unknown filter or sort is a 400; an unknown `include` is ignored.',
        because: 'The panel was seen to do so.',
      },
      {
        says: '`per_page` is 50 unless it is sent, and has no maximum; a `page` below 1 counts as 1.',
        because: 'The panel was seen to do so; the page names no defaults.',
      },
      {
        says: 'A `per_page` that is no whole number is a 400; 0 counts as 15.',
        because:
          'The panel was seen to take 0 so; at the others it fails with a 500, or cuts a fraction off, by accident.',
      },
    ],
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
    assumptions: [
      {
        says: 'The whole external id must be named; its case does not matter.',
        because: 'The panel was seen to do so.',
      },
    ],
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
    assumptions: [
      {
        says: '`email`, `username` and `external_id` are unique, whatever their case, and a username is kept in lower case.',
        because: 'The panel was seen to do so; the page states no rule.',
      },
      {
        says: 'Each broken rule is an error of its own with `meta.source_field` and `meta.rule`, in a fixed order of fields.',
        because: 'The panel was seen to do so; the page only names the status.',
      },
      {
        says: 'A body is read as JSON or as a form only if its Content-Type says so.',
        because: 'The panel was seen to do so.',
      },
    ],
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
    assumptions: [
      {
        says: 'Optional fields that are not sent stay; null clears `external_id` and leaves the password.',
        because: 'The panel was seen to do so.',
      },
      {
        says: '`updated_at` moves only if something changes.',
        because: 'The panel was seen to do so.',
      },
    ],
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
    assumptions: [
      { says: 'The 200 has no body.', because: 'The page prints none, and the panel sends none.' },
    ],
    deviations: [{ about: 'The status of a delete', documented: '200', observed: '204, no body' }],
  }),
}
