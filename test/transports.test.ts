import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allCases } from './cases/all.ts'
import { createFetchTransport } from './transports/fetch.ts'
import { createMswTransport } from './transports/msw.ts'

it('every case has a title of its own, and a reason where a transport cannot do it', () => {
  const titles = allCases.map(({ api, title }) => `${api}: ${title}`)
  expect(new Set(titles).size).toBe(titles.length)
  const reasons = allCases.flatMap(({ cannot = {} }) => Object.values(cannot))
  for (const reason of reasons) expect(reason.length).toBeGreaterThan(20)
})

for (const transport of [createFetchTransport(), createMswTransport()]) {
  describe(`over ${transport.name}`, () => {
    beforeAll(() => transport.open?.())
    afterAll(() => transport.close?.())

    for (const subject of allCases) {
      if (subject.cannot?.[transport.name] !== undefined) continue
      it(`${subject.api}: ${subject.title}`, () => transport.run(subject))
    }
  })
}
