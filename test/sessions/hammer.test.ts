import { once } from 'node:events'
import { connect } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDoubles } from '../../handlers/index.ts'
import { type Served, serve } from '../../server/serve/serve.ts'

const workers = Array.from({ length: 8 }, (_, nth) => `worker-${nth + 1}`)
/** Each of ten calls. What is asked in process is in sessions.test.ts. */
const rounds = 150

interface Answer {
  readonly status: number
  readonly body: unknown
}

describe('eight workers on one server, 1,500 calls each', () => {
  let served: Served
  beforeAll(async () => {
    served = await serve({ port: 0, world: 'empty', quiet: true })
  })
  afterAll(() => served.close())

  /** What one worker sends by one connection, one call after the other; `fetch` would take most of the time. */
  async function createWorker(session: string) {
    const { host, hostname, port } = new URL(served.url)
    const socket = connect(Number(port), hostname).setEncoding('latin1').setNoDelay()
    await once(socket, 'connect')
    let text = ''
    let answer: (answered: Answer) => void = () => {}
    socket.on('data', chunk => {
      text += chunk
      const end = text.indexOf('\r\n\r\n') + 4
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1])
      if (end < 4 || text.length < end + length) return
      const answered = {
        status: Number(text.slice(9, 12)),
        body: JSON.parse(text.slice(end) || '0'),
      }
      text = ''
      answer(answered)
    })
    const call = (key: string, line: string, sent?: unknown): Promise<Answer> => {
      const body = sent === undefined ? '' : JSON.stringify(sent)
      const head = `Host: ${host}\r\nAuthorization: Bearer ${key}\r\nX-Contract-Double-Session: ${session}`
      const form = `Content-Type: application/json\r\nContent-Length: ${body.length}`
      socket.write(`${line} HTTP/1.1\r\n${head}\r\n${form}\r\n\r\n${body}`)
      return new Promise(resolve => {
        answer = resolve
      })
    }
    return { call, end: () => socket.destroy() }
  }

  const ada = { username: 'ada', email: 'ada@example.com', first_name: 'Ada', last_name: 'L' }
  const panel = '/api/application/users'
  const rows = '/api/projects/project-user'

  /** Makes, twice, lists and deletes the one user; and two rows, whose order it turns round. */
  async function work(session: string): Promise<readonly unknown[]> {
    const { call, end } = await createWorker(session)
    const ids: unknown[] = []
    const row = async (): Promise<string> => {
      const sent = { parent_id: 'project_1', parent_type: 'Project', user: 'ada' }
      return Object((await call('sk_1', `POST ${rows}`, sent)).body).id
    }
    for (let round = 1; round <= rounds; round += 1) {
      const made = await call('ptla_full', `POST ${panel}`, ada)
      const again = await call('ptla_full', `POST ${panel}`, ada)
      const { body } = await call('ptla_full', `GET ${panel}`)
      const gone = await call('ptla_full', `DELETE ${panel}/${round}`)
      const listed = Object(body).data.map(({ attributes: { id, email } }: never) => [id, email])
      expect([made.status, again.status, gone.status, listed]).toEqual([
        ...[201, 422, 200],
        [[round, ada.email]],
      ])
      const [first, second] = [await row(), await row()]
      const items = [first, second].map((id, nth) => ({ id, idx: 2 - nth }))
      await call('sk_1', `POST ${rows}/reorder`, { items })
      const list = await call('sk_1', `GET ${rows}?parent_id=project_1`)
      expect(Object(list.body).data.map(({ id }: { id: string }) => id)).toEqual([second, first])
      for (const id of [first, second]) await call('sk_1', `DELETE ${rows}/${id}`)
      ids.push(first, second)
    }
    end()
    return ids
  }

  it('never meet, though all use one email, one name and one order of rows', async () => {
    const ids = await Promise.all(workers.map(work))
    expect(new Set(ids[0]).size).toBe(2 * rounds)
    for (const others of ids) expect(others).toEqual(ids[0])
    expect(served.doubles.pterodactyl.journal.entries).toEqual([])
    const counts = workers.map(name => {
      const { overplane, pterodactyl } = served.doubles.session(name)
      const calls = [overplane, pterodactyl].map(({ journal }) => journal.dropped + 500)
      return [...calls, overplane.db.projectUser.count(), pterodactyl.db.user.count()]
    })
    expect(counts).toEqual(workers.map(() => [6 * rounds, 4 * rounds, 0, 0]))
  })
})

it('four thousand sessions that are opened, used and dropped leave no memory behind', () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const doubles = createDoubles()
  const use = (nth: number): void => {
    const own = doubles.session(`test-${nth}`)
    if (nth % 4 === 0) own.oberplan.override('getUserSettings', { status: 401 })
    if (nth % 10 === 0) own.overplane.db.user.create({ email: 'ada@example.com' })
    doubles.sessions.drop(`test-${nth}`)
  }
  const heap = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  for (let nth = 0; nth < 500; nth += 1) use(nth)
  const before = heap()
  for (let nth = 500; nth < 4500; nth += 1) use(nth)
  const grown = heap() - before
  expect(doubles.sessions.list).toEqual([])
  // All that was made in them takes 136 MB.
  expect(grown).toBeLessThan(8_000_000)
})
