import { endpoint } from '../../../contract/answer/endpoint.ts'
import { printedProjectUserRequests as printed } from '../../../fixtures/overplane/project-user.ts'
import { toExample } from '../../../fixtures/printed.ts'
import { Deleted, invalid, missing, tooMany, unauthenticated } from '../dialect.ts'
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
      429: tooMany,
    },
    examples: [toExample(printed.listProjectUsers)],
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
      429: tooMany,
    },
    examples: [toExample(printed.createProjectUser)],
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
      429: tooMany,
    },
    examples: [toExample(printed.updateProjectUser)],
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
      429: tooMany,
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
      429: tooMany,
    },
    examples: [toExample(printed.reorderProjectUsers)],
  }),
}
