import { describe, it } from 'vitest'
import { printedCases } from './cases/printed.ts'
import { byFetch } from './transports/fetch.ts'
import { byMsw } from './transports/msw.ts'
import { bySocket } from './transports/socket.ts'

const cases = [...printedCases]

describe.each([byFetch, byMsw, bySocket])('over $name', transport => {
  const able = cases.filter(({ cannot }) => cannot?.[transport.name] === undefined)
  it.each(able)('$api: $title', subject => transport.run(subject))
})
