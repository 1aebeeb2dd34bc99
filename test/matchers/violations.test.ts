import { describe, expect, it } from 'vitest'
import { createDoubles, createOverplane } from '../../handlers/index.ts'
import '../../handlers/vitest.ts'
import { failureOf } from './failure.ts'

const headers = { Authorization: 'Bearer sk_test_1', 'Content-Type': 'application/json' }
const users = '/api/core/user'
const post = (body: unknown) => ({ method: 'POST', headers, body: JSON.stringify(body) })

describe('toHaveNoViolations', () => {
  it('passes where no call breaks the contract, or none was made', async () => {
    const overplane = createOverplane()
    expect(overplane).toHaveNoViolations()
    await overplane.fetch(users, { headers })
    await overplane.fetch(`${users}/nobody`, { headers })
    expect(overplane).toHaveNoViolations()
  })

  it('fails with each call that breaks it, and how', async () => {
    const overplane = createOverplane()
    await overplane.fetch(users, post({ email: 5 }))
    await overplane.fetch(users, { headers })
    await overplane.fetch(`${users}?limit=1`)
    expect(failureOf(() => expect(overplane).toHaveNoViolations())).toBe(
      `Failed to verify "Overplane": expected no violations, but there are some in
  1. POST /api/core/user -> 400
     "email" in the body breaks the rule "type string".
     The body lacks "first_name".
  3. GET /api/core/user -> 401
     The credentials are missing.`,
    )
    expect(overplane).not.toHaveNoViolations()
  })

  it('passes over what is not documented, unless it is asked for it', async () => {
    const overplane = createOverplane()
    await overplane.fetch(users, post({ email: 'a@b.c', first_name: 'A', nickname: 'x' }))
    await overplane.fetch(users)
    expect(overplane).not.toHaveNoViolations({ warnings: true })
    expect(failureOf(() => expect(overplane).toHaveNoViolations({ warnings: true }))).toBe(
      `Failed to verify "Overplane": expected no violations or warnings, but there are some in
  1. POST /api/core/user -> 200
     The body has "nickname", which is not documented: a real API may ignore it.
  2. GET /api/core/user -> 401
     The credentials are missing.`,
    )
    overplane.reset()
    await overplane.fetch(`${users}?page=2`, { headers })
    expect(overplane).toHaveNoViolations()
    expect(overplane).not.toHaveNoViolations({ warnings: true })
  })

  it('takes all doubles at once, and lists those whose contract was broken', async () => {
    const doubles = createDoubles()
    expect(doubles).toHaveNoViolations()
    await doubles.fetch(users)
    await doubles.fetch('/v1/users/me')
    expect(failureOf(() => expect(doubles).toHaveNoViolations())).toBe(
      `Failed to verify "Overplane": expected no violations, but there are some in
  1. GET /api/core/user -> 401
     The credentials are missing.
Failed to verify "Oberplan": expected no violations, but there are some in
  1. GET /v1/users/me -> 401
     The credentials are missing.`,
    )
    expect(doubles.pterodactyl).toHaveNoViolations()
    expect(doubles.session('ada')).toHaveNoViolations()
    await doubles.session('ada').overplane.fetch(users)
    expect(doubles.session('ada')).not.toHaveNoViolations()
  })

  it('fails by .not where there are none', () => {
    const overplane = createOverplane()
    expect(failureOf(() => expect(overplane).not.toHaveNoViolations())).toBe(
      'Failed to verify "Overplane": expected violations, but there are none.',
    )
    expect(failureOf(() => expect(overplane).not.toHaveNoViolations({ warnings: true }))).toBe(
      'Failed to verify "Overplane": expected violations or warnings, but there are none.',
    )
  })
})
