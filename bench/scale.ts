import { Bench } from 'tinybench'
import type { World } from '../handlers/index.ts'
import { createOverplane } from '../handlers/index.ts'

const sizes = [100, 10_000, 100_000]

const crowd = (size: number): World => ({
  name: `${size} users`,
  overplane(db) {
    for (let nth = 0; nth < size; nth += 1) {
      const created_at = new Date(nth * 1000).toISOString()
      db.user.create({
        id: `user_${nth}`,
        email: `${nth}@example.com`,
        first_name: 'A',
        created_at,
      })
    }
  },
})

/** What a request costs, and how that grows with the entities: microseconds each, without a transport. */
export async function benchScale(): Promise<void> {
  const rows = []
  for (const size of sizes) {
    const { answer, db } = createOverplane({ world: crowd(size) })
    const headers = { authorization: 'Bearer sk_test_...' }
    const ask = (method: string, path: string, search = '', text = '') => {
      return answer({ method, origin: 'http://localhost', path, search, headers, text })
    }
    const id = `user_${size / 2}`
    const bench = new Bench({ time: 300 })
      .add('GET by id', () => ask('GET', `/api/core/user/${id}`))
      .add('first list page', () => ask('GET', '/api/core/user'))
      .add('a page in the middle', () => ask('GET', '/api/core/user', `?offset=${size / 2}`))
      .add('PATCH', () => ask('PATCH', `/api/core/user/${id}`, '', '{"last_name":"B"}'))
      .add('POST and DELETE', () => {
        const made = ask('POST', '/api/core/user', '', '{"email":"a@b.c","first_name":"A"}')
        ask('DELETE', `/api/core/user/${Reflect.get(Object(made.body), 'id')}`)
      })
      .add('@mswjs/data findFirst by id', () =>
        db.user.findFirst({ where: { id: { equals: id } } }),
      )
    await bench.run()
    const costs = bench.tasks.map(({ name, result }) => [
      name,
      'latency' in result ? Math.round(result.latency.p50 * 10_000) / 10 : Number.NaN,
    ])
    rows.push({ users: size, ...Object.fromEntries(costs) })
  }
  console.log('Median microseconds of one request, by the number of users:')
  console.table(rows)
}
