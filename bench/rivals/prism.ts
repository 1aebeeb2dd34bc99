import { join } from 'node:path'
import { root } from '../programs.ts'
import { binOf } from './installation.ts'
import type { Rival } from './rival.ts'

const headers = { Authorization: 'Bearer sk_test_...' }
const jsonHeaders = { ...headers, 'Content-Type': 'application/json' }
const path = '/api/core/user'
const probe = { method: 'GET', path: `${path}/user_7`, headers } as const

export const prism: Rival = {
  name: 'Prism',
  package: '@stoplight/prism-cli',
  version: '5.14.2',
  about:
    "Keeps nothing: it answers the examples of Overplane's document, so it has no list to page through or to filter.",
  async prepare(_, __, port) {
    const document = join(root, 'fixtures/openapi/overplane.json')
    const how = ['--port', `${port}`, '--verboseLevel', 'silent']
    return [...binOf(this), 'mock', ...how, document]
  },
  probe,
  sendable: () => ({
    'GET by id': { asks: [probe] },
    create: {
      asks: [
        {
          ...{ method: 'POST', path, headers: jsonHeaders },
          body: '{"email":"new_{n}@example.com","first_name":"Ada","last_name":"Lovelace"}',
        },
      ],
    },
    update: {
      asks: ['Byron', 'King'].map(last_name => ({
        ...{ method: 'PATCH', path: `${path}/user_7`, headers: jsonHeaders },
        body: JSON.stringify({ last_name }),
      })),
    },
    delete: {
      asks: [{ method: 'DELETE', path: `${path}/user_{each}`, headers }],
      each: Array.from({ length: 500 }, (_, nth) => `${nth}`),
    },
  }),
}
