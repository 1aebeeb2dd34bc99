import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ControlClient, createControlClient } from '../../contract/control/client.ts'
import { type Served, serve } from '../../server/serve/serve.ts'

let served: Served
let control: ControlClient

beforeEach(async () => {
  served = await serve({ port: 0, world: 'documented' })
  control = createControlClient(served.url)
})
afterEach(() => served.close())

const key = { Authorization: 'Bearer sk_1', 'Content-Type': 'application/json' }
const users = (own: ControlClient, init: RequestInit = {}) =>
  fetch(`${served.url}/api/core/user`, { ...init, headers: { ...key, ...own.headers } })
const emailsOf = async (own: ControlClient): Promise<string[]> =>
  (await (await users(own)).json()).data.map(({ email }: { email: string }) => email)
const create = (own: ControlClient, body = '{"email":"ada@example.com","first_name":"Ada"}') =>
  users(own, { method: 'POST', body })

describe('a client of the control API', () => {
  it('opens sessions, of which each sees its own, and drops them', async () => {
    const ada = await control.session('ada', { world: 'empty' })
    const bob = await control.session('bob', {
      world: { overplane: { users: [{ email: 'bob@example.com' }] } },
    })
    await create(ada)
    expect(ada.headers).toEqual({ 'X-Contract-Double-Session': 'ada' })
    expect(await emailsOf(ada)).toEqual(['ada@example.com'])
    expect(await emailsOf(bob)).toEqual(['bob@example.com'])
    expect(await emailsOf(control)).toEqual(['user@example.com'])
    await control.dropSession('ada')
    await expect(ada.journal()).rejects.toThrow('there is no session "ada"')
    await expect(control.dropSession('ada')).rejects.toThrow('there is no session "ada"')
  })

  it('is bound to a session that there is, too', async () => {
    await control.session('ada', { world: 'empty' })
    const ada = createControlClient(`${served.url}/some/path`, { session: 'ada' })
    expect(await emailsOf(ada)).toEqual([])
    expect(await ada.journal()).toHaveLength(1)
    expect(await control.journal()).toEqual([])
  })

  it('forces a reply, and takes it back', async () => {
    const ada = await control.session('ada')
    const takeBack = await ada.override('overplane', 'listUsers', { status: 400 })
    expect([(await users(ada)).status, (await users(control)).status]).toEqual([400, 200])
    await takeBack()
    expect((await users(ada)).status).toBe(200)
    await expect(ada.override('overplane', 'listUsers', { status: 418 })).rejects.toThrow(
      /^Failed to override "listUsers": .*418/,
    )
  })

  it('goes back to a checkpoint, and to a world', async () => {
    const ada = await control.session('ada')
    await ada.checkpoint('signed / up')
    await create(ada)
    expect(await emailsOf(ada)).toHaveLength(2)
    await ada.restore('signed / up')
    expect(await emailsOf(ada)).toHaveLength(1)
    await ada.reset('empty')
    expect(await emailsOf(ada)).toEqual([])
    await ada.reset()
    expect(await emailsOf(ada)).toHaveLength(1)
    expect(await emailsOf(control)).toHaveLength(1)
  })

  it('tells the state, and puts another in its place', async () => {
    const ada = await control.session('ada')
    const before = await ada.state()
    await ada.restore({ overplane: { users: [{ email: 'eve@example.com' }] } })
    expect(await emailsOf(ada)).toEqual(['eve@example.com'])
    await ada.restore(before)
    expect(await emailsOf(ada)).toEqual(['user@example.com'])
    await ada.reset({ overplane: { users: [] } })
    expect(await emailsOf(ada)).toEqual([])
    await expect(ada.restore({ overplane: { users: [{ email: 5 }] } })).rejects.toThrow(
      'at "email"',
    )
  })

  it('changes settings, and switches scenarios', async () => {
    const ada = await control.session('ada')
    await ada.configure({ errorRate: { rate: 1, status: 502 }, delay: [0, 1] })
    expect((await users(ada)).status).toBe(502)
    await ada.configure({ errorRate: 0 })
    await ada.scenarios.add('bad / day', {
      overplane: { overrides: { listUsers: { status: 400 } } },
    })
    await ada.scenarios.on('bad / day')
    expect([(await users(ada)).status, (await users(control)).status]).toEqual([400, 200])
    await ada.scenarios.off('bad / day')
    expect((await users(ada)).status).toBe(200)
    await ada.scenarios.remove('bad / day')
    await expect(ada.scenarios.on('bad / day')).rejects.toThrow('There is no scenario "bad / day".')
  })

  it('turns the clocks', async () => {
    const ada = await control.session('ada', { now: '2030-01-01T00:00:00Z' })
    const createdAt = async (): Promise<string> =>
      (await (await create(ada, '{"email":"a@b.co","first_name":"A"}')).json()).created_at
    await ada.clock.freeze('2030-06-01T12:00:00Z')
    expect(await createdAt()).toBe('2030-06-01T12:00:00Z')
    await ada.clock.advance('2h')
    expect(await createdAt()).toBe('2030-06-01T14:00:00Z')
    await ada.clock.set(new Date('2031-01-01T00:00:00Z'))
    expect(await createdAt()).toBe('2031-01-01T00:00:00Z')
    await ada.clock.freeze()
    await ada.clock.run()
    await ada.clock.reset()
    expect(await createdAt()).toMatch(/^2030-01-01T/)
    await expect(ada.clock.advance('soon')).rejects.toThrow('"soon" is no time')
  })

  it('follows readings', async () => {
    const ada = await control.session('ada', { readings: { pterodactyl: { deleteStatus: 204 } } })
    const remove = (own: ControlClient) =>
      fetch(`${served.url}/api/application/users/4`, {
        method: 'DELETE',
        headers: { Authorization: 'Bearer ptla_full', ...own.headers },
      })
    expect((await remove(ada)).status).toBe(204)
    await ada.reset()
    await ada.follow({ pterodactyl: { deleteStatus: 200 } })
    expect((await remove(ada)).status).toBe(200)
    await expect(ada.follow({ pterodactyl: { deleteStatus: 5 } })).rejects.toThrow('200 or 204')
  })

  it('reads the calls of all APIs in the order of their times, and those that are asked for', async () => {
    const ada = await control.session('ada')
    await create(ada, '{"email":5}')
    await fetch(`${served.url}/nothing/here`, { headers: ada.headers })
    await fetch(`${served.url}/v1/users/me`, { headers: ada.headers })
    await users(ada)
    const calls = await ada.journal()
    expect(calls.map(({ api, operation }) => [api, operation])).toEqual(
      expect.arrayContaining([
        ['overplane', 'createUser'],
        [null, undefined],
        ['oberplan', 'getUserSettings'],
        ['overplane', 'listUsers'],
      ]),
    )
    expect(calls.map(({ at }) => at)).toEqual(calls.map(({ at }) => at).toSorted())
    const wrong = await ada.journal({ api: 'overplane', violations: true })
    expect(wrong.map(({ method, reply }) => [method, reply.status])).toEqual([['POST', 400]])
    expect(await ada.journal({ operation: 'listUsers', limit: 1 })).toHaveLength(1)
    await ada.clearJournal()
    expect(await ada.journal()).toEqual([])
    await expect(ada.journal({ api: 'nope' })).rejects.toThrow('there is no API "nope"')
  })

  it('reads the messages', async () => {
    const ada = await control.session('ada')
    await fetch(`${served.url}/v1/users/me`, {
      method: 'PUT',
      headers: {
        ...ada.headers,
        Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}`,
        'Content-Type': 'application/json',
      },
      body: '{"email":"new@example.com"}',
    })
    expect((await ada.outbox()).map(({ api, to }) => [api, to])).toEqual([
      ['oberplan', 'new@example.com'],
    ])
    expect(await control.outbox()).toEqual([])
  })

  it('shows the token where there is one, in its sessions too', async () => {
    const seen: unknown[] = []
    const other = createServer(({ url, headers }, response) => {
      seen.push([url, headers['x-admin-token']])
      response.writeHead(204).end()
    }).listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const url = `http://127.0.0.1:${Object(other.address()).port}`
    const ada = await createControlClient(url, { token: 'secret' }).session('ada')
    await ada.reset()
    expect(seen).toEqual([
      ['/__admin/sessions', 'secret'],
      ['/__admin/reset?session=ada', 'secret'],
    ])
    expect(ada.headers).toEqual({ 'X-Contract-Double-Session': 'ada' })
    other.close()
  })

  it('says where nobody serves doubles', async () => {
    const other = createServer((_, response) => response.end('<html>')).listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const url = `http://127.0.0.1:${Object(other.address()).port}`
    await expect(createControlClient(url).journal()).rejects.toThrow(
      `Failed to control the doubles: "${url}" answers 200, and not as they do. Give the address at which they are served.`,
    )
    await new Promise(resolve => other.close(resolve))
    await expect(createControlClient(url).reset()).rejects.toThrow(
      `Failed to reach "${url}": fetch failed. Start the doubles there, as in npx contract-doubles, or give their address.`,
    )
  })
})
