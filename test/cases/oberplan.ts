import { expect } from 'vitest'
import type { World } from '../../handlers/index.ts'
import type { Case, Received, Send } from './case.ts'

export const me = '/v1/users/me'

/** The settings of the page's sample response. */
export const documentedSettings = {
  allow_collaboration: true,
  collaboration_limit: 100,
  created_at: '2018-06-29T12:29:42Z',
  date_format: 'm/d/Y',
  email: 'user@oberplan.com',
  first_day_of_week: 'sunday',
  firstname: 'John',
  id: 'bdodfk9fgluim7yp',
  language_tag: 'en',
  lastname: 'Smith',
  profile_completed: 1,
  request_rate_limit: 100,
  schedules_limit: 20,
  time_format: 'h:i a',
  timezone: 'US/Eastern',
  updated_at: '2018-09-28T16:16:29Z',
} as const

/** A case of Oberplan; what it sends is signed by the page's user, unless it names another. */
export const oberplan = (
  title: string,
  run: (send: Send) => Promise<void>,
  rest: Pick<Case, 'world' | 'cannot' | 'rateLimit'> = {},
): Case => ({ ...rest, title, api: 'oberplan', run: send => run(signed(send)) })

const signed =
  (send: Send): Send =>
  (method, path, { headers, ...sent } = {}) =>
    send(method, path, {
      headers: { ...as('user@oberplan.com', 'mypassword'), ...headers },
      ...sent,
    })

/** The headers of an account, as curl makes them of `-u email:password`. */
export const as = (email: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
})

/** The documented account, and further ones by email address and password. */
export const accounts = (others: Readonly<Record<string, string>>): World => ({
  name: `with ${Object.keys(others).join(' and ')}`,
  oberplan(db) {
    const { profile_completed, ...rest } = documentedSettings
    db.user.create({ ...rest, password: 'mypassword' })
    for (const [email, password] of Object.entries(others)) db.user.create({ email, password })
  },
})

export const expectSuccess = (reply: Received): void => {
  expect(reply.body).toEqual({ success: true })
  expect(reply.status).toBe(200)
}

/** Expects a refusal in the documented envelope. */
export function expectRefusal(
  reply: Received,
  status: number,
  code: string,
  details: object = {},
): void {
  const error = { code, message: expect.any(String), status, ...details }
  expect(reply.body).toEqual({ error, success: false })
  expect(reply.status).toBe(status)
}

/** Expects the documented settings with these changes, and when they were last updated. */
export async function expectSettings(
  send: Send,
  changes: object,
  updated_at: unknown = expect.any(String),
): Promise<void> {
  const { body } = await send('GET', me)
  expect(body).toEqual({ data: { ...documentedSettings, updated_at, ...changes }, success: true })
}

/** Expects the settings to be as they were at the start, with nothing updated. */
export const expectUntouched = (send: Send): Promise<void> =>
  expectSettings(send, {}, '2018-09-28T16:16:29Z')

export const unhandled = {
  setupServer: 'msw leaves a path that no endpoint has to its onUnhandledRequest.',
  browser: 'The service worker lets a path that no endpoint has through to the network.',
}
