import { expect } from 'vitest'
import type { Case, Received, Send } from './case.ts'

/** The key that the pages print. */
export const key = 'Bearer sk_test_...'

/** A case of Overplane; what it sends carries the printed key, unless it names another. */
export const overplane = (
  title: string,
  run: (send: Send) => Promise<void>,
  rest: Pick<Case, 'world' | 'cannot' | 'rateLimit'> = {},
): Case => ({ ...rest, title, api: 'overplane', run: send => run(withKey(send)) })

const withKey =
  (send: Send): Send =>
  (method, path, { headers, ...sent } = {}) =>
    send(method, path, { headers: { Authorization: key, ...headers }, ...sent })

/** Expects a refusal with these details, and with none besides them but a message. */
export function expectRefusal(reply: Received, status: number, details: object = {}): void {
  expect(reply.body).toEqual({
    error: { type: 'invalid_request_error', message: expect.any(String), ...details },
  })
  expect(reply.status).toBe(status)
}

/** Expects a 404 by the id in the path. */
export const expectMissing = (reply: Received, message: string): void =>
  expectRefusal(reply, 404, { code: 'resource_missing', param: 'id', message })

/** What stands in a reply's body below these keys. */
export const valueAt = ({ body }: Received, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((value, name) => Reflect.get(Object(value), name), body)

/** The values of one field in a list's rows. */
export function column(reply: Received, name: string): unknown[] {
  const rows = valueAt(reply, 'data')
  return Array.isArray(rows) ? rows.map(row => Reflect.get(Object(row), name)) : []
}

/** The case where each body is refused like one that is no JSON object. */
export const brokenBodies: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[] = [
  ['broken JSON', '{"email":'],
  ['a JSON array', '[{"email":"a@example.com","first_name":"Ann"}]'],
  ['a JSON string', '"email"'],
  ['a JSON number', '42'],
  ['JSON null', 'null'],
  ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
]

export const json = { 'Content-Type': 'application/json' }

/** A body that is too large by one byte where `tooMany` is 1, and just not where it is 0. */
export const bodyOf = (values: object, tooMany: 0 | 1): string =>
  JSON.stringify(values).padEnd(1_048_576 + tooMany, ' ')

export const unhandled = {
  setupServer: 'msw leaves a path that no endpoint has to its onUnhandledRequest.',
  browser: 'The service worker lets a path that no endpoint has through to the network.',
}

/** The user of the page, its time and its address as the facts read them. */
export const documentedUser = {
  id: 'user_abc123',
  created_at: '2024-01-15T09:30:00Z',
  updated_at: '2024-01-15T09:30:00Z',
  email: 'user@example.com',
  first_name: 'first_name_example',
  middle_name: 'middle_name_example',
  last_name: 'last_name_example',
  full_name: 'full_name_example',
  username: 'username_example',
  enabled: true,
  user_type: 'System User',
  language: 'language_example',
  time_zone: 'time_zone_example',
  user_image: 'user_image_example',
  gender: 'gender_example',
  phone: 'phone_example',
  mobile_no: 'mobile_no_example',
  birth_date: '2024-01-15',
  last_login: 'last_login_example',
  last_active: 'last_active_example',
  api_key: 'api_key_example',
  api_secret: 'api_secret_example',
  signature_image: 'signature_image_example',
}

const { id, created_at, updated_at, email, first_name, enabled, user_type, ...optional } =
  documentedUser

/** The fields of a user that are neither required nor have a default. */
export const optionalUserFields = Object.keys(optional)
