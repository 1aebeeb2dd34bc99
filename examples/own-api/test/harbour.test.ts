import { toText, verify } from 'contract-doubles/verify'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createBookings } from '../src/bookings.ts'
import { harbour } from '../src/harbour.ts'

const double = harbour.create()
const server = setupServer(...double.handlers)
const bookings = createBookings('hk_demo')

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => double.reset())
afterAll(() => server.close())

describe('the bookings of the application', () => {
  it('are those of the harbour', async () => {
    expect(await bookings.boats()).toEqual(['Nordstern'])
  })

  it('are more by each that is made', async () => {
    await bookings.book('A3', 'Albatros')
    expect(await bookings.boats()).toEqual(['Nordstern', 'Albatros'])
    expect(double.db.booking.count()).toBe(2)
  })

  it('tell in words what the harbour does not take', async () => {
    await expect(bookings.book('Z9', 'Albatros')).rejects.toThrow('"berth"')
  })

  it('may fail, as the page says', async () => {
    double.override('bookBerth', { status: 401 })
    await expect(bookings.book('A3', 'Albatros')).rejects.toThrow('credentials')
  })
})

describe('the double of the harbour', () => {
  it('keeps its own contract', async () => {
    const own = harbour.create()
    const report = await verify(await harbour.suite(), own.fetch)
    expect(report.counts, toText(report)).toMatchObject({ breaches: 0, failed: 0 })
    expect(report.counts.passed).toBeGreaterThan(15)
  })
})
