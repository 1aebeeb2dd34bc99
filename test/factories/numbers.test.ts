import { drop } from '@mswjs/data'
import { describe, expect, it } from 'vitest'
import { createPterodactyl } from '../../handlers/index.ts'
import { client } from './client.ts'
import { withId } from './rows.ts'

describe('the numbers of Pterodactyl', () => {
  it('are never given a second time, however their last holder went', async () => {
    const double = createPterodactyl()
    const ask = client(double, 'Bearer ptla_test')
    const { user, server } = double.db
    const create = async (username: string) => {
      const person = { username, email: `${username}@x.test`, first_name: 'A', last_name: 'B' }
      const { body } = await ask<{ attributes: { id: number } }>(
        'POST',
        '/api/application/users',
        person,
      )
      return body.attributes.id
    }
    expect(await create('ada')).toBe(5)
    await ask('DELETE', '/api/application/users/5')
    expect(await create('bob')).toBe(6)
    user.delete(withId(6))
    expect(await create('eve')).toBe(7)
    user.deleteMany({ where: {} })
    expect(await create('fay')).toBe(8)
    expect(user.create({}).id).toBe(9)
    expect([server.create({}).id, server.create({}).id]).toEqual([1, 2])
    drop(double.db)
    expect([await create('gus'), server.create({}).id]).toEqual([10, 3])
    double.reset()
    expect([await create('hal'), server.create({}).id]).toEqual([5, 1])
  })
})
