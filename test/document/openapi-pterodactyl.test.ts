import { describe, expect, it } from 'vitest'
import { apis } from '../../handlers/index.ts'
import {
  answeredBy,
  fieldsOf,
  linesOf,
  operationOf,
  parametersOf,
  requiredOf,
  statusesOf,
  takenBy,
} from './document.ts'

// Expected values are written out by hand from the page on users, and where it is silent from what the panel did.

const document = await apis.pterodactyl.openapi()

const text = { type: 'string' }
const nullable = { type: ['string', 'null'] }
const truth = { type: 'boolean' }
const filled = { minLength: 1, maxLength: 191 }
const blanks = '[\\s\\u0000\\u0085\\u180e\\u200b\\u200e\\ufeff]*'
const name = { ...text, ...filled, pattern: '\\S' }
const time = { type: 'string', format: 'date-time' }

const id = { in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }
const query = { in: 'query', required: false }
const list = { ...query, style: 'form', explode: false }
const include = {
  ...list,
  // Unknown ones are ignored, so that these are no more than examples.
  schema: { type: 'array', items: { ...text, examples: ['servers', 'servers.user'] } },
}

describe("Pterodactyl's document", () => {
  it('has the six operations of the page, and eleven more that say why', () => {
    expect(linesOf(document).toSorted()).toEqual([
      'delete /api/application/users/{id} deleteUser',
      'get /api/application/locations listLocations',
      'get /api/application/locations/{id} getLocation',
      'get /api/application/nests listNests',
      'get /api/application/nests/{id} getNest',
      'get /api/application/nests/{nest}/eggs listEggs',
      'get /api/application/nests/{nest}/eggs/{id} getEgg',
      'get /api/application/nodes listNodes',
      'get /api/application/nodes/{id} getNode',
      'get /api/application/servers listServers',
      'get /api/application/servers/external/{external_id} getExternalServer',
      'get /api/application/servers/{id} getServer',
      'get /api/application/users listUsers',
      'get /api/application/users/external/{external_id} getExternalUser',
      'get /api/application/users/{id} getUser',
      'patch /api/application/users/{id} updateUser',
      'post /api/application/users createUser',
    ])
    for (const name of ['listServers', 'getServer', 'getExternalServer', 'listNests', 'getEgg']) {
      expect(operationOf(document, name)['x-beyond']).toMatch(/sibling page/)
    }
    expect(operationOf(document, 'getUser')).not.toHaveProperty('x-beyond')
  })

  it('leaves the host open, and asks for a Bearer key', () => {
    expect(document.servers).toEqual([
      {
        url: 'https://{panel}',
        description: expect.any(String),
        variables: { panel: { default: 'panel.example.com', description: expect.any(String) } },
      },
    ])
    expect(document.components.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer', description: expect.stringContaining('ptla_') },
    })
  })

  it.each([
    ['listUsers', 200, 'UserList', ['400', '401', '403', '429']],
    ['getUser', 200, 'User', ['400', '401', '403', '404', '429']],
    ['getExternalUser', 200, 'User', ['400', '401', '403', '404', '429']],
    ['createUser', 201, 'CreatedUser', ['400', '401', '403', '413', '422', '429']],
    ['updateUser', 200, 'User', ['400', '401', '403', '404', '413', '422', '429']],
    ['deleteUser', 200, undefined, ['204', '400', '401', '403', '404', '429']],
  ])('%s answers a %i, and these statuses', (name, status, schema, others) => {
    expect(statusesOf(document, name)).toEqual([String(status), ...others])
    expect(answeredBy(document, name, status)).toBe(schema)
    for (const other of others.filter(other => other !== '204')) {
      expect(answeredBy(document, name, Number(other))).toBe('Failure')
    }
  })

  it('describes the statuses of the page in its words', () => {
    const { responses } = operationOf(document, 'deleteUser')
    expect(responses[200]).not.toHaveProperty('content')
    expect(responses[204]).not.toHaveProperty('content')
    expect(responses[200]?.description).toBe('The request was successful.')
    expect(responses[400]?.description).toBe('There are servers connected to the user account.')
    expect(responses[404]?.description).toBe('The user was not found.')
    expect(operationOf(document, 'createUser').responses[422]?.description).toBe(
      'One or more validation rules failed.',
    )
  })

  it('has the parameters of the page, in the styles of the page', () => {
    const number = { type: 'integer', minimum: 1 }
    expect(parametersOf(document, 'listUsers')).toEqual({
      filter: {
        ...query,
        style: 'deepObject',
        explode: true,
        schema: {
          type: 'object',
          properties: { email: text, external_id: text, username: text, uuid: text },
          additionalProperties: false,
        },
      },
      include,
      sort: {
        ...list,
        schema: { type: 'array', items: { type: 'string', enum: ['id', '-id', 'uuid', '-uuid'] } },
      },
      page: { ...query, schema: { ...number, default: 1 } },
      per_page: { ...query, schema: { ...number, default: 50 } },
    })
    expect(parametersOf(document, 'getUser')).toEqual({ id, include })
    expect(parametersOf(document, 'getExternalUser')).toEqual({
      external_id: { in: 'path', required: true, schema: text },
      include,
    })
    expect(parametersOf(document, 'createUser')).toEqual({ include })
    expect(parametersOf(document, 'updateUser')).toEqual({ id, include })
    expect(parametersOf(document, 'deleteUser')).toEqual({ id })
  })

  it('has the 12 attributes of a user, all of them always there', () => {
    const attributes = {
      '2fa': truth,
      created_at: time,
      email: text,
      external_id: nullable,
      first_name: text,
      id: { type: 'integer' },
      language: text,
      last_name: text,
      root_admin: truth,
      updated_at: time,
      username: text,
      uuid: { type: 'string', format: 'uuid' },
    }
    expect(fieldsOf(document, 'UserAttributes')).toEqual({
      ...attributes,
      relationships: { $ref: '#/components/schemas/UserRelationships' },
    })
    expect(requiredOf(document, 'UserAttributes').toSorted()).toEqual(
      Object.keys(attributes).toSorted(),
    )
    expect(requiredOf(document, 'UserList')).toEqual(['object', 'data'])
  })

  it.each(['createUser', 'updateUser'])('%s takes eight fields, four of them required', name_ => {
    expect(takenBy(document, name_)).toBe('UserFields')
    const { requestBody } = operationOf(document, name_)
    expect(requestBody?.required).toBe(true)
    expect(Object.keys(requestBody?.content ?? {})).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
    ])
    expect(fieldsOf(document, 'UserFields')).toEqual({
      email: { ...text, ...filled, format: 'idn-email', pattern: expect.any(String) },
      external_id: { ...nullable, maxLength: 191 },
      username: {
        ...{ type: ['string', 'number'], ...filled },
        pattern: `^${blanks}[A-Za-z0-9][A-Za-z0-9_.-]+[A-Za-z0-9]${blanks}$`,
      },
      password: { ...nullable, format: 'password', writeOnly: true },
      root_admin: {
        type: ['boolean', 'integer', 'string'],
        enum: [true, false, 1, 0, '1', '0'],
      },
      language: { type: 'string', enum: ['en'] },
      first_name: name,
      last_name: name,
    })
    expect(requiredOf(document, 'UserFields').toSorted()).toEqual([
      'email',
      'first_name',
      'last_name',
      'username',
    ])
  })

  it.each([
    [true, ['a@b', 'user@localhost', '"x y"@example.com', 'é@example.com', 'user@[127.0.0.1]']],
    [true, ['TestUPPER@example.net', '  trim@example.net ', "o'neil+1@a-b.example.com"]],
    [false, ['bad', 'a@@b.com', 'a b@c.com', '.a@b.com', 'a..b@c.com', 'a@-x.com', 'a@', '@b.com']],
    [false, ['x@exa_mple.com', 'a@b.com.', 'a@b..com', 'a@b-.com', '', '  ']],
  ])('takes an email as the panel does: %s for %j', (wanted, emails) => {
    const { pattern } = Object(document.components.schemas.UserFields?.properties?.email)
    const taken = emails.map(email => new RegExp(pattern, 'u').test(email))
    expect(taken).toEqual(emails.map(() => wanted))
  })
})
