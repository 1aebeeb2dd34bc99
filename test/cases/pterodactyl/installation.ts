import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case } from '../case.ts'
import { answers, headers, missing, refusal } from './delete.ts'
import { as, noAdmin, unauthorized } from './servers.ts'

const application = '/api/application'

/** Three servers: two of nest 1, of which each has an egg of its own, on node 1, and one on node 3. */
const racks: World = {
  name: 'racks',
  pterodactyl(db) {
    db.user.create({ id: 4, username: 'ada', email: 'ada@example.com' })
    const made = (image: string, startup_command: string, location: string) => ({
      ...{ image, startup_command },
      environment: JSON.stringify({ P_SERVER_LOCATION: location }),
    })
    const times = {
      created_at: '2024-01-01T00:00:00+00:00',
      updated_at: '2024-02-01T00:00:00+00:00',
    }
    const [lobby, world, arena] = [
      { name: 'Lobby', external_id: 'Order-1', container: made('java:21', 'java', 'lon') },
      { name: 'World', egg: 3, container: made('java:17', 'java -jar', 'lon') },
      { name: 'Arena', nest: 2, egg: 12, node: 3, container: made('source', './cs2', 'nyc') },
    ]
    for (const [nth, server] of [lobby, world, arena].entries()) {
      const uuid = `${nth}0000000-0000-4000-8000-000000000000`
      const limits = { memory: 1024, disk: 2048 }
      db.server.create({ ...times, uuid, identifier: `${nth}0000000`, limits, user: 4, ...server })
    }
  },
}
const world = { world: racks }

/** The ids of a list, and what it says of its pages. */
const lists = (target: string, ids: readonly number[], pages?: readonly number[]): Case => ({
  title: `GET ${target} finds ${ids.join(', ')}`,
  api: 'pterodactyl',
  ...world,
  async run(send) {
    const { status, body } = await send('GET', application + target, { headers })
    const { object, data, meta } = Object(body)
    expect([status, object]).toEqual([200, 'list'])
    expect(data.map((one: object) => Object(one).attributes.id)).toEqual(ids)
    const { total, per_page, current_page, total_pages } = meta?.pagination ?? {}
    if (pages) expect([total, per_page, current_page, total_pages]).toEqual(pages)
    else expect(meta).toBeUndefined()
  },
})

const shows = (target: string, object: string, attributes: object): Case =>
  answers(
    `GET ${target} shows the ${object}`,
    ['GET', application + target],
    { status: 200, body: { object, attributes: expect.objectContaining(attributes) } },
    world,
  )

const egg = {
  ...{ id: 3, nest: 1, docker_image: 'java:17', docker_images: { 'java:17': 'java:17' } },
  ...{ startup: 'java -jar', created_at: '2024-01-01T00:00:00+00:00' },
}
const node = {
  ...{ id: 1, location_id: 1, memory: 4096, disk: 8192 },
  allocated_resources: { memory: 2048, disk: 4096 },
}

const reading: readonly Case[] = [
  lists('/nests', [1, 2], [2, 50, 1, 1]),
  lists('/nests?per_page=1&page=2', [2], [2, 1, 2, 2]),
  lists('/nests/1/eggs', [1, 3]),
  lists('/nodes', [1, 3], [2, 50, 1, 1]),
  lists('/nodes?filter[name]=node%203', [3], [1, 50, 1, 1]),
  lists('/nodes?sort=-id', [3, 1], [2, 50, 1, 1]),
  lists('/nodes?sort=memory', [3, 1], [2, 50, 1, 1]),
  lists('/locations', [1, 3], [2, 50, 1, 1]),
  lists('/locations?filter[short]=NYC', [3], [1, 50, 1, 1]),
  shows('/nests/2', 'nest', { id: 2, author: 'support@pterodactyl.io' }),
  shows('/nests/1/eggs/3', 'egg', egg),
  shows('/nodes/1', 'node', node),
  shows('/locations/3', 'location', { id: 3, short: 'nyc' }),
  ...['/nests/9', '/nests/9/eggs', '/nests/2/eggs/3', '/nests/1/eggs/9', '/nodes/2', '/nodes/x']
    .concat(['/locations/2', '/servers/external/nothing', '/servers/external/1'])
    .map(end => answers(`GET ${end} is missing`, ['GET', application + end], missing, world)),
  ...['/nests', '/nests/1/eggs/1', '/nodes', '/locations', '/servers/external/order-1'].flatMap(
    end => {
      const tells = (key: string, wanted: typeof missing) =>
        answers(`GET ${end} is not for ${key}`, ['GET', application + end, as(key)], wanted, world)
      return [tells('ptla_writeonly', unauthorized), tells('ptla_plain', noAdmin)]
    },
  ),
]

const refusesFilter = (things: string, allowed: string): Case =>
  answers(
    `GET /${things} has filters of its own`,
    ['GET', `${application}/${things}?filter[id]=1`],
    refusal(
      400,
      'InvalidFilterQuery',
      `Requested filter(s) \`id\` are not allowed. Allowed filter(s) are \`${allowed}\`.`,
    ),
    world,
  )

const servers: readonly Case[] = [
  lists('/servers?filter[name]=LOB', [1], [1, 50, 1, 1]),
  lists('/servers?filter[uuid]=10000000-', [2], [1, 50, 1, 1]),
  lists('/servers?filter[uuidShort]=20000000', [3], [1, 50, 1, 1]),
  lists('/servers?filter[external_id]=order', [1], [1, 50, 1, 1]),
  lists('/servers?filter[image]=java', [1, 2], [2, 50, 1, 1]),
  lists('/servers?filter[description]=x', [], [0, 50, 1, 1]),
  lists('/servers?filter[image]=java&sort=-uuid&per_page=1', [2], [2, 1, 1, 2]),
  shows('/servers/external/order-1', 'server', { id: 1, external_id: 'Order-1' }),
  refusesFilter('servers', 'uuid, uuidShort, name, description, image, external_id'),
  refusesFilter('nodes', 'uuid, name, fqdn, daemon_token_id'),
  refusesFilter('locations', 'short, long'),
  answers(
    'GET /servers has sorts of its own',
    ['GET', `${application}/servers?sort=name`],
    refusal(
      400,
      'InvalidSortQuery',
      'Requested sort(s) `name` is not allowed. Allowed sort(s) are `id, uuid`.',
    ),
    world,
  ),
]

/** What the servers run on and are made from, and how they are looked for. */
export const pterodactylInstallationCases: readonly Case[] = [...reading, ...servers]
