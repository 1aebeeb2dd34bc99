import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case, Sent } from '../case.ts'

export const path = '/api/application/users'
export const headers = { Authorization: 'Bearer ptla_full' }
export const jsonHeaders = { ...headers, 'Content-Type': 'application/json' }

export interface Wanted {
  readonly status: number
  readonly body: unknown
}

/** A refusal with its only error. */
export const refusal = (status: number, code: string, detail: string): Wanted => ({
  status,
  body: { errors: [{ code, status: `${status}`, detail }] },
})

export const missing = refusal(
  404,
  'NotFoundHttpException',
  'The requested resource could not be found on the server.',
)

/** The user that the page prints, and that the documented world holds. */
export const printed = {
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

/** Method, path and what is sent; by default a key and nothing more. */
type Request = readonly [method: string, target: string, sent?: Sent]
type Rest = Omit<Case, 'title' | 'api' | 'run'>

/** One request, after the `earlier` one if there is any, and all that its reply says. */
export const answers = (
  title: string,
  [method, target, sent = { headers }]: Request,
  wanted: Wanted,
  { earlier, ...rest }: Rest & { readonly earlier?: Request } = {},
): Case => ({
  title,
  api: 'pterodactyl',
  ...rest,
  async run(send) {
    if (earlier) await send(earlier[0], earlier[1], earlier[2] ?? { headers })
    const { status, body } = await send(method, target, sent)
    expect({ status, body }).toEqual(wanted)
  },
})

const times = { created_at: '2026-11-21T20:29:33+00:00', updated_at: '2026-11-21T20:29:33+00:00' }
const person = { first_name: 'F', last_name: 'L', ...times }

/** The recorded panel: seven users, of whom the third owns a server. Uuids sort otherwise than ids. */
export const panel: World = {
  name: 'panel',
  pterodactyl(db) {
    const users = [
      ['admin', 'Admin@example.com', null, 'd'],
      ['plain', 'plain@example.com', 'ext-2', 'a'],
      ['owner', 'owner@example.com', '3', 'f'],
      ['bulk1', 'bulk1@example.org', 'b-1', '0'],
      ['bulk2', 'bulk2@example.org', 'b-2', '9'],
      ['bulk3', 'bulk3@example.org', 'b-3', 'c'],
      ['bulk4', 'bulk4@example.org', 'b-4', '4'],
    ] as const
    for (const [nth, [username, email, external_id, letter]] of users.entries()) {
      const uuid = `${letter.repeat(8)}-0000-4000-8000-000000000000`
      db.user.create({ ...person, id: nth + 1, username, email, external_id, uuid })
    }
    db.server.create({
      ...times,
      id: 1,
      uuid: '984eea7c-6657-4815-9246-cffdaeba86ea',
      identifier: '2dm7cqkg',
      name: 'srv1',
      description: 'd',
      limits: { memory: 512, disk: 512 },
      user: 3,
      container: {
        startup_command: '/bin/bash',
        image: 'foo/bar:latest',
        environment: '{"SERVER_JARFILE":"bungeecord.jar","P_SERVER_LOCATION":"lon"}',
      },
    })
  },
}

const fields = { email: 'crm@example.com', username: 'crm', first_name: 'C', last_name: 'M' }
const named: World = {
  name: 'user 4 with an external id',
  pterodactyl(db) {
    db.user.create({ ...fields, id: 4, external_id: 'crm-7' })
  },
}

const one = `${path}/4`
const earlier = ['DELETE', one] as const
const gone = (title: string, request: Request, world: World = named) =>
  answers(title, request, missing, { earlier, world })
const refuses = (title: string, id: string) => answers(title, ['DELETE', `${path}/${id}`], missing)
const nobody = { status: 200, body: { object: 'list', data: [] } }
const ownsServers = refusal(
  400,
  'DisplayException',
  'Cannot delete a user with active servers attached to their account. Please delete their servers before continuing.',
)

const success = (fidelity: 'documented' | 'observed', wanted: number): Case => ({
  title: `A delete is a ${wanted} without a body and without its type, as ${fidelity}`,
  api: 'pterodactyl',
  fidelity,
  async run(send) {
    const { status, body, headers: said } = await send('DELETE', one, { headers })
    expect({ status, body }).toEqual({ status: wanted, body: undefined })
    expect(said.get('Content-Type')).toBeNull()
  },
})

/** DELETE /users/:id; what the other lists share stands here too. */
export const pterodactylDeleteCases: readonly Case[] = [
  success('documented', 200),
  success('observed', 204),
  gone('A deleted user is not there any more', ['GET', one]),
  gone('A second delete is a 404', ['DELETE', one]),
  gone('A deleted user takes no updates', ['PATCH', one, { headers, json: {} }]),
  gone('A deleted user is not found by its external id', ['GET', `${path}/external/crm-7`]),
  answers('A deleted user is not listed', ['GET', path], nobody, { earlier }),
  refuses('A user that there never was is not deleted: 404', '9999'),
  refuses('A username is no id to delete by', 'test-user'),
  refuses('A uuid is no id to delete by', '4c45016d-0148-4794-89b6-970e0b429b54'),
  ...(['documented', 'observed'] as const).map(fidelity =>
    answers(
      `The owner of a server is not deleted: 400, as ${fidelity}`,
      ['DELETE', `${path}/3`],
      ownsServers,
      { world: panel, fidelity },
    ),
  ),
  ...['{"a":1}', '[]', 'null', ''].map(text =>
    answers(
      `The body ${JSON.stringify(text)} of a delete counts for nothing`,
      ['DELETE', one, { headers: jsonHeaders, text }],
      { status: 200, body: undefined },
    ),
  ),
  {
    title: 'A deleted user leaves its email, username and external id to others',
    api: 'pterodactyl',
    world: named,
    async run(send) {
      await send('DELETE', one, { headers })
      const json = { ...fields, external_id: 'crm-7' }
      const { status, body } = await send('POST', path, { headers, json })
      expect({ status, body }).toMatchObject({ status: 201, body: { attributes: json } })
    },
  },
  {
    title: 'A delete leaves every other user, and after a 400 the owner too',
    api: 'pterodactyl',
    world: panel,
    async run(send) {
      await send('DELETE', one, { headers })
      await send('DELETE', `${path}/3`, { headers })
      const { body } = await send('GET', path, { headers })
      const data = [1, 2, 3, 5, 6, 7].map(id => ({ attributes: { id } }))
      expect(body).toMatchObject({ data })
    },
  },
]
