import type { World } from '../../handlers/index.ts'
import type { PterodactylDouble } from '../../handlers/pterodactyl/index.ts'

// What the recorded panel held. The recordings come from three runs, each begun afresh, and not every request
// was recorded: what the missing ones had done is done here instead.

/** Records that follow one another on one panel. */
export interface Group {
  readonly name: string
  /** Which of the two sets of recordings they are of. */
  readonly set: 1 | 2
  /** The numbers of the first and the last record. */
  readonly from: number
  readonly to: number
  /** When its run began. */
  readonly begun: string
  /** What the panel held then. */
  readonly world: World
  /** The limit of requests that the panel was given; without it nothing was turned away. */
  readonly limit?: number
  /** What was done without a recording, before the record of that number. */
  readonly before?: Readonly<Record<number, (double: PterodactylDouble) => unknown>>
  /** The panel's time at a record whose answer does not tell it. */
  readonly times?: Readonly<Record<number, string>>
}

/** A group of the first set, whose panel held seven users and a server. */
interface Run extends Omit<Group, 'set' | 'world'> {
  /** When the server was made, if that was after the users. */
  readonly serverMade?: string
  /** What the panel held besides. */
  readonly more?: Add
}

type Add = (db: PterodactylDouble['db']) => unknown

/** The keys by their role in the recordings, and whose they were. */
export const keys = {
  full: { token: 'ptla_full', user: 1 },
  readonly: { token: 'ptla_readonly', user: 1 },
  nousers: { token: 'ptla_nousers', user: 1 },
  noservers: { token: 'ptla_noservers', user: 1 },
  ipblocked: { token: 'ptla_ipblocked', user: 1 },
  expired: { token: 'ptla_expired', user: 1 },
  writeonly: { token: 'ptla_writeonly', user: 1 },
  account_admin: { token: 'ptlc_admin', user: 1 },
  account_plain: { token: 'ptlc_plain', user: 2 },
  app_plain: { token: 'ptla_plain', user: 2 },
}

/** What was sent besides: headers that a recording does not hold, but that its label tells. */
export const besides: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  5: { authorization: 'Bearer ptla_unknown' },
  6: { authorization: 'Bearer ' },
  8: { authorization: 'bearer ptla_full' },
  56: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
  398: { 'x-requested-with': 'XMLHttpRequest' },
  468: { authorization: 'Bearer  ptla_full' },
  469: { authorization: 'Bearerptla_full' },
  473: { referer: 'http://localhost/' },
  474: { referer: 'http://localhost/' },
}

/** What the panel held when the run began. */
const worldOf = ({ begun, serverMade = begun, more }: Run): World => ({
  name: 'the recorded panel',
  pterodactyl(db) {
    for (const user of users) db.user.create({ ...user, ...madeAt(begun) })
    db.server.create({ ...server, ...madeAt(serverMade) })
    giveKeys(db)
    more?.(db)
  },
})

/** Gives the keys to those who had them. */
export function giveKeys(db: PterodactylDouble['db']): void {
  for (const { token, user } of Object.values(keys)) {
    db.apiKey.update({ where: { token: { equals: token } }, data: { user } })
  }
}

export const madeAt = (time: string) => ({ created_at: time, updated_at: time })

/** Users of whom nothing was recorded but that they were there. */
const fill =
  (count: number): Add =>
  db => {
    for (let nth = 0; nth < count; nth += 1) {
      db.user.create(named(`filler${nth}`))
    }
  }

const named = (username: string) => ({
  username,
  email: `${username}@example.net`,
  first_name: 'Test',
  last_name: 'User',
})

const firstRun = '2026-11-21T20:29:33+00:00'
const secondRun = '2026-11-21T20:37:48+00:00'
const thirdRun = '2026-11-21T20:40:23+00:00'

const runs: readonly Run[] = [
  { name: 'keys, paths, lists and includes', from: 2, to: 196, begun: firstRun },
  {
    name: 'create',
    from: 199,
    to: 399,
    begun: firstRun,
    more: db => db.user.create({ id: 8, ...named('testuser') }),
  },
  {
    name: 'update and delete',
    from: 403,
    to: 432,
    begun: firstRun,
    more: db =>
      db.user.create({
        id: 77,
        ...named('peiyotmqyyj'),
        external_id: 'patch-ext',
        root_admin: true,
        ...madeAt('2026-11-21T20:32:52+00:00'),
      }),
    times: { 404: '2026-11-21T20:32:55+00:00' },
    before: {
      426: ({ db }) => db.user.delete({ where: { id: { equals: 77 } } }),
      431: ({ db }) => db.user.create({ id: 79, ...named('deletable') }),
    },
  },
  {
    name: 'the limit of requests',
    from: 433,
    to: 441,
    begun: firstRun,
    more: fill(70),
    limit: 3,
    before: {
      437: ({ fetch }) =>
        fetch('/api/application/users', { headers: { authorization: 'Bearer ptla_full' } }),
    },
  },
  {
    name: 'the second run',
    from: 444,
    to: 477,
    begun: secondRun,
    serverMade: '2026-11-21T20:38:07+00:00',
    more: fill(118),
    before: {
      463: ({ db }) => {
        for (const id of [132, 133]) db.user.create({ id, ...named(`filler${id}`) })
        const rest = { external_id: 'sp ace', ...madeAt('2026-11-21T20:39:31+00:00') }
        db.user.create({ id: 134, ...named('qnnhkskdgsn'), ...rest })
      },
    },
  },
  { name: 'the third run', from: 480, to: 1005, begun: thirdRun },
]

export const groups: readonly Group[] = runs.map(run => ({ ...run, set: 1, world: worldOf(run) }))

const anybody = { first_name: 'F', last_name: 'L' }
const plain = { username: 'plain', email: 'plain@example.com', external_id: 'ext-2' }
const owner = { username: 'owner', email: 'owner@example.com', external_id: '3' }
const admin = { username: 'admin', email: 'admin@example.com', root_admin: true }
const ofAdmin = { first_name: 'Ad', last_name: 'Min' }
const bulk = (nth: number, external_id: string | null = `b-${nth}`) => ({
  ...anybody,
  username: `bulk${nth}`,
  email: `bulk${nth}@example.org`,
  external_id,
})

const users = [
  { id: 1, uuid: 'd9d0e6b1-b627-4aba-ae66-ee2295766dba', ...admin, ...ofAdmin },
  { id: 2, uuid: 'c41578ab-2b3c-446d-abf4-c35cb48c8800', ...plain, ...anybody },
  { id: 3, uuid: 'b46ed8a1-78a2-444c-939d-c823978b1530', ...owner, ...anybody },
  { id: 4, uuid: 'dbbd9695-841b-4a4c-8c47-876bdd8be43a', ...bulk(1) },
  { id: 5, uuid: 'b4b79417-b0ee-48fe-96fa-23788fcaffab', ...bulk(2) },
  { id: 6, uuid: '81e7475a-40fe-4fbc-898e-aed9472c3e88', ...bulk(3) },
  { id: 7, uuid: '69640e5f-fd2b-442f-a374-316856a422f7', ...bulk(4, null) },
]

const serverUuid = '984eea7c-6657-4815-9246-cffdaeba86ea'

const server = {
  id: 1,
  uuid: serverUuid,
  identifier: '2dm7cqkg',
  name: 'srv1',
  description: 'd',
  user: 3,
  limits: { memory: 512, disk: 512 },
  container: {
    startup_command: '/bin/bash',
    image: 'foo/bar:latest',
    environment: JSON.stringify({
      BUNGEE_VERSION: 'latest',
      SERVER_JARFILE: 'bungeecord.jar',
      STARTUP: '/bin/bash',
      P_SERVER_LOCATION: 'lon',
      P_SERVER_UUID: serverUuid,
      P_SERVER_ALLOCATION_LIMIT: null,
    }),
  },
}
