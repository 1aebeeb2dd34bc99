import type { PterodactylDouble } from '../../handlers/pterodactyl/index.ts'
import { type Group, giveKeys, madeAt } from './world.ts'

// What the panel held when the second recordings were made: five users, of whom the third owns two servers.

const begun = '2026-11-26T14:41:39+00:00'

/** One run throughout; what a record made was deleted by the next one, and what that took along was put back. */
export const second: Group = {
  name: 'beside the panel',
  set: 2,
  from: 0,
  to: 517,
  begun,
  world: {
    name: 'the panel of the second recordings',
    pterodactyl(db) {
      for (const user of users) db.user.create({ ...user, ...madeAt('2020-01-01T00:00:00+00:00') })
      for (const nth of [0, 1]) addServer(db, nth)
      giveKeys(db)
    },
  },
  before: {
    // A record that was kept back had deleted the fourth user for good.
    407: ({ db }) => db.user.delete({ where: { id: { equals: 4 } } }),
  },
}

const named = (username: string) => ({
  username,
  email: `${username}@example.com`,
  first_name: 'F',
  last_name: 'L',
})

const users = [
  { id: 1, uuid: 'd9d0e6b1-b627-4aba-ae66-ee2295766dba', ...named('admin'), root_admin: true },
  {
    id: 2,
    uuid: 'aaaaaaaa-b627-4aba-ae66-ee2295766d02',
    ...{ ...named('plain'), external_id: 'plain-1' },
  },
  {
    id: 3,
    uuid: 'bbbbbbbb-b627-4aba-ae66-ee2295766d03',
    ...{ ...named('owner'), email: 'Owner@Example.com', external_id: 'own' },
  },
  {
    id: 4,
    uuid: 'eeeeeeee-0000-4000-8000-000000000004',
    ...{ ...named('four'), external_id: 'ünï' },
  },
  {
    id: 5,
    uuid: 'eeeeeeee-0000-4000-8000-000000000005',
    ...{ ...named('five_x'), email: 'five@example.org', external_id: 'a/b' },
  },
]

function addServer(db: PterodactylDouble['db'], nth: number): void {
  const uuid = `dddddddd-b627-4aba-ae66-ee2295766d0${nth}`
  const environment = {
    BUNGEE_VERSION: 'latest',
    SERVER_JARFILE: 'bungeecord.jar',
    STARTUP: 'x',
    P_SERVER_LOCATION: 'l',
    P_SERVER_UUID: uuid,
    P_SERVER_ALLOCATION_LIMIT: 0,
  }
  db.server.create({
    id: nth + 1,
    uuid,
    identifier: `ddddddd${nth}`,
    name: `s${nth}`,
    status: 'installing',
    limits: { memory: 1, disk: 1, oom_disabled: true },
    feature_limits: { databases: 0, allocations: 0 },
    user: 3,
    allocation: nth + 1,
    container: {
      startup_command: 'x',
      image: 'y',
      installed: 0,
      environment: JSON.stringify(environment),
    },
    ...madeAt(begun),
  })
}
