import { createDoubles } from '../../handlers/index.ts'
import { heap } from '../heap.ts'
import { createRecord } from '../measure.ts'

// Mixed requests, right and wrong, over sessions with journals as they are by default, each entry of which is looked at as
// the log of a server does: whether the heap stays as it is once the journals are full.

const sessions = Array.from({ length: 50 }, (_, nth) => `soak-${nth}`)

interface Asking {
  readonly method: string
  readonly path: string
  readonly text?: string
}

/** What is asked in turn, by the id of what was created. */
type Step = (made: string) => Asking

interface Client {
  readonly api: 'overplane' | 'pterodactyl' | 'oberplan'
  readonly headers: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

const crud = (path: string, creation: string, changes: string): readonly Step[] => [
  () => ({ method: 'POST', path, text: creation }),
  made => ({ method: 'GET', path: `${path}/${made}` }),
  () => ({ method: 'GET', path }),
  made => ({ method: 'PATCH', path: `${path}/${made}`, text: changes }),
  () => ({ method: 'POST', path, text: '{"email":"no address"}' }),
  () => ({ method: 'POST', path, text: '{' }),
  () => ({ method: 'GET', path: `${path}/0` }),
  () => ({ method: 'GET', path: `${path}/no/such` }),
  () => ({ method: 'PUT', path, text: '{}' }),
  made => ({ method: 'DELETE', path: `${path}/${made}` }),
]

const settings: readonly Step[] = [
  () => ({ method: 'GET', path: '/v1/users/me' }),
  () => ({ method: 'PUT', path: '/v1/users/me', text: '{"language_tag":"de"}' }),
  () => ({ method: 'PUT', path: '/v1/users/me', text: '{"email":5}' }),
  () => ({ method: 'GET', path: '/v1/users/you' }),
  () => ({ method: 'GET', path: '/v1/rate-limit' }),
]

/** As many steps for each: their journals are full at the same time. What is created is deleted. */
const clients: readonly Client[] = [
  {
    api: 'overplane',
    headers: { authorization: 'Bearer sk_test_1' },
    steps: crud(
      '/api/core/user',
      '{"email":"soak@example.com","first_name":"A"}',
      '{"last_name":"B"}',
    ),
  },
  {
    api: 'pterodactyl',
    headers: { authorization: 'Bearer ptla_full', 'content-type': 'application/json' },
    steps: crud(
      '/api/application/users',
      '{"email":"soak@example.com","username":"soak","first_name":"A","last_name":"B"}',
      '{"email":"soak@example.com","username":"soak","first_name":"A","last_name":"C"}',
    ),
  },
  {
    api: 'oberplan',
    headers: { authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` },
    steps: [...settings, ...settings],
  },
]

/** Asks what is next, for one session after the other. */
function createAsker(doubles: ReturnType<typeof createDoubles>) {
  const made = new Map<string, string>()
  let nth = 0
  const ask = (): void => {
    const session = at(sessions, nth)
    const turn = Math.floor(nth / sessions.length)
    const { api, headers, steps } = at(clients, Math.floor(turn / 10))
    const { text = '', ...asking } = at(steps, turn)(made.get(session) ?? '')
    const { answer, journal } = doubles[api].session(session)
    const call = { ...asking, headers, text, search: '', origin: 'http://localhost' }
    const { body } = answer(call)
    if (turn % 10 === 0) made.set(session, idIn(body))
    journal.last?.warnings.at(0) // as a log does
    nth += 1
  }
  return { ask }
}

function idIn(body: unknown): string {
  const { id, attributes } = Object(body)
  return String(id ?? Object(attributes).id)
}

function at<Value>(values: readonly Value[], nth: number): Value {
  const value = values[nth % values.length]
  if (value === undefined) throw new Error('Failed to soak: there is nothing to ask. List steps.')
  return value
}

/** Requests until each journal is full: only then nothing is to grow any more. */
const filling = 160_000
/** How many requests after the filling the heap is taken from with which the one at the end is compared. */
const settled = 20_000

const record = createRecord()
const asker = createAsker(createDoubles({ world: 'documented' }))
let asked = 0
for (const more of [0, filling / 2, filling / 2, settled, 60_000, 60_000, 60_000]) {
  for (let nth = 0; nth < more; nth += 1) asker.ask()
  asked += more
  record.add(`${asked}`, 'heap', 'MB', heap())
}
process.stdout.write(JSON.stringify(record.measures))
