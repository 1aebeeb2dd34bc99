import { Bench } from 'tinybench'
import { createOverplane } from '../../handlers/index.ts'
import { overplaneUser } from '../crowd.ts'
import { createRecord } from '../measure.ts'

// What a request costs without a transport, and how that grows with the entities: microseconds each.

const [time, ...sizes] = process.argv.slice(2).map(Number)
const record = createRecord()
for (const size of sizes) {
  const { answer, db } = createOverplane({
    world: {
      name: `${size} users`,
      overplane(db) {
        for (let nth = 0; nth < size; nth += 1) db.user.create(overplaneUser(nth))
      },
    },
  })
  const headers = { authorization: 'Bearer sk_test_...' }
  const ask = (method: string, path: string, search = '', text = '') =>
    answer({ method, origin: 'http://localhost', path, search, headers, text })
  const id = `user_${size / 2}`
  const bench = new Bench({ time: time ?? 300 })
    .add('GET by id', () => ask('GET', `/api/core/user/${id}`))
    .add('first list page', () => ask('GET', '/api/core/user'))
    .add('a page in the middle', () => ask('GET', '/api/core/user', `?offset=${size / 2}`))
    .add('PATCH', () => ask('PATCH', `/api/core/user/${id}`, '', '{"last_name":"B"}'))
    .add('POST and DELETE', () => {
      const made = ask('POST', '/api/core/user', '', '{"email":"a@b.c","first_name":"A"}')
      ask('DELETE', `/api/core/user/${Object(made.body).id}`)
    })
    .add('@mswjs/data findFirst by id', () => db.user.findFirst({ where: { id: { equals: id } } }))
  await bench.run()
  for (const { name, result } of bench.tasks) {
    const cost = 'latency' in result ? result.latency.p50 * 1000 : Number.NaN
    record.add(`${size}`, name, 'µs', cost)
  }
}
process.stdout.write(JSON.stringify(record.measures))
