import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case } from '../case.ts'
import { answers, headers, missing, panel, path, printed } from './delete.ts'
import { beyondMsw, unknownRoute } from './refusals.ts'

const user = { status: 200, body: { object: 'user', attributes: printed } }

const strangers = [
  '9999',
  '0',
  '-1',
  'nil',
  'external',
  'test-user',
  '99999999999999999999',
  '4c45016d-0148-4794-89b6-970e0b429b54',
  '4abc',
  '4.0',
  '%204',
]

const ignored = ['filter[foo]=x', 'sort=bad', 'per_page=-1', 'page=0', 'fields=id', 'append=name']

const byId: readonly Case[] = [
  answers('A user is its object and attributes, as the page prints it', ['GET', `${path}/4`], user),
  ...strangers.map(id => answers(`The id "${id}" is nobody's`, ['GET', `${path}/${id}`], missing)),
  ...ignored.map(query =>
    answers(`A single user ignores ?${query}`, ['GET', `${path}/4?${query}`], user),
  ),
  ...(
    [
      [4, 200],
      [9999, 404],
    ] as const
  ).map(([id, status]) =>
    answers(`HEAD of user ${id} is ${status} without the body`, ['HEAD', `${path}/${id}`], {
      status,
      body: undefined,
    }),
  ),
]

const externals = ['3', 'ext-2', 'sp ace', 'a/b', '日本', 'null']

/** Users 1 to 6, each with its external id; 7 has none. */
const external: World = {
  name: 'external ids',
  pterodactyl(db) {
    for (const external_id of [...externals, null]) db.user.create({ external_id })
  },
}

const finds = (title: string, external_id: string, id: number): Case => ({
  title: `${title}: ${external_id}`,
  api: 'pterodactyl',
  world: external,
  async run(send) {
    const { status, body } = await send('GET', `${path}/external/${external_id}`, { headers })
    const attributes = { id, external_id: externals[id - 1] }
    expect({ status, body }).toMatchObject({ status: 200, body: { object: 'user', attributes } })
  },
})

const missesExternal = (title: string, external_id: string): Case =>
  answers(title, ['GET', `${path}/external/${external_id}`], missing, { world: panel })

const byExternalId: readonly Case[] = [
  finds('A user is found by its external id', 'ext-2', 2),
  finds('An external id of digits is a text, not an id', '3', 1),
  finds('An external id is found whatever its case', 'EXT-2', 2),
  finds('A blank in an external id is sent as %20', 'sp%20ace', 3),
  finds('An external id may be of any script', '%E6%97%A5%E6%9C%AC', 5),
  finds('An external id may be the text "null"', 'null', 6),
  missesExternal('An external id that nobody has is a 404', 'nil'),
  missesExternal('The beginning of an external id is not enough', 'ext-'),
  missesExternal('More than an external id is too much', 'ext-22'),
  missesExternal('An id is no external id', '7'),
  missesExternal('No external id is not "null"', 'null'),
  ...['a%2Fb', 'a/b'].map(external_id =>
    answers(
      `An external id with a slash is out of reach: ${external_id}`,
      ['GET', `${path}/external/${external_id}`],
      unknownRoute(`api/application/users/external/${external_id}`),
      { world: external, ...beyondMsw },
    ),
  ),
  ...['filter[foo]=x', 'sort=bad', 'per_page=-1'].map(query =>
    answers(`An external id ignores ?${query}`, ['GET', `${path}/external/nil?${query}`], missing),
  ),
  {
    title: 'The user of an external id is the user of its id, attribute by attribute',
    api: 'pterodactyl',
    world: panel,
    async run(send) {
      const byItsId = await send('GET', `${path}/2`, { headers })
      const { status, body } = await send('GET', `${path}/external/ext-2`, { headers })
      expect(status).toBe(200)
      expect(body).toEqual(byItsId.body)
    },
  },
]

const server = {
  object: 'server',
  attributes: {
    id: 1,
    external_id: null,
    uuid: '984eea7c-6657-4815-9246-cffdaeba86ea',
    identifier: '2dm7cqkg',
    name: 'srv1',
    description: 'd',
    status: null,
    suspended: false,
    limits: {
      memory: 512,
      swap: 0,
      disk: 512,
      io: 500,
      cpu: 0,
      threads: null,
      oom_disabled: false,
    },
    feature_limits: { databases: null, allocations: null, backups: 0 },
    user: 3,
    node: 1,
    allocation: 1,
    nest: 1,
    egg: 1,
    container: {
      startup_command: '/bin/bash',
      image: 'foo/bar:latest',
      installed: 1,
      environment: { SERVER_JARFILE: 'bungeecord.jar', P_SERVER_LOCATION: 'lon' },
    },
    updated_at: '2026-11-21T20:29:33+00:00',
    created_at: '2026-11-21T20:29:33+00:00',
  },
}

/** What stands in `relationships` of the recorded panel's user; `undefined` where there is no such key. */
const includes = (title: string, target: string, servers: object[] | undefined): Case => ({
  title: `${title}: ${target}`,
  api: 'pterodactyl',
  world: panel,
  async run(send) {
    const { status, body } = await send('GET', `${path}/${target}`, { headers })
    const attributes: unknown = Reflect.get(Object(body), 'attributes')
    expect({ status, body }).toMatchObject({ status: 200, body: { object: 'user' } })
    expect(Reflect.get(Object(attributes), 'relationships')).toEqual(
      servers && { servers: { object: 'list', data: servers } },
    )
  },
})

const inclusion: readonly Case[] = [
  includes('A user comes with its servers if asked', '3?include=servers', [server]),
  includes('So does a user found by its external id', 'external/3?include=servers', [server]),
  includes('Who owns no server comes with an empty list', '2?include=servers', []),
  includes('An include may be a list in brackets', '3?include[]=servers', [server]),
  includes('Blanks around an include do not count', '3?include=%20servers%20', [server]),
  includes('A comma at the end of an include does not count', '3?include=servers,', [server]),
  includes('What is asked for twice comes once', '3?include=servers,servers', [server]),
  includes('An unknown include does no harm to a known one', '3?include=foo,servers', [server]),
  includes('There is no excluding', '3?exclude=servers&include=servers', [server]),
  includes('Nothing comes along unasked', '3', undefined),
  includes('An empty include includes nothing', '3?include=', undefined),
  includes('An unknown include is ignored', '3?include=allocations', undefined),
  includes('Half a name includes nothing', '3?include=server', undefined),
  includes('The case of an include matters', '3?include=SERVERS', undefined),
  includes('Of two includes the last counts', '3?include=servers&include=foo', undefined),
]

const accepts = ['application/json', 'text/html', '*/*', 'Application/vnd.pterodactyl.v1+json']
const replies = [
  ['A user', '4', user],
  ['A refusal', '9999', missing],
] as const

const wire: readonly Case[] = replies.flatMap(([what, id, wanted]) =>
  accepts.map(accept => ({
    title: `${what} is "application/json" and no more, to the Accept "${accept}"`,
    api: 'pterodactyl',
    async run(send) {
      const sent = { headers: { ...headers, Accept: accept } }
      const { status, headers: said, body } = await send('GET', `${path}/${id}`, sent)
      expect({ status, body }).toEqual(wanted)
      expect(said.get('Content-Type')).toBe('application/json')
    },
  })),
)

/** GET /users/:id and GET /users/external/:external_id. */
export const pterodactylReadCases: readonly Case[] = [
  ...byId,
  ...byExternalId,
  ...inclusion,
  ...wire,
]
