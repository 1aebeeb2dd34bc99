import { endpoint } from '../../../contract/endpoint.ts'
import { printedProjectUserRequests as printed } from '../../../fixtures/overplane/project-user.ts'
import { toExample } from '../../../fixtures/printed.ts'
import { Deleted, invalid, missing, unauthenticated } from '../dialect.ts'
import {
  ParentQuery,
  ProjectUser,
  ProjectUserCreation,
  ProjectUserList,
  ProjectUserUpdate,
  Reordering,
} from './schema.ts'

export const projectUserContract = {
  listProjectUsers: endpoint({
    method: 'get',
    path: '/api/projects/project-user',
    auth: 'bearer',
    summary: 'List project users by parent',
    query: ParentQuery,
    responses: {
      200: { description: 'All project users of the parent.', body: ProjectUserList },
      400: invalid,
      401: unauthenticated,
    },
    examples: [toExample(printed.listProjectUsers)],
    assumptions: [
      {
        says: 'Rows come by ascending `idx`, equal ones in the order of their creation; `has_more` is always false.',
        because: 'The page returns "all" rows, names no paging, and calls `idx` the sort order.',
      },
    ],
  }),

  createProjectUser: endpoint({
    method: 'post',
    path: '/api/projects/project-user',
    auth: 'bearer',
    summary: 'Create a project user',
    body: ProjectUserCreation,
    responses: {
      200: { description: 'The newly created project user object.', body: ProjectUser },
      400: invalid,
      401: unauthenticated,
    },
    examples: [toExample(printed.createProjectUser)],
    assumptions: [
      {
        says: '`parent_id` must be there, and may be null.',
        because: 'The page requires it, and its own request sends null.',
      },
      {
        says: 'Without `idx` a row goes behind the last one of its parent, from 1.',
        because: 'The page prints 1 for a row whose request sent none.',
      },
      {
        says: '`user` and `parent_id` may name what does not exist.',
        because: 'The page calls both plain strings, and prints values that are no ids.',
      },
    ],
  }),

  updateProjectUser: endpoint({
    method: 'patch',
    path: '/api/projects/project-user/:id',
    auth: 'bearer',
    summary: 'Update a project user',
    body: ProjectUserUpdate,
    responses: {
      200: { description: 'The updated project user object.', body: ProjectUser },
      400: invalid,
      401: unauthenticated,
      404: missing,
    },
    examples: [toExample(printed.updateProjectUser)],
    assumptions: [
      {
        says: 'A new `idx` moves no other row.',
        because: 'Changing the order of the others is what the reorder is for.',
      },
    ],
  }),

  deleteProjectUser: endpoint({
    method: 'delete',
    path: '/api/projects/project-user/:id',
    auth: 'bearer',
    summary: 'Delete a project user',
    responses: {
      200: { description: 'The confirmation that the row has been deleted.', body: Deleted },
      401: unauthenticated,
      404: missing,
    },
    examples: [toExample(printed.deleteProjectUser)],
  }),

  reorderProjectUsers: endpoint({
    method: 'post',
    path: '/api/projects/project-user/reorder',
    auth: 'bearer',
    summary: 'Reorder project users',
    body: Reordering,
    responses: {
      200: { description: 'The rows of the parent in their new order.', body: ProjectUserList },
      400: invalid,
      401: unauthenticated,
      404: missing,
    },
    examples: [toExample(printed.reorderProjectUsers)],
    assumptions: [
      {
        says: 'The body is `{ parent_id?, items: [{ id, idx }, …] }` with `idx` from 1. Rows that `items` leaves out follow the named ones as they stood; then all are numbered 1 to n.',
        because: 'The page speaks of "new index values" and names no body.',
      },
      {
        says: 'Without `items` nothing moves, and the reply is the rows of `parent_id`, or all rows.',
        because: 'The printed request has no body, and must work.',
      },
      {
        says: 'It is a 404 to name a row that does not exist, and a 400 to name rows of several parents, a row twice, or an index twice; nothing is changed then.',
        because: 'The page says that rows are ordered "within their parent".',
      },
      {
        says: 'The reply is the list envelope of the parent, and not the single object that is printed.',
        because: 'The page says "Returns the reordered list".',
      },
    ],
  }),
}
