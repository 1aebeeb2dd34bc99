import type { Faker } from '@faker-js/faker'
import type * as z from 'zod/mini'
import type { ServerRow } from '../../handlers/pterodactyl/entities.ts'
import type { WithoutId } from '../without-id.ts'

type Row = z.output<typeof ServerRow>
type Nested = 'limits' | 'feature_limits' | 'container'

/** A server; of the objects within it, the model knows what is not given. */
type ServerValues = Omit<Row, Nested> & { readonly [Field in Nested]: Partial<Row[Field]> }

/**
 * Makes the values of a game server up, which user 1 owns, without an id: the model counts on from the highest that
 * there is.
 *
 * @example db.server.create({ ...makeServer(createFaker(1)('server', 0), 0), user: 4 })
 */
export function makeServer(faker: Faker, nth: number): WithoutId<ServerValues> {
  const { datatype, helpers, location, number, string } = faker
  const { title, nest, egg, image, startup, variables, modes } = helpers.arrayElement(games())
  const mode = helpers.arrayElement(modes)
  const node = helpers.arrayElement(nodes)
  const uuid = string.uuid()
  const suspended = datatype.boolean(0.05)
  const memory = helpers.arrayElement([1024, 2048, 4096, 8192])
  const disk = helpers.arrayElement([5120, 10_240, 20_480])
  const cpu = helpers.arrayElement([0, 100, 200, 400])
  const databases = helpers.arrayElement([null, 1, 2])
  const allocations = helpers.arrayElement([null, 1, 2, 5])
  const created = Date.UTC(2024, 0, 1) / 1000 + nth * 3600 + number.int(3599)
  const environment = JSON.stringify({
    ...variables,
    STARTUP: startup,
    P_SERVER_LOCATION: node.location,
    P_SERVER_UUID: uuid,
    P_SERVER_ALLOCATION_LIMIT: allocations,
  })
  return {
    external_id: datatype.boolean(0.2) ? `order-${nth + 1}` : null,
    uuid,
    identifier: uuid.slice(0, 8),
    name: `${location.city()} ${mode}`,
    description: `${title} (${mode}) for ${helpers.arrayElement([8, 16, 32, 64])} players`,
    status: suspended ? 'suspended' : null,
    suspended,
    limits: { memory, swap: 0, disk, io: 500, cpu, threads: null, oom_disabled: false },
    feature_limits: { databases, allocations, backups: number.int(3) },
    user: 1,
    node: node.id,
    allocation: nth + 1,
    nest,
    egg,
    container: { startup_command: startup, image, installed: 1, environment },
    created_at: toTime(created),
    updated_at: toTime(created + number.int(90 * 86_400)),
  }
}

const java = 'java -Xms128M -XX:MaxRAMPercentage=95.0'

const minecraft = { nest: 1, image: 'ghcr.io/pterodactyl/yolks:java_21' }

/** A function, so that bundlers see that nobody needs it where no server is made up. */
const games = () => [
  {
    ...minecraft,
    title: 'Minecraft Paper',
    egg: 3,
    startup: `${java} -Dterminal.jline=false -Dterminal.ansi=true -jar {{SERVER_JARFILE}}`,
    variables: { SERVER_JARFILE: 'server.jar', MINECRAFT_VERSION: 'latest' },
    modes: ['Survival', 'Skyblock', 'Creative'],
  },
  {
    ...minecraft,
    title: 'Minecraft Vanilla',
    egg: 5,
    startup: `${java} -jar {{SERVER_JARFILE}}`,
    variables: { SERVER_JARFILE: 'server.jar', VANILLA_VERSION: 'latest' },
    modes: ['Survival', 'Hardcore'],
  },
  {
    ...minecraft,
    title: 'Minecraft Bungeecord',
    egg: 1,
    startup: `${java} -jar {{SERVER_JARFILE}}`,
    variables: { SERVER_JARFILE: 'bungeecord.jar', BUNGEE_VERSION: 'latest' },
    modes: ['Lobby', 'Network'],
  },
  {
    title: 'Counter-Strike 2',
    nest: 2,
    image: 'ghcr.io/pterodactyl/games:source',
    egg: 12,
    startup: './game/cs2.sh -dedicated -port {{SERVER_PORT}} +map {{SRCDS_MAP}}',
    variables: { SRCDS_MAP: 'de_dust2', SRCDS_APPID: '730' },
    modes: ['Competitive', 'Deathmatch', 'Retakes'],
  },
  {
    title: 'Rust',
    nest: 4,
    image: 'ghcr.io/pterodactyl/games:rust',
    egg: 14,
    startup: './RustDedicated -batchmode +server.port {{SERVER_PORT}} +server.level "{{LEVEL}}"',
    variables: { LEVEL: 'Procedural Map', FRAMEWORK: 'vanilla' },
    modes: ['Solo', 'Duo', 'Modded'],
  },
]

const nodes = [
  { id: 1, location: 'lon' },
  { id: 2, location: 'fra' },
  { id: 3, location: 'nyc' },
]

const toTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00')
