import type { ApiAsks } from '../../contract/double/force/asking.ts'
import type { Operation } from './operation.ts'

const unknownUser = { title: 'An unknown user', path: '/api/core/user/user_unknown' }
const rows = '/api/projects/project-user'
const unknownRow = { title: 'An unknown project user', path: `${rows}/project-user_unknown` }
const place = (id: string) => ({ items: [{ id, idx: 1 }] })

/** What shows each documented status, beside the requests that the pages print. */
export const asks: ApiAsks<Operation> = {
  every: {
    401: { title: 'No API key', headers: { Authorization: '' } },
    413: { title: 'A body that is too large', fault: 'size' },
    429: {
      title: 'The limit is used up',
      spending: '/api/core/user',
      options: { rateLimit: true },
    },
  },
  of: {
    retrieveUser: { 404: unknownUser },
    listUsers: { 400: { title: 'A negative limit', path: '/api/core/user?limit=-1' } },
    createUser: { 400: { title: 'A required field is missing', body: { first_name: 'Ada' } } },
    updateUser: {
      400: { title: 'A required field is emptied', body: { email: '' } },
      404: unknownUser,
    },
    deleteUser: { 404: unknownUser },
    listProjectUsers: { 400: { title: 'No parent', path: rows } },
    createProjectUser: {
      400: {
        title: 'A required field is missing',
        body: { parent_id: 'parent_abc123', parent_type: 'Project' },
      },
    },
    updateProjectUser: {
      400: { title: 'An index that is no integer', body: { idx: 'first' } },
      404: unknownRow,
    },
    deleteProjectUser: { 404: unknownRow },
    reorderProjectUsers: {
      200: { title: 'New index values', body: place('project-user_abc123') },
      400: {
        title: 'An index below 1',
        body: { items: [{ id: 'project-user_abc123', idx: 0 }] },
      },
      404: { title: 'An unknown project user', body: place('project-user_unknown') },
    },
  },
}
