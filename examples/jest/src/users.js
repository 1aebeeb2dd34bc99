/** A client of Overplane's users: what this example has under test. */
export function createUsers({ baseUrl = 'https://api.overplane.dev', key = 'sk_test_1' } = {}) {
  async function send(method, path, body) {
    const response = await fetch(`${baseUrl}/api/core/user${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.ok) return response.json()
    throw new Error(`Overplane answered ${response.status}: ${await response.text()}`)
  }

  return {
    listUsers: (limit = 20, offset = 0) => send('GET', `?limit=${limit}&offset=${offset}`),

    createUser: user => send('POST', '', user),

    renameUser: (id, first_name) => send('PATCH', `/${id}`, { first_name }),

    /** A page greets somebody, whatever goes wrong. */
    greeting: async id => {
      const user = await send('GET', `/${id}`).catch(() => undefined)
      return `Hello ${user?.first_name ?? 'there'}`
    },

    /** Sent and forgotten: nobody waits for it, and nobody hears of its failure. */
    markActive: (id, last_active) => {
      send('PATCH', `/${id}`, { last_active }).catch(() => undefined)
    },
  }
}
