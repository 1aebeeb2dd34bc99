import { describe, type FieldNote, type JsonSchema } from '../../../contract/openapi/components.ts'
import type { ResourceNotes } from '../../../contract/openapi/openapi.ts'
import { User } from '../objects.ts'
import type { usersContract } from './contract.ts'
import { CreatedUser, UserFields, UserList } from './schema.ts'

/** What Laravel's rules ask for: they are functions, of which zod can export nothing. */
const filled: JsonSchema = { minLength: 1, maxLength: 191 }
const name: JsonSchema = { type: 'string', ...filled, pattern: '\\S' }
const text: JsonSchema = { type: 'string' }

/** What is trimmed. */
const blanks = '[\\s\\u0000\\u0085\\u180e\\u200b\\u200e\\ufeff]*'

/** RFC 5322's dot-atom or quoted string, then a host or an address; blanks around it are trimmed. */
const word = '[^\\s"(),.:;<>@[\\\\\\]]+'
const letters = '[^\\s!-/:-@[-`{-~]+'
const label = `${letters}(-+${letters})*`
const local = `${word}(\\.${word})*|"([^"\\\\]|\\\\.)*"`
const email = `^${blanks}(${local})@(\\[[\\d.:A-FIPVa-fipv]+\\]|${label}(\\.${label})*)${blanks}$`

const include: FieldNote = {
  description: 'Other objects to return with each user. Unknown ones are ignored.',
  ...{ type: 'array', items: { type: 'string', examples: ['servers', 'servers.user'] } },
}

const id: FieldNote = { description: 'The id of the user, a number.', type: 'integer', minimum: 1 }

/** What the page says of a user, also where one comes along with a server. */
export const attributes = {
  '2fa': 'Whether two-factor authentication is switched on.',
  created_at: {
    description: 'When the account was created, in ISO 8601 and UTC.',
    format: 'date-time',
  },
  email: 'The account email.',
  external_id: 'An external identifier for the account.',
  first_name: 'The first name for the account.',
  id: 'The id of the user.',
  language: 'The language identifier for the account.',
  last_name: 'The last name for the account.',
  root_admin: 'Whether the account has administrative access.',
  updated_at: {
    description: 'When the account was last changed, in ISO 8601 and UTC.',
    format: 'date-time',
  },
  username: 'The account username.',
  uuid: { description: 'The universally unique identifier of the user.', format: 'uuid' },
}

const { attributes: Attributes } = User.shape

export const usersNotes: ResourceNotes<typeof usersContract> = {
  tag: 'Users',
  description: 'The accounts of the panel.',

  operations: {
    listUsers: {
      description: 'Returns a list of user objects.',
      query: {
        filter: {
          description: 'Finds the users of which each named field has the value in it.',
          ...{ type: 'object', additionalProperties: false },
          properties: { email: text, external_id: text, username: text, uuid: text },
        },
        include,
        sort: {
          description: 'The fields to sort by; a minus before one means descending.',
          ...{ type: 'array', items: { type: 'string', enum: ['id', '-id', 'uuid', '-uuid'] } },
        },
        page: { description: 'The number of the page.', type: 'integer', minimum: 1, default: 1 },
        per_page: {
          description: 'The number of users on a page.',
          ...{ type: 'integer', minimum: 1, default: 50 },
        },
      },
    },
    getUser: {
      description: 'Returns a user by its id (number).',
      params: { id },
      query: { include },
    },
    getExternalUser: {
      description: 'Returns a user by its external_id (string).',
      params: { external_id: 'The external identifier of the user.' },
      query: { include },
    },
    createUser: {
      description: 'Creates a user.',
      query: { include },
    },
    updateUser: {
      description: 'Updates a user account by its id (number).',
      params: { id },
      query: { include },
    },
    deleteUser: {
      description: 'Deletes a user account by its id (number).',
      params: { id },
    },
  },

  schemas: [
    describe(User, {
      name: 'User',
      description: 'A user.',
      fields: { object: 'Always `user`.', attributes: 'What the user is like.' },
    }),
    describe(Attributes, {
      name: 'UserAttributes',
      description: 'The attributes of a user.',
      fields: { ...attributes, relationships: 'What `include` asks for.' },
    }),
    describe(CreatedUser, {
      name: 'CreatedUser',
      description: 'A user that was just created.',
      fields: {
        object: 'Always `user`.',
        attributes: 'What the user is like.',
        meta: 'Where the user is found.',
      },
    }),
    describe(CreatedUser.shape.meta, { fields: { resource: 'The URL of the user.' } }),
    describe(UserList, {
      name: 'UserList',
      description: 'A list of user objects.',
      fields: {
        object: 'Always `list`.',
        data: 'The users of this page.',
        meta: 'What the panel says of its pages, and the documentation does not.',
      },
    }),
    describe(UserList.shape.meta.def.innerType, {
      fields: { pagination: 'Which page of how many.' },
    }),
    describe(UserFields, {
      name: 'UserFields',
      description: 'The fields of a user, of a create and of an update alike.',
      fields: {
        email: {
          description: `${attributes.email} Its host needs no dot.`,
          ...{ type: 'string', ...filled, format: 'idn-email', pattern: email },
        },
        external_id: {
          description: attributes.external_id,
          ...{ type: ['string', 'null'], maxLength: 191 },
        },
        username: {
          description:
            'The account username. It starts and ends with a letter or a digit, and is kept in lower case; a number is taken for its digits.',
          ...{ type: ['string', 'number'], ...filled },
          pattern: `^${blanks}[A-Za-z0-9][A-Za-z0-9_.-]+[A-Za-z0-9]${blanks}$`,
        },
        password: {
          description:
            'The password for the account. If a create does not set it, manual input by the account holder is required.',
          ...{ type: ['string', 'null'], format: 'password', writeOnly: true },
        },
        root_admin: {
          description: 'Whether the account will have administrative access.',
          ...{ type: ['boolean', 'integer', 'string'], enum: [true, false, 1, 0, '1', '0'] },
        },
        language: {
          description: `${attributes.language} The panel ships one.`,
          ...{ type: 'string', enum: ['en'] },
        },
        first_name: { description: attributes.first_name, ...name },
        last_name: { description: attributes.last_name, ...name },
      },
    }),
  ],
}
