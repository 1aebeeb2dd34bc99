import type { World } from '../../handlers/index.ts'
import { serve } from '../../server/index.ts'
import { oberplanUser, overplaneUser, pterodactylUser } from '../crowd.ts'

// A server of one API with as many entities as are asked for: more than a file can be read of.

const [api = '', size] = process.argv.slice(2)
const count = Number(size)
const begun = performance.now()
const { url, doubles } = await serve({ port: 0, apis: [api], world: worldOf(api) })
const seconds = (performance.now() - begun) / 1000
process.send?.({ url, seconds, megabytes: process.memoryUsage().rss / 1e6 })

process.on('message', () => {
  const before = performance.now()
  const { users } = Object(Reflect.get(doubles, api).snapshot())
  const took = (performance.now() - before) / 1000
  process.send?.({ seconds: took, entities: users.length })
})

function worldOf(name: string): World {
  const worlds: readonly World[] = [
    {
      name: 'overplane',
      overplane(db) {
        for (let nth = 0; nth < count; nth += 1) db.user.create(overplaneUser(nth))
      },
    },
    {
      name: 'pterodactyl',
      pterodactyl(db) {
        for (let nth = 0; nth < count; nth += 1) db.user.create(pterodactylUser(nth))
      },
    },
    {
      name: 'oberplan',
      oberplan(db) {
        for (let nth = 0; nth < count; nth += 1) db.user.create(oberplanUser(nth))
      },
    },
  ]
  return worlds.find(world => world.name === name) ?? { name: 'empty' }
}
