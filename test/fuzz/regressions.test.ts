import { describe, it } from 'vitest'
import { overplane } from './overplane.ts'
import { observed, pterodactyl } from './pterodactyl.ts'
import { byFetch, holds } from './reply.ts'
import { headersOf } from './request.ts'

const users = 'https://panel.example.com/api/application/users'
const rows = 'https://api.overplane.dev/api/projects/project-user'
const row = '"parent_id":"p","parent_type":"t","user":"u"'
const nest = '['.repeat(100_000) + ']'.repeat(100_000)

describe('what once broke a reply', () => {
  it.each([
    [
      'an object that cannot be made text, as a username',
      pterodactyl,
      users,
      ['{"username":{"toString":1}}'],
    ],
    [
      'an array that is nested too deep to be made text, as a username',
      pterodactyl,
      users,
      [`{"username":${nest}}`],
    ],
    ['a per_page of 20 digits', observed, `${users}?per_page=${'9'.repeat(20)}`, [null]],
    [
      'a row behind the last whole number',
      overplane,
      rows,
      [`{${row},"idx":9007199254740991}`, `{${row}}`],
    ],
  ])('%s', async (_, subject, url, bodies) => {
    subject.double.reset()
    const headers = headersOf(subject)
    for (const body of bodies) {
      const init = body ? { method: 'POST', body } : { method: 'GET' }
      await holds(subject, { url, headers, ...init }, byFetch)
    }
  })
})
