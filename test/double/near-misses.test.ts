import { describe, expect, it } from 'vitest'
import { type Described, nearMisses } from '../../contract/double/nearest/near-misses.ts'
import { createDoubles } from '../../handlers/index.ts'

const { overplane, oberplan } = createDoubles()
const near = (api: Described, request: string) => {
  const [method = '', path = ''] = request.split(' ')
  return nearMisses([api], { method, path })
}

describe('a near miss', () => {
  it('names the method that the path takes', () => {
    expect(near(oberplan, 'POST /v1/users/me').slice(0, 3)).toEqual([
      'GET /v1/users/me (the method is GET)',
      'PUT /v1/users/me (the method is PUT)',
      'DELETE /v1/users/me (the method is DELETE)',
    ])
  })

  it.each([
    ['a misspelt segment', 'GET /api/core/users', '("user" for "users")'],
    ['another case', 'GET /api/Core/user', '("core" for "Core")'],
    ['a slash at the end', 'GET /api/core/user/', '(no slash at the end)'],
    ['a slash too many', 'GET /api//core/user', '(one slash less)'],
    ['a segment too many', 'GET /api/v1/core/user', '(no "v1")'],
    ['a missing prefix', 'GET /core/user', '("/api" comes first)'],
    ['a wrong prefix', 'GET /rest/core/user', '("api" for "rest")'],
    ['a missing segment', 'GET /api/user', '("core" is missing)'],
  ])('names %s', (_, request, difference) => {
    expect(near(overplane, request)[0]).toBe(`GET /api/core/user ${difference}`)
  })

  it('names the parameter that is missing', () => {
    expect(near(overplane, 'DELETE /api/core/user')).toContain(
      'DELETE /api/core/user/:id (the parameter ":id" is missing)',
    )
  })

  it('ranks a slip of the pen before a segment that is quite another', () => {
    expect(near(overplane, 'GET /api/projects/project-users')).toEqual([
      'GET /api/projects/project-user ("project-user" for "project-users")',
      'POST /api/projects/project-user ("project-user" for "project-users", the method is POST)',
      'PATCH /api/projects/project-user/:id ("project-user" for "project-users", the parameter ":id" is missing, the method is PATCH)',
    ])
  })

  it('is none where nothing is alike, and where the path is out of all proportion', () => {
    expect(near(overplane, 'GET /')).toEqual([])
    expect(near(overplane, 'GET /favicon.ico')).toEqual([])
    expect(near(overplane, `GET ${'/api/core/user'.repeat(2000)}`)).toEqual([])
  })

  it('shortens what was sent', () => {
    expect(near(overplane, `GET /api/core/${'x'.repeat(5000)}`)[0]).toBe(
      `GET /api/core/user ("user" for "${'x'.repeat(40)}…")`,
    )
  })
})
