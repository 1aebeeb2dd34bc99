import { describe, expect, it } from 'vitest'
import { createOberplan } from '../../handlers/index.ts'

/** What a 401 asks for, of a caller with these headers. */
const challengeTo = async (headers: Record<string, string>) =>
  (await createOberplan().fetch('/v1/users/me', { headers })).headers.get('WWW-Authenticate')

describe('the 401 of Oberplan', () => {
  it.each([
    {},
    { 'Sec-Fetch-Mode': 'navigate' },
    { 'Sec-Fetch-Mode': 'cors', 'User-Agent': 'node' },
    { 'Sec-Fetch-Mode': 'cors', 'User-Agent': 'undici' },
  ])('asks for a password: %j', async headers => {
    expect(await challengeTo(headers)).toBe('Basic realm="Oberplan API"')
  })

  it.each([
    { 'X-Requested-With': 'XMLHttpRequest' },
    { 'x-requested-with': '' },
    { 'Sec-Fetch-Mode': 'cors' },
    { 'Sec-Fetch-Mode': 'cors', 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64)' },
  ])("opens no window in a browser's page: %j", async headers => {
    expect(await challengeTo(headers)).toBeNull()
  })
})
