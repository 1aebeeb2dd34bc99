import { describe, expect, it } from 'vitest'
import { apis } from '../../handlers/index.ts'
import { optionalUserFields as names } from '../cases/overplane.ts'
import {
  answeredBy,
  fieldsOf,
  linesOf,
  operationOf,
  parametersOf,
  requiredOf,
  shownBy,
  statusesOf,
  takenBy,
} from './document.ts'

// Expected values are written out by hand from Overplane's pages, and for statuses and refusals from our decisions.

const document = await apis.overplane.openapi()

const text = { type: 'string' }
const filled = { type: 'string', minLength: 1 }
const optional = { type: ['string', 'null'] }
const time = { type: 'string', format: 'date-time' }
const truth = { type: 'boolean' }
const clearable = { type: ['boolean', 'null'] }
const id = { in: 'path', required: true, schema: text }

const optionalUserFields = Object.fromEntries(names.map(name => [name, optional]))

describe("Overplane's document", () => {
  it('has the ten operations of the two pages', () => {
    expect(linesOf(document).toSorted()).toEqual([
      'delete /api/core/user/{id} deleteUser',
      'delete /api/projects/project-user/{id} deleteProjectUser',
      'get /api/core/user listUsers',
      'get /api/core/user/{id} retrieveUser',
      'get /api/projects/project-user listProjectUsers',
      'patch /api/core/user/{id} updateUser',
      'patch /api/projects/project-user/{id} updateProjectUser',
      'post /api/core/user createUser',
      'post /api/projects/project-user createProjectUser',
      'post /api/projects/project-user/reorder reorderProjectUsers',
    ])
  })

  it('stands on the printed host, behind a Bearer key', () => {
    expect(document.servers).toEqual([
      expect.objectContaining({ url: 'https://api.overplane.dev' }),
    ])
    expect(document.components.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer', description: expect.stringContaining('sk_test_') },
    })
    for (const name of ['retrieveUser', 'createUser', 'reorderProjectUsers']) {
      expect(operationOf(document, name).security).toEqual([{ bearer: [] }])
    }
  })

  it.each([
    ['retrieveUser', 'User', ['200', '401', '404', '429']],
    ['listUsers', 'UserList', ['200', '400', '401', '429']],
    ['createUser', 'User', ['200', '400', '401', '413', '429']],
    ['updateUser', 'User', ['200', '400', '401', '404', '413', '429']],
    ['deleteUser', 'Deleted', ['200', '401', '404', '429']],
    ['listProjectUsers', 'ProjectUserList', ['200', '400', '401', '429']],
    ['createProjectUser', 'ProjectUser', ['200', '400', '401', '413', '429']],
    ['updateProjectUser', 'ProjectUser', ['200', '400', '401', '404', '413', '429']],
    ['deleteProjectUser', 'Deleted', ['200', '401', '404', '429']],
    ['reorderProjectUsers', 'ProjectUserList', ['200', '400', '401', '404', '413', '429']],
  ])('%s answers a %s, and these statuses', (name, schema, statuses) => {
    expect(statusesOf(document, name)).toEqual(statuses)
    expect(answeredBy(document, name, 200)).toBe(schema)
    for (const status of statuses.slice(1)) {
      expect(answeredBy(document, name, Number(status))).toBe('Failure')
    }
  })

  it('has the parameters of the pages, with their defaults', () => {
    expect(parametersOf(document, 'listUsers')).toEqual({
      limit: { in: 'query', required: false, schema: { type: 'integer', minimum: 1, default: 20 } },
      offset: { in: 'query', required: false, schema: { type: 'integer', minimum: 0, default: 0 } },
    })
    expect(parametersOf(document, 'listProjectUsers')).toEqual({
      parent_id: { in: 'query', required: true, schema: filled },
    })
    for (const name of ['retrieveUser', 'updateUser', 'deleteUser']) {
      expect(parametersOf(document, name)).toEqual({ id })
    }
    for (const name of ['updateProjectUser', 'deleteProjectUser']) {
      expect(parametersOf(document, name)).toEqual({ id })
    }
    for (const name of ['createUser', 'createProjectUser', 'reorderProjectUsers']) {
      expect(parametersOf(document, name)).toEqual({})
    }
  })

  it('has the 23 keys of a user, all of them always there', () => {
    const fields = {
      id: text,
      created_at: time,
      updated_at: time,
      email: text,
      first_name: text,
      enabled: truth,
      user_type: text,
      ...optionalUserFields,
    }
    expect(Object.keys(fields)).toHaveLength(23)
    expect(fieldsOf(document, 'User')).toEqual(fields)
    expect(requiredOf(document, 'User').toSorted()).toEqual(Object.keys(fields).toSorted())
    expect(document.components.schemas.User?.additionalProperties).toBe(false)
  })

  it('takes 20 fields of a user, two of them required and two with a default', () => {
    expect(takenBy(document, 'createUser')).toBe('UserCreation')
    expect(fieldsOf(document, 'UserCreation')).toEqual({
      email: filled,
      first_name: filled,
      enabled: { ...clearable, default: true },
      user_type: { ...optional, default: 'System User' },
      ...optionalUserFields,
    })
    expect(requiredOf(document, 'UserCreation')).toEqual(['email', 'first_name'])
    expect(operationOf(document, 'createUser').requestBody?.required).toBe(true)
  })

  it('takes the same fields for an update, none required and none with a default', () => {
    expect(takenBy(document, 'updateUser')).toBe('UserUpdate')
    expect(fieldsOf(document, 'UserUpdate')).toEqual({
      email: filled,
      first_name: filled,
      enabled: clearable,
      user_type: optional,
      ...optionalUserFields,
    })
    expect(requiredOf(document, 'UserUpdate')).toEqual([])
    expect(operationOf(document, 'updateUser').requestBody?.required).toBe(false)
  })

  it.each([
    [
      'createUser',
      400,
      {
        type: 'invalid_request_error',
        code: 'parameter_missing',
        message: 'Missing required param: email.',
        param: 'email',
      },
    ],
    [
      'retrieveUser',
      404,
      {
        type: 'invalid_request_error',
        code: 'resource_missing',
        message: "No such user: 'user_unknown'",
        param: 'id',
      },
    ],
    [
      'deleteUser',
      401,
      { type: 'authentication_error', message: expect.stringContaining('did not provide') },
    ],
    [
      'updateUser',
      413,
      { type: 'invalid_request_error', message: 'Request body larger than 1048576 bytes.' },
    ],
  ])('shows a refusal of %s: %i', (name, status, error) => {
    expect(shownBy(document, name, status)).toEqual({ error })
  })

  it('tells with a 429 when to ask again', () => {
    const { headers } = operationOf(document, 'listUsers').responses['429'] ?? {}
    expect(headers).toEqual({ 'Retry-After': { $ref: '#/components/headers/Retry-After' } })
    expect(document.components.headers['Retry-After']?.schema).toEqual({ type: 'integer' })
    const message = 'Request rate limit exceeded.'
    const error = { type: 'rate_limit_error', code: 'rate_limit', message }
    expect(shownBy(document, 'listUsers', 429)).toEqual({ error })
  })

  it('shows how it turns away what is no operation', () => {
    expect(document['x-refusals'].map(({ reply }) => reply.status)).toEqual([404, 404])
    expect(document['x-refusals'][1]?.reply.body).toEqual({
      error: {
        type: 'invalid_request_error',
        message: 'Unrecognized request URL (PUT: /api/core/user).',
      },
    })
  })
})
