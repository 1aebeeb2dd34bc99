import { getResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDoubles } from '../../handlers/index.ts'

beforeEach(() => vi.stubGlobal('location', new URL('http://app.test/users')))
afterEach(() => vi.unstubAllGlobals())

const me = `Basic ${btoa('user@oberplan.com:mypassword')}`
const apis = [
  { path: '/api/core/user', key: 'Bearer sk_test_1', other: [me, 'Bearer eyJhbGci', 'Bearer'] },
  { path: '/api/application/users', key: 'Bearer ptla_1', other: [me, 'Bearer sk_1', 'ptla_1'] },
  { path: '/v1/users/me', key: me, other: ['Bearer eyJhbGci', 'Digest username="a"', 'Basic'] },
]

/** The status of the answer; `undefined` where the request goes on to the network. */
async function statusOf(url: string, authorization?: string, options = {}, method = 'GET') {
  const headers = authorization === undefined ? {} : { Authorization: authorization }
  const request = new Request(url, { method, headers })
  return (await getResponse([...createDoubles(options).handlers], request))?.status
}

describe.each(apis)('the origin of the page itself, $path', ({ path, key, other }) => {
  it('belongs to the page', async () => {
    expect(await statusOf(`http://app.test${path}`)).toBeUndefined()
    expect(await statusOf(`http://app.test${path}`, undefined, {}, 'POST')).toBeUndefined()
    for (const authorization of other) {
      expect(await statusOf(`http://app.test${path}`, authorization)).toBeUndefined()
    }
  })

  it("is the API's for a caller with its credentials", async () => {
    expect(await statusOf(`http://app.test${path}`, key)).toBe(200)
  })

  it("is the API's where the base URL says so", async () => {
    const options = { baseUrl: 'http://app.test' }
    expect(await statusOf(`http://app.test${path}`, undefined, options)).toBe(401)
    for (const authorization of other) {
      expect(await statusOf(`http://app.test${path}`, authorization, options)).toBe(401)
    }
  })

  it('is no other origin: there it answers everybody', async () => {
    expect(await statusOf(`https://api.test${path}`)).toBe(401)
    expect(await statusOf(`http://app.test:8080${path}`)).toBe(401)
  })

  it('is not known without a page', async () => {
    vi.stubGlobal('location', undefined)
    expect(await statusOf(`http://app.test${path}`)).toBe(401)
  })
})
