import type { Overplane } from 'contract-doubles/overplane'

export type User = Overplane['retrieveUser']['replies'][200]
export type UserPage = Overplane['listUsers']['replies'][200]
export type NewUser = Overplane['createUser']['body']

/** A client of Overplane's users: what this example has under test. */
export function createUsers({ baseUrl = 'https://api.overplane.dev', key = 'sk_test_1' } = {}) {
  async function send<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await fetch(`${baseUrl}/api/core/user${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.ok) return response.json()
    throw new Error(`Overplane answered ${response.status}: ${await response.text()}`)
  }

  return {
    listUsers: (limit = 20, offset = 0) =>
      send<UserPage>('GET', `?limit=${limit}&offset=${offset}`),

    createUser: (user: NewUser) => send<User>('POST', '', user),

    renameUser: (id: string, first_name: string) => send<User>('PATCH', `/${id}`, { first_name }),

    /** A page greets somebody, whatever goes wrong. */
    greeting: async (id: string): Promise<string> => {
      const user = await send<User>('GET', `/${id}`).catch(() => undefined)
      return `Hello ${user?.first_name ?? 'there'}`
    },

    /** Sent and forgotten: nobody waits for it, and nobody hears of its failure. */
    markActive: (id: string, last_active: unknown): void => {
      send('PATCH', `/${id}`, { last_active }).catch(() => undefined)
    },
  }
}
