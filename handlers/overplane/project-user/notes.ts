import { describe } from '../../../contract/openapi/components.ts'
import type { ResourceNotes } from '../../../contract/openapi/openapi.ts'
import type { projectUserContract } from './contract.ts'
import {
  ProjectUser,
  ProjectUserCreation,
  ProjectUserList,
  ProjectUserUpdate,
  Reordering,
} from './schema.ts'

// What the page says in words; of most fields it prints the name alone.

const fields = {
  idx: 'The place of the project user among those of its parent.',
  parent_id: 'The ID of the parent.',
  parent_type: 'What kind of object the parent is, such as a project.',
  user: 'The user who works on the project.',
  email: 'The email address of the user.',
  image: 'The picture of the user.',
  full_name: 'The full name of the user.',
  welcome_email_sent: 'Whether the user has been sent the welcome email.',
  view_attachments: 'Whether the user may view attachments.',
  hide_timesheets: 'Whether timesheets are hidden from the user.',
  project_status: 'How the project stands, in words.',
}

const id = 'Unique identifier for the object.'

export const projectUserNotes: ResourceNotes<typeof projectUserContract> = {
  tag: 'Project User',
  description: 'The users of a project, each a row of its parent.',

  operations: {
    listProjectUsers: {
      description: 'Returns all project users belonging to the specified parent.',
      query: { parent_id: 'The ID of the parent to list children for.' },
    },
    createProjectUser: {
      description: 'Creates a new project user object.',
    },
    updateProjectUser: {
      description:
        'Updates the specified project user by setting the values of the parameters passed. Any parameters not provided will be left unchanged.',
      params: { id: 'The identifier of the project user to update.' },
    },
    deleteProjectUser: {
      description: 'Permanently deletes a project user. This cannot be undone.',
      params: { id: 'The identifier of the project user to delete.' },
    },
    reorderProjectUsers: {
      description:
        'Updates the sort order of project users within their parent by setting new index values. Returns the reordered list.',
    },
  },

  schemas: [
    describe(ProjectUser, {
      name: 'ProjectUser',
      description: 'The Project User object. What was never set is null.',
      fields: { id, ...fields },
    }),
    describe(ProjectUserCreation, {
      name: 'ProjectUserCreation',
      description: 'The fields of a new project user.',
      fields: { ...fields, idx: `${fields.idx} Behind the last one, where none is sent.` },
    }),
    describe(ProjectUserUpdate, {
      name: 'ProjectUserUpdate',
      description: 'The fields of a project user to change; null clears an optional one.',
      fields: { ...fields, idx: `${fields.idx} Behind the others, where it is null.` },
    }),
    describe(ProjectUserList, {
      name: 'ProjectUserList',
      description: 'A list of project user objects belonging to the parent.',
      fields: {
        data: 'The project users, by ascending index.',
        has_more: 'Whether there are more; there never are.',
        total: 'The number of project users in the list.',
      },
    }),
    describe(Reordering, {
      name: 'Reordering',
      description: 'The new index values. The page prints no body: this one is an assumption.',
      fields: {
        parent_id: 'The ID of the parent; that of the first item, where it is not sent.',
        items: 'The rows to place; those that are left out follow as they stood.',
      },
    }),
    describe(Reordering.shape.items.def.innerType.def.element, {
      name: 'Placing',
      description: 'A new index value of one row.',
      fields: { id, idx: 'The index value, from 1; no two items have the same.' },
    }),
  ],
}
