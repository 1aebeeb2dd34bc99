import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controlOperations } from '../../contract/control/operations.ts'
import { createReader } from '../../inspector/control/event-stream.ts'
import { type Served, serve } from '../../server/serve/serve.ts'

let served: Served
const streams: AbortController[] = []

beforeEach(async () => {
  served = await serve({ port: 0, world: 'documented' })
})
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.abort()
  await served.close()
})

/** What each event carries, as the control API documents it. */
const documented = Object(controlOperations.watch?.brief.replies[200]).events

interface Told {
  readonly id?: string
  readonly event: string
  readonly data: unknown
}

/** A stream of events, of which each is waited for. */
async function listen(query = '', headers: Record<string, string> = {}) {
  const leaving = new AbortController()
  streams.push(leaving)
  const { signal } = leaving
  const response = await fetch(`${served.url}/__admin/events${query}`, { headers, signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const events: Told[] = []
  const read = createReader(event => {
    expect(z.safeParse(documented[event.event], event.data).error).toBeUndefined()
    events.push(event)
  })
  const take = (event: string): Told | undefined => {
    const index = events.findIndex(one => one.event === event)
    return index < 0 ? undefined : events.splice(0, index + 1).at(-1)
  }
  return {
    leave: () => leaving.abort(),
    async next(event: string): Promise<Told> {
      let found = take(event)
      while (!found) {
        const { value, done } = (await reader?.read()) ?? { done: true }
        if (done) throw new Error('The stream has ended.')
        read(value ?? '')
        found = take(event)
      }
      return found
    },
  }
}

const call = (path = '/api/core/user') =>
  fetch(served.url + path, { headers: { Authorization: 'Bearer sk_test_1' } })

const admin = (line: string, body?: object) => {
  const [method = '', path] = line.split(' ')
  return fetch(`${served.url}/__admin${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
}

const pathsOf = ({ data }: Told): string[] =>
  Object(data).calls.map(
    ({ path, search = '' }: { path: string; search?: string }) => path + search,
  )

describe('the events', () => {
  it('begin with the calls that are kept, and go on with those that come', async () => {
    await call()
    const stream = await listen()
    const first = await stream.next('calls')
    expect(first.data).toEqual({
      isWhole: true,
      calls: [
        {
          ...{ api: 'overplane', nth: 1, at: expect.any(String), operation: 'listUsers' },
          ...{ method: 'GET', path: '/api/core/user', status: 200 },
          ...{ milliseconds: expect.any(Number), forced: false, violations: 0, warnings: 0 },
        },
      ],
    })
    await call('/nowhere?token=abc&page=2')
    const next = await stream.next('calls')
    expect(next.data).toMatchObject({
      isWhole: false,
      calls: [{ api: null, nth: 1, status: 404, search: '?token=…&page=2', violations: 1 }],
    })
  })

  it('go on where a stream broke off, by the id of its last event', async () => {
    const stream = await listen()
    await stream.next('calls')
    await call('/api/core/user?limit=1')
    const { id = '' } = await stream.next('calls')
    stream.leave()
    await call('/api/core/user?limit=2')
    const other = await listen('', { 'Last-Event-ID': id })
    const missed = await other.next('calls')
    expect([Object(missed.data).isWhole, pathsOf(missed)]).toEqual([
      false,
      ['/api/core/user?limit=2'],
    ])
  })

  it.each([
    ['of another server', '/overplane:7:1700000000000'],
    ['that is none', 'nonsense'],
  ])('begin anew after an id %s', async (_, after) => {
    await call()
    const stream = await listen(`?after=${encodeURIComponent(after)}`)
    expect((await stream.next('calls')).data).toMatchObject({ isWhole: true, calls: [{ nth: 1 }] })
  })

  it('say that the journal is empty, and what comes after that', async () => {
    await call()
    const stream = await listen()
    await stream.next('calls')
    await admin('DELETE /journal')
    expect((await stream.next('calls')).data).toEqual({ isWhole: true, calls: [] })
    await call()
    expect((await stream.next('calls')).data).toMatchObject({ isWhole: false, calls: [{ nth: 1 }] })
  })

  it('are those of a session, or of all of them', async () => {
    await call('/@ada/api/core/user')
    await call('/@bob/api/core/user')
    const own = await (await listen('?session=ada')).next('calls')
    expect(Object(own.data).calls).toMatchObject([{ session: 'ada' }])
    const all = await (await listen('?everywhere=true')).next('calls')
    expect(Object(all.data).calls).toMatchObject([{ session: 'ada' }, { session: 'bob' }])
    const none = await (await listen()).next('calls')
    expect(pathsOf(none)).toEqual([])
  })

  it('use no session up by looking at it', async () => {
    await call('/@ada/api/core/user')
    const stream = await listen('?everywhere=true')
    await stream.next('calls')
    await call()
    await stream.next('calls')
    const sessions = await (await admin('GET /sessions')).json()
    expect(sessions).toMatchObject([{ name: 'ada', uses: 1 }])
  })

  it.each([
    ['state', 'POST /entities/users?api=overplane', { email: 'ada@example.com' }],
    ['overrides', 'POST /overrides', { api: 'overplane', operation: 'listUsers', status: 400 }],
    ['settings', 'PATCH /settings', { delay: 1 }],
    ['scenarios', 'PUT /scenarios/bad', { overplane: { settings: { delay: 1 } } }],
    ['checkpoints', 'POST /checkpoints', { name: 'begun' }],
    ['clock', 'PATCH /clock', { advance: '1h' }],
    ['sessions', 'POST /sessions', { name: 'ada' }],
  ])('say that it is no longer as it was: %s', async (subject, line, body) => {
    const stream = await listen()
    await stream.next('calls')
    await admin(line, body)
    const { data } = await stream.next('changed')
    expect(Object(data).what).toContain(subject)
  })
})
