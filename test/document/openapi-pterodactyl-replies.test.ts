import { describe, expect, it } from 'vitest'
import { apis } from '../../handlers/index.ts'
import { fieldsOf, operationOf, shownBy } from './document.ts'

// Expected values are written out by hand from the page's example, and from what the panel was seen to answer.

const document = await apis.pterodactyl.openapi()

const failure = (code: string, status: string, detail: string, meta?: object) => ({
  errors: [{ code, status, detail, ...(meta && { meta }) }],
})

describe("Pterodactyl's document", () => {
  it('shows the user that the page prints', () => {
    const attributes = {
      '2fa': false,
      created_at: '2022-09-15T17:33:34+00:00',
      email: 'example@example.com',
      external_id: null,
      first_name: 'test',
      id: 4,
      language: 'en',
      last_name: 'user',
      root_admin: true,
      updated_at: '2022-09-15T17:33:35+00:00',
      username: 'test-user',
      uuid: '4c45016d-0148-4794-89b6-970e0b429b54',
    }
    expect(shownBy(document, 'getUser', 200)).toEqual({ object: 'user', attributes })
    expect(shownBy(document, 'listUsers', 200)).toEqual({
      object: 'list',
      data: [{ object: 'user', attributes }],
    })
  })

  it('shows a list as the panel answers it', () => {
    const content = operationOf(document, 'listUsers').responses[200]?.content?.['application/json']
    expect(content?.examples?.['As the panel answers it']?.value).toMatchObject({
      object: 'list',
      meta: {
        pagination: {
          ...{ total: 2, count: 2, per_page: 50, current_page: 1, total_pages: 1, links: {} },
        },
      },
    })
  })

  it.each([
    ['deleteUser', 401, failure('AuthenticationException', '401', 'Unauthenticated.')],
    [
      'createUser',
      400,
      failure(
        'BadRequestHttpException',
        '400',
        'The JSON data passed in the request appears to be malformed: Syntax error',
      ),
    ],
    [
      'getUser',
      403,
      failure(
        'AccessDeniedHttpException',
        '403',
        'This account does not have permission to access the API.',
      ),
    ],
    [
      'updateUser',
      404,
      failure(
        'NotFoundHttpException',
        '404',
        'The requested resource could not be found on the server.',
      ),
    ],
    [
      'deleteUser',
      400,
      failure(
        'DisplayException',
        '400',
        'Cannot delete a user with active servers attached to their account. Please delete their servers before continuing.',
      ),
    ],
    ['listUsers', 429, failure('ThrottleRequestsException', '429', 'Too Many Attempts.')],
    [
      'listUsers',
      400,
      failure(
        'InvalidFilterQuery',
        '400',
        'Requested filter(s) `name` are not allowed. Allowed filter(s) are `email, uuid, username, external_id`.',
      ),
    ],
  ])('shows a refusal of %s: %i', (name, status, body) => {
    expect(shownBy(document, name, status)).toEqual(body)
  })

  it('shows each broken rule of a 422', () => {
    expect(shownBy(document, 'createUser', 422)).toEqual({
      errors: [
        {
          code: 'ValidationException',
          status: '422',
          detail: 'The email must be a valid email address.',
          meta: { source_field: 'email', rule: 'email' },
        },
        {
          code: 'ValidationException',
          status: '422',
          detail: 'The username field is required.',
          meta: { source_field: 'username', rule: 'required' },
        },
      ],
    })
  })

  it('shows how the panel turns away what is no operation', () => {
    expect(document['x-refusals'].map(({ reply }) => reply)).toEqual([
      expect.objectContaining({
        status: 404,
        body: failure(
          'NotFoundHttpException',
          '404',
          'The route api/application/nothing could not be found.',
        ),
      }),
      {
        status: 405,
        headers: expect.objectContaining({ Allow: 'GET, HEAD, POST' }),
        body: failure(
          'MethodNotAllowedHttpException',
          '405',
          'The PUT method is not supported for route api/application/users. Supported methods: GET, HEAD, POST.',
        ),
      },
    ])
  })

  it('names the headers of the limit where the panel sends them', () => {
    const headersOf = (status: number) =>
      Object.keys(operationOf(document, 'listUsers').responses[status]?.headers ?? {}).toSorted()
    expect(headersOf(200)).toEqual(['X-RateLimit-Limit', 'X-RateLimit-Remaining'])
    expect(headersOf(401)).toEqual([])
    expect(headersOf(429)).toEqual([
      'Retry-After',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
    ])
  })

  it('tells what is taken where the page is silent, or the panel differs', () => {
    const { 'x-readings': ids, responses } = operationOf(document, 'deleteUser')
    expect(ids).toEqual(expect.arrayContaining(['deleteStatus', 'deleteBody', 'afterDelete']))
    expect(document['x-readings']).toContainEqual({
      id: 'deleteStatus',
      of: ['deleteUser'],
      about: 'The status of a delete',
      takes: 200,
      or: { 204: 'As HTTP has it for what has no body.' },
      live: 204,
      because: 'The page says so. It prints no body, and the panel sends none.',
      source: 'documented',
    })
    expect(document['x-readings']).toContainEqual({
      id: 'perPageText',
      about: '`per_page` that is negative, text or a list',
      takes: 'A 400 that names the parameter.',
      live: '500.',
      because: 'An accident of what the panel is written in, which nobody can rely on.',
      source: 'assumed',
    })
    expect(responses[200]).not.toHaveProperty('x-source')
    expect(responses[200]?.['x-readings']).toEqual(['deleteStatus'])
    expect(responses[204]?.['x-source']).toBe('observed')
    expect(responses[401]).toMatchObject({
      'x-source': 'observed',
      'x-readings': ['unauthenticatedStatus'],
    })
    expect(responses[404]).not.toHaveProperty('x-source')
  })

  it('has what stands in the place of what a key may not read', () => {
    expect(fieldsOf(document, 'NullResource')).toEqual({
      object: { type: 'string', const: 'null_resource' },
      attributes: { type: 'null', const: null },
    })
    expect(fieldsOf(document, 'UserRelationships')).toEqual({
      servers: {
        anyOf: [
          { $ref: '#/components/schemas/OwnedServers' },
          { $ref: '#/components/schemas/NullResource' },
        ],
      },
    })
  })
})
