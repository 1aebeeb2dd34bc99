import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isolate } from '../../contract/testing/index.ts'
import { createDoubles, createOverplane } from '../../handlers/index.ts'

const server = setupServer()
const users = 'https://api.overplane.dev/api/core/user'
const headers = { Authorization: 'Bearer sk_test_1' }
const isolated = isolate(server, createOverplane)

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

const totalOf = async (): Promise<unknown> => (await (await fetch(users, { headers })).json()).total

describe('an isolated test', () => {
  it('has a double of its own, however many run at the same time', async () => {
    const totals: unknown[] = []
    const run = (count: number) =>
      isolated(async overplane => {
        for (let nth = 0; nth < count; nth += 1) overplane.db.user.create({ email: `${nth}@b.co` })
        totals[count] = await totalOf()
      })()
    await Promise.all([0, 1, 2, 3].map(run))
    expect(totals).toEqual([1, 2, 3, 4])
  })

  it('fails for its own wrong request, and for no other', async () => {
    const wrong = isolated(async () => void (await fetch(users)))
    const right = isolated(async () => void (await totalOf()))
    const [first, second] = await Promise.allSettled([wrong(), right()])
    expect(first).toMatchObject({ status: 'rejected', reason: { message: /GET .*: 401/ } })
    expect(second).toEqual({ status: 'fulfilled', value: undefined })
  })

  it('says first what was wrong with its requests where it fails of itself, and why it failed', async () => {
    const failure = new Error('expected 1 to be 2')
    const failing = isolated(async () => {
      await fetch(users)
      throw failure
    })
    await expect(failing()).rejects.toMatchObject({ message: /401/, cause: failure })
    await expect(isolated(() => Promise.reject(failure))()).rejects.toBe(failure)
  })

  it('can check by itself, and can have all doubles', async () => {
    await isolate(
      server,
      createDoubles,
    )(async (doubles, watch) => {
      doubles.reset('empty')
      expect(await totalOf()).toBe(0)
      await fetch(users)
      await expect(watch.check()).rejects.toThrow('401')
    })()
  })

  it('leaves nothing behind: a request outside of it reaches no double', async () => {
    await isolated(async () => void (await totalOf()))()
    const said = vi.spyOn(console, 'error').mockReturnValue()
    await expect(fetch(users, { headers })).rejects.toThrow()
    said.mockRestore()
  })

  it('has a session of a double that there is, which begins as that did and is dropped', async () => {
    const overplane = createOverplane({ world: 'empty' })
    const inSession = isolate(server, overplane)
    const names: string[][] = []
    const totals: unknown[] = []
    const run = (count: number) =>
      inSession(async own => {
        names.push(overplane.sessions.list.map(({ name }) => name))
        for (let nth = 0; nth < count; nth += 1) own.db.user.create({ email: `${nth}@b.co` })
        totals[count] = await totalOf()
      })()
    await Promise.all([0, 1, 2].map(run))
    expect(totals).toEqual([0, 1, 2])
    expect(names.at(-1)).toEqual(['test-1', 'test-2', 'test-3'])
    expect(overplane.sessions.list).toEqual([])
    expect(overplane.db.user.count()).toBe(0)
    expect(overplane.journal.entries).toEqual([])
  })

  it('has a session of all doubles, in which a wrong request fails it', async () => {
    const doubles = createDoubles()
    const [one, another] = [isolate(server, doubles), isolate(server, doubles)]
    const totals = await Promise.allSettled([
      one(async own => {
        own.overplane.reset('empty')
        expect(await totalOf()).toBe(0)
        await fetch(users)
      })(),
      another(async () => expect(await totalOf()).toBe(1))(),
    ])
    expect(totals).toMatchObject([
      { status: 'rejected', reason: { message: /GET .*: 401/ } },
      { status: 'fulfilled' },
    ])
    expect(doubles.sessions.list).toEqual([])
  })

  it('takes no name that somebody has', async () => {
    const overplane = createOverplane()
    overplane.session('test-1').db.user.create({ email: 'ada@example.com' })
    await isolate(server, overplane)(async () => expect(await totalOf()).toBe(1))()
    expect(overplane.sessions.list.map(({ name }) => name)).toEqual(['test-1'])
  })
})
