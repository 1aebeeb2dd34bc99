import { createOverplane } from '../../handlers/index.ts'
import { heap } from '../heap.ts'
import { createRecord } from '../measure.ts'

// What stays in memory of 100,000 requests, and of 1,000 bodies of 1 MiB, with the journal as it is by default.

const record = createRecord()
const who = 'Overplane'
const path = '/api/core/user'
const { answer, journal } = createOverplane()
const headers = { authorization: 'Bearer sk_test_...', 'content-type': 'application/json' }
const ask = (method: string, path: string, text = '') =>
  answer({ method, origin: 'http://localhost', path, search: '', headers, text })

for (let nth = 1; nth <= 20_000; nth += 1) {
  ask('GET', `${path}/user_abc123`)
  ask('GET', path)
  const made = ask('POST', path, '{"email":"ada@example.com","first_name":"Ada"}')
  ask('PATCH', `${path}/user_abc123`, `{"last_name":"${nth}"}`)
  ask('DELETE', `${path}/${Object(made.body).id}`)
  if (nth * 5 === 10_000) record.add(who, 'heap after 10,000 requests', 'MB', heap())
}
record.add(who, 'heap after 100,000 requests', 'MB', heap())

journal.clear()
const before = heap()
const rest = ' '.repeat(1_048_576 - 40)
for (let nth = 0; nth < 1000; nth += 1) {
  // One that is refused leaves nothing but its entry in the journal.
  ask('PATCH', `${path}/user_abc123`, `{"email":${nth}}${rest}`)
}
record.add(who, 'heap of 1,000 bodies of 1 MiB', 'MB', heap() - before)
process.stdout.write(JSON.stringify(record.measures))
