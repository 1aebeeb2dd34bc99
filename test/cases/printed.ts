import { expect } from 'vitest'
import { printedUserSettingsRequests } from '../../fixtures/oberplan/user-settings.ts'
import { printedProjectUserRequests } from '../../fixtures/overplane/project-user.ts'
import { printedUserRequests as overplaneUserRequests } from '../../fixtures/overplane/user.ts'
import { type Printed, toExample } from '../../fixtures/printed.ts'
import { printedUserRequests as pterodactylUserRequests } from '../../fixtures/pterodactyl/users.ts'
import type { ApiName } from '../../handlers/index.ts'
import type { Case } from './case.ts'

const requests: readonly (readonly [ApiName, Printed])[] = [
  ...apiOf('overplane', { ...overplaneUserRequests, ...printedProjectUserRequests }),
  ...apiOf('pterodactyl', pterodactylUserRequests),
  ...apiOf('oberplan', printedUserSettingsRequests),
]

function apiOf(api: ApiName, printed: Readonly<Record<string, Printed>>) {
  return Object.values(printed).map(one => [api, one] as const)
}

/** Every request that a page prints, in the documented world: the reply is the printed one, value by value. */
export const printedCases: readonly Case[] = requests.map(([api, printed]) => ({
  title: `"${printed.title}" answers as the page prints it`,
  api,
  world: 'documented',
  async run(send) {
    const { request, reply } = toExample(printed)
    const isForm = request.headers['Content-Type'] === 'application/x-www-form-urlencoded'
    const body = isForm ? { text: JSON.stringify(request.body) } : { json: request.body }
    const received = await send(request.method, request.path, {
      headers: request.headers,
      ...(request.body === undefined ? {} : body),
    })
    expect(received.status).toBe(reply.status)
    if (reply.body === undefined) return
    const made = printed.made ?? []
    expect(received.body).toEqual({ ...asObject(reply.body), ...anew(made, received.body) })
    for (const key of made)
      expect(received.body).toHaveProperty(key, expect.stringMatching(shapes[key] ?? /$^/))
  },
}))

const shapes: Readonly<Record<string, RegExp>> = {
  id: /^(user|project-user)_[a-z0-9]+$/,
  created_at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  updated_at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
}

const asObject = (value: unknown): object => Object(value)

/** What the call made anew: compared by its shape. */
const anew = (keys: readonly string[], body: unknown): object =>
  Object.fromEntries(keys.map(key => [key, Reflect.get(asObject(body), key)]))
