import { describe, expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import { promises } from './promises.ts'
import { byFetch, byMsw, bySocket, describePromises } from './ways.ts'

it('every promise has a title of its own, and a reason where a way cannot keep it', () => {
  const titles = promises.map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
  for (const reason of promises.flatMap(({ cannot = {} }) => Object.values(cannot))) {
    expect(reason.length).toBeGreaterThan(20)
  }
})

describePromises('double.fetch', byFetch, ['double.fetch'])
describePromises('setupServer', byMsw, ['setupServer'])
describePromises('socket', bySocket, ['socket'])

describe('double.fetch', () => {
  const headers = { Authorization: 'Bearer sk_1' }

  it('takes a relative URL for one of the API', async () => {
    const double = createOverplane({ baseUrl: 'http://127.0.0.1:1/v2/' })
    const response = await double.fetch('/v2/api/core/user', { headers })
    expect([response.status, response.url]).toEqual([200, 'http://127.0.0.1:1/v2/api/core/user'])
  })

  it('gives a response whose URL has no fragment', async () => {
    const response = await createOverplane().fetch('/api/core/user?limit=1#top', { headers })
    expect(response.url).toBe('https://api.overplane.dev/api/core/user?limit=1')
  })
})
