import { afterAll, beforeAll, describe, it } from 'vitest'
import { allCases } from './cases/all.ts'
import { createBrowserTransport } from './transports/browser.ts'

const transport = createBrowserTransport()

// Waiting for its turn counts as a case's time.
describe.concurrent(`over ${transport.name}`, () => {
  beforeAll(() => transport.open())
  afterAll(() => transport.close())

  for (const subject of allCases) {
    if (subject.cannot?.[transport.name] !== undefined) continue
    it(`${subject.api}: ${subject.title}`, () => transport.run(subject))
  }
})
