import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'

let served: Served

beforeAll(async () => {
  const where = { port: 0, host: '127.0.0.1', world: 'documented', quiet: true } as const
  served = await serve({ ...where, now: '2024-01-15T09:30:00Z' }, () => {})
})
afterAll(() => served.close())
beforeEach(async () => {
  await turn({ reset: true })
})

async function turn(body: unknown, search = '') {
  const response = await fetch(`${served.url}/__admin/clock${search}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const times = async () => (await fetch(`${served.url}/__admin/clock`)).json()

async function created(): Promise<string> {
  const response = await fetch(`${served.url}/api/core/user`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_1', 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' }),
  })
  return (await response.json()).created_at
}

describe('the clock of a server', () => {
  it('runs from the time that it is started with', async () => {
    const passed = Date.parse(await created()) - Date.parse('2024-01-15T09:30:00Z')
    expect(passed).toBeGreaterThanOrEqual(0)
    expect(passed).toBeLessThan(600_000)
    expect(await times()).toMatchObject({ overplane: { isFrozen: false } })
  })

  it('is frozen, advanced, set and let run, for all APIs or for one', async () => {
    const frozen = { now: '2030-06-01T12:00:00.000Z', isFrozen: true }
    expect(await turn({ freeze: '2030-06-01T12:00:00Z' })).toEqual({
      status: 200,
      body: { overplane: frozen, pterodactyl: frozen, oberplan: frozen },
    })
    expect(await created()).toBe('2030-06-01T12:00:00Z')
    expect(await turn({ advance: '2h' }, '?api=overplane')).toEqual({
      status: 200,
      body: { overplane: { now: '2030-06-01T14:00:00.000Z', isFrozen: true } },
    })
    expect(await created()).toBe('2030-06-01T14:00:00Z')
    expect(await times()).toMatchObject({ oberplan: frozen })
    await turn({ set: '2031-01-01T00:00:00Z' })
    expect(await created()).toBe('2031-01-01T00:00:00Z')
    expect((await turn({ run: true })).body).toMatchObject({ overplane: { isFrozen: false } })
  })

  it.each([
    [{}, 'Give one of { "freeze": true }'],
    [{ freeze: true, run: true }, 'Give one of { "freeze": true }'],
    [{ freeze: false }, 'freeze'],
    [{ advance: 'soon' }, 'Failed to advance the clock: "soon" is no time.'],
    [{ set: 'tomorrow' }, 'Failed to set the clock: "tomorrow" is no time'],
    [{ stop: true }, 'there is no "stop"'],
    [[], 'Give'],
  ])('refuses %j in a sentence, and goes on as before', async (body, sentence) => {
    await turn({ freeze: '2030-06-01T12:00:00Z' })
    const before = await times()
    const refused = await turn(body)
    expect(refused.status).toBe(400)
    expect(refused.body.detail).toContain(sentence)
    expect(await times()).toEqual(before)
  })
})
