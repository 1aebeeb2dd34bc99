import { afterAll, beforeAll, describe, it } from 'vitest'
import { allCases } from './cases/all.ts'
import { createSocketTransport } from './transports/socket.ts'

const transport = createSocketTransport()

describe(`over ${transport.name}`, () => {
  beforeAll(() => transport.open?.())
  afterAll(() => transport.close?.())

  for (const subject of allCases) {
    if (subject.cannot?.[transport.name] !== undefined) continue
    it(`${subject.api}: ${subject.title}`, () => transport.run(subject))
  }
})
