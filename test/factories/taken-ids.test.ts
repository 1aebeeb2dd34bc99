import { expect, it } from 'vitest'
import { createFactories } from '../../factories/index.ts'
import { demo } from '../../fixtures/index.ts'
import { createPterodactyl } from '../../handlers/index.ts'

const post = (double: ReturnType<typeof createPterodactyl>, username: string) =>
  double.fetch('/api/application/users', {
    method: 'POST',
    headers: { Authorization: 'Bearer ptla_a', 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, email: `${username}@b.co`, first_name: 'A', last_name: 'B' }),
  })

it.each(['documented', demo] as const)(
  'factories leave taken ids alone in the world %s',
  async world => {
    const double = createPterodactyl({ world })
    const { db } = double
    const [{ pterodactylUser, pterodactylServer }, other] = [
      createFactories({ seed: 7 }),
      createFactories({ seed: 8 }),
    ]
    const ids = () => db.user.getAll().map(({ id }) => id)
    const before = ids()
    const highest = Math.max(...before)
    for (let nth = 0; nth < 10; nth += 1) db.user.create(pterodactylUser())
    expect((await post(double, 'in-between')).status).toBe(201)
    db.user.create({ ...pterodactylUser(), root_admin: true })
    db.user.create(other.pterodactylUser())
    db.user.create(pterodactylUser({ id: highest + 100 }))
    db.user.create(pterodactylUser())
    const made = Array.from({ length: 13 }, (_, nth) => highest + 1 + nth)
    expect(ids()).toEqual([...before, ...made, highest + 100, highest + 101])

    const last = db.server.create({ user: 4 }).id
    const servers = [pterodactylServer, other.pterodactylServer].map(make =>
      db.server.create(make()),
    )
    expect(servers.map(({ id }) => id)).toEqual([last + 1, last + 2])
  },
)
