import { describe, expect, it } from 'vitest'
import { apis } from '../../handlers/index.ts'
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

// Expected values are written out by hand from the page on user settings, and from the pages beside it.

const document = await apis.oberplan.openapi()

const text = { type: 'string' }
const readOnly = { readOnly: true }
const limit = { type: 'integer', readOnly: true }
const time = { type: 'string', format: 'date-time', readOnly: true }

const email = { type: 'string', maxLength: 200 }
const formats = {
  date_format: {
    type: 'string',
    enum: [
      ...['m/d/Y', 'm-d-Y', 'm.d.Y'],
      ...['d/m/Y', 'd-m-Y', 'd.m.Y'],
      ...['Y/m/d', 'Y-m-d', 'Y.m.d'],
    ],
  },
  time_format: { type: 'string', enum: ['H:i', 'h:i A', 'h:i a'] },
  timezone: { ...text, pattern: '^[A-Za-z][\\w+-]*(/[\\w+-]+)*$' },
  first_day_of_week: { type: 'string', enum: ['monday', 'saturday', 'sunday'] },
}
const names = {
  firstname: { type: 'string', maxLength: 50 },
  lastname: { type: 'string', maxLength: 100 },
}
const language = { type: 'string', enum: ['en', 'de'] }

describe("Oberplan's document", () => {
  it('has the operations of the page, its two PUTs as one, and two more that say why', () => {
    expect(linesOf(document).toSorted()).toEqual([
      'delete /users/me deleteAccount',
      'get /rate-limit getRateLimit',
      'get /users/activate/{token} activateEmail',
      'get /users/me getUserSettings',
      'put /users/me updateUserSettings',
    ])
    for (const name of ['getRateLimit', 'activateEmail']) {
      expect(operationOf(document, name)['x-beyond']).toMatch(/\.$/)
    }
  })

  it('stands on the printed base URL, behind Basic credentials but for the link of a message', () => {
    expect(document.servers).toEqual([
      expect.objectContaining({ url: 'https://api.oberplan.com/v1' }),
    ])
    expect(document.components.securitySchemes).toEqual({
      basic: { type: 'http', scheme: 'basic', description: expect.stringContaining('password') },
    })
    expect(operationOf(document, 'deleteAccount').security).toEqual([{ basic: [] }])
    expect(operationOf(document, 'activateEmail').security).toEqual([])
  })

  it.each([
    ['getUserSettings', 'UserReply', ['401', '429']],
    ['updateUserSettings', 'Success', ['400', '401', '413', '429']],
    ['deleteAccount', 'Success', ['400', '401', '429']],
    ['getRateLimit', 'RateLimitReply', ['401']],
    ['activateEmail', 'Success', ['400', '404']],
  ])('%s answers a %s, and these statuses', (name, schema, others) => {
    expect(statusesOf(document, name)).toEqual(['200', ...others])
    expect(answeredBy(document, name, 200)).toBe(schema)
    for (const other of others) expect(answeredBy(document, name, Number(other))).toBe('Failure')
  })

  it('has the parameters of the pages', () => {
    expect(parametersOf(document, 'deleteAccount')).toEqual({
      me: { in: 'query', required: true, schema: { type: 'string', const: '1' } },
    })
    expect(operationOf(document, 'deleteAccount').parameters?.[0]).toMatchObject({
      description: 'In order to prevent accidental deletion, this parameter must be set to 1.',
      example: '1',
    })
    expect(parametersOf(document, 'getUserSettings')).toEqual({
      fields: {
        ...{ in: 'query', required: false, style: 'form', explode: false },
        schema: { type: 'array', items: text },
      },
    })
    expect(parametersOf(document, 'updateUserSettings')).toEqual({})
  })

  it('has the 15 properties of the table, and the one that the sample has besides', () => {
    const fields = {
      id: { ...text, ...readOnly },
      email,
      ...names,
      language_tag: { ...language, default: 'en' },
      ...formats,
      allow_collaboration: { type: 'boolean', default: true },
      profile_completed: { anyOf: [{ type: 'boolean' }, { type: 'number', enum: [0, 1] }] },
      collaboration_limit: limit,
      request_rate_limit: limit,
      updated_at: time,
      created_at: time,
      schedules_limit: limit,
    }
    expect(Object.keys(fields)).toHaveLength(16)
    expect(fieldsOf(document, 'User')).toEqual(fields)
    expect(fieldsOf(document, 'UserReply')).toEqual({
      data: { $ref: '#/components/schemas/User' },
      success: { type: 'boolean', const: true },
    })
  })

  it('takes the ten writable properties and a new password, none required', () => {
    const flag = { type: ['boolean', 'integer'], enum: [true, false, 1, 0] }
    expect(takenBy(document, 'updateUserSettings')).toBe('UserSettings')
    expect(fieldsOf(document, 'UserSettings')).toEqual({
      email: { ...email, pattern: '^[^\\s@]+@[^\\s@]+$' },
      ...names,
      language_tag: language,
      ...formats,
      allow_collaboration: flag,
      profile_completed: flag,
      new_password: { type: 'string', format: 'password', minLength: 6, writeOnly: true },
    })
    expect(requiredOf(document, 'UserSettings')).toEqual([])
    const { requestBody } = operationOf(document, 'updateUserSettings')
    expect(requestBody?.required).toBe(false)
    // Of any type: it is read as JSON all the same.
    expect(Object.keys(requestBody?.content ?? {})).toEqual(['application/json', '*/*'])
    const { schema } = requestBody?.content['*/*'] ?? {}
    expect(schema).toEqual({ $ref: '#/components/schemas/UserSettings' })
    expect(
      Object.values(requestBody?.content['application/json'].examples ?? {}).map(
        ({ value }) => value,
      ),
    ).toEqual([{ date_format: 'd.m.Y', time_format: 'H:i' }, { new_password: 'mypassword2' }])
  })

  it.each([
    ['getUserSettings', 401, 'unauthorized', 'The email address or the password is missing.'],
    [
      'updateUserSettings',
      400,
      'invalid_parameter',
      'first_day_of_week must be one of monday, saturday, sunday.',
    ],
    ['deleteAccount', 400, 'missing_parameter', 'me is missing.'],
    ['deleteAccount', 429, 'rate_limit_exceeded', 'The limit is reset in 300 seconds.'],
    ['activateEmail', 400, 'email_in_use', 'email belongs to another account.'],
  ])('shows a refusal of %s: %i', (name, status, code, message) => {
    expect(shownBy(document, name, status)).toEqual({
      error: { code, message, status },
      success: false,
    })
  })

  it('shows how it turns away what is no operation', () => {
    expect(document['x-refusals'].map(({ reply }) => [reply.status, reply.body])).toEqual([
      [
        404,
        {
          error: {
            code: 'resource_not_found',
            message: "The requested resource doesn't exist.",
            status: 404,
          },
          success: false,
        },
      ],
      [405, expect.objectContaining({ success: false })],
    ])
    expect(document['x-refusals'][1]?.reply.headers).toMatchObject({
      Allow: 'GET, HEAD, PUT, DELETE',
    })
  })

  it('names the headers that every reply has', () => {
    const headers = operationOf(document, 'deleteAccount').responses[200]?.headers ?? {}
    expect(Object.keys(headers)).toEqual(
      expect.arrayContaining(['X-Rate-Limit-RequestRemaining', 'X-Rate-Limit-RequestReset']),
    )
  })
})
