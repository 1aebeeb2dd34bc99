import { describe, expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'

/** A double that takes so many requests a minute, in a time of its own. */
function stand(rateLimit: boolean | number) {
  const clock = { seconds: 0 }
  const now = () => new Date(Date.UTC(2026, 0, 1) + clock.seconds * 1000)
  const double = createOverplane({ rateLimit, now })
  const headers = { Authorization: 'Bearer sk_1' }
  const ask = async () => {
    const response = await double.fetch('/api/core/user', { headers })
    return [response.status, response.headers.get('Retry-After')]
  }
  return { double, clock, ask }
}

const ok = [200, null]

describe("a limit of Overplane's requests", () => {
  it('is for a minute from the first request on', async () => {
    const { clock, ask } = stand(2)
    expect(await ask()).toEqual(ok)
    clock.seconds = 40
    expect(await ask()).toEqual(ok)
    expect(await ask()).toEqual([429, '20'])
    clock.seconds = 59.5
    expect(await ask()).toEqual([429, '1'])
    clock.seconds = 60
    expect([await ask(), await ask(), await ask()]).toEqual([ok, ok, [429, '60']])
  })

  it('comes back as it stood with a snapshot, through JSON too', async () => {
    const { double, ask } = stand(2)
    await ask()
    const before = JSON.stringify(double.snapshot())
    expect([await ask(), await ask()]).toEqual([ok, [429, '60']])
    double.restore(JSON.parse(before))
    expect([await ask(), await ask()]).toEqual([ok, [429, '60']])
  })

  it('is whole again after a reset', async () => {
    const { double, ask } = stand(1)
    expect([await ask(), await ask()]).toEqual([ok, [429, '60']])
    double.reset()
    expect([await ask(), await ask()]).toEqual([ok, [429, '60']])
  })

  it('can be none at all', async () => {
    expect(await stand(0).ask()).toEqual([429, '60'])
  })

  it('may be forced without being enforced', async () => {
    const { double, ask } = stand(false)
    double.override('listUsers', { status: 429, times: 1 })
    expect([await ask(), await ask()]).toEqual([[429, '60'], ok])
  })
})
