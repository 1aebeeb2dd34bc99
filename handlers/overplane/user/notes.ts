import { describe } from '../../../contract/openapi/components.ts'
import type { ResourceNotes } from '../../../contract/openapi/openapi.ts'
import type { userContract } from './contract.ts'
import { User, UserCreation, UserList, UserUpdate } from './schema.ts'

// What the page says in words; of most fields it prints the name alone.

const fields = {
  email: 'The email address of the user.',
  first_name: 'The first name of the user.',
  middle_name: 'The middle name of the user.',
  last_name: 'The last name of the user.',
  full_name: 'The full name of the user, as it was sent: it is not put together from the others.',
  username: 'The name by which the user is known to the system.',
  enabled: 'Whether the account of the user is enabled.',
  user_type: 'The type of the user.',
  language: 'The language of the user.',
  time_zone: 'The time zone of the user.',
  user_image: 'The picture of the user.',
  gender: 'The gender of the user.',
  phone: 'The phone number of the user.',
  mobile_no: 'The mobile number of the user.',
  birth_date: 'The date of birth of the user.',
  last_login: 'When the user last logged in.',
  last_active: 'When the user was last active.',
  api_key: 'The API key of the user.',
  api_secret: 'The API secret of the user.',
  signature_image: "The picture of the user's signature.",
}

export const userNotes: ResourceNotes<typeof userContract> = {
  tag: 'User',
  description: 'The users of the system.',

  operations: {
    retrieveUser: {
      description:
        'Retrieves the details of an existing user. Supply the unique user ID that was returned from a previous request.',
      params: { id: 'The identifier of the user to retrieve.' },
    },
    listUsers: {
      description:
        'Returns a list of users. The results are sorted by creation date, with the most recently created appearing first.',
      query: {
        limit: {
          description: 'Maximum number of objects to return.',
          ...{ type: 'integer', minimum: 1, default: 20 },
        },
        offset: {
          description: 'Number of objects to skip for pagination.',
          ...{ type: 'integer', minimum: 0, default: 0 },
        },
      },
    },
    createUser: {
      description: 'Creates a new user object.',
    },
    updateUser: {
      description:
        'Updates the specified user by setting the values of the parameters passed. Any parameters not provided will be left unchanged.',
      params: { id: 'The identifier of the user to update.' },
    },
    deleteUser: {
      description: 'Permanently deletes a user. This cannot be undone.',
      params: { id: 'The identifier of the user to delete.' },
    },
  },

  schemas: [
    describe(User, {
      name: 'User',
      description: 'The User object. What was never set is null.',
      fields: {
        id: 'Unique identifier for the object.',
        created_at: {
          description: 'ISO 8601 timestamp of when the object was created.',
          format: 'date-time',
        },
        updated_at: {
          description: 'ISO 8601 timestamp of when the object was last updated.',
          format: 'date-time',
        },
        ...fields,
      },
    }),
    describe(UserCreation, {
      name: 'UserCreation',
      description: 'The fields of a new user.',
      fields,
    }),
    describe(UserUpdate, {
      name: 'UserUpdate',
      description: 'The fields of a user to change; null clears an optional one.',
      fields,
    }),
    describe(UserList, {
      name: 'UserList',
      description: 'A paginated list of user objects.',
      fields: {
        data: 'The users of this page.',
        has_more: 'Whether there are users behind this page.',
        total: 'The number of all users.',
      },
    }),
  ],
}
