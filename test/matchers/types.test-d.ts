import { describe, expect, expectTypeOf, it } from 'vitest'
import { createDoubles, createOberplan, createOverplane } from '../../handlers/index.ts'
import '../../handlers/vitest.ts'

const overplane = createOverplane()
const doubles = createDoubles()

describe('the types of the matchers', () => {
  it('take the operations of the double, and no others', () => {
    expect(overplane).toHaveReceived('createUser')
    expect(overplane).not.toHaveReceived('reorderProjectUsers')
    expect(createOberplan()).toHaveReceived('deleteAccount')
    expect(doubles.pterodactyl, 'with a message').toHaveReceived('getServer')
    expectTypeOf(expect(createOberplan()).toHaveReceived)
      .parameter(0)
      .toEqualTypeOf<
        | 'getUserSettings'
        | 'updateUserSettings'
        | 'deleteAccount'
        | 'getRateLimit'
        | 'activateEmail'
      >()
    // @ts-expect-error a misspelt operation
    expect(overplane).toHaveReceived('createUsr')
    // @ts-expect-error a misspelt operation
    expect(overplane).not.toHaveReceived('createUsr')
    // @ts-expect-error an operation of another API
    expect(doubles.oberplan).toHaveReceived('createUser')
    // @ts-expect-error no operation
    expect(overplane).toHaveReceived()
  })

  it('take the parts of a call, and no others', () => {
    expect(overplane).toHaveReceived('createUser', {
      ...{ params: {}, query: { a: '1' }, headers: {}, status: 200, times: 1 },
      body: { email: expect.stringContaining('@') },
    })
    // @ts-expect-error a misspelt part
    expect(overplane).toHaveReceived('createUser', { boby: {} })
    // @ts-expect-error a status is a number
    expect(overplane).toHaveReceived('createUser', { status: '200' })
    // @ts-expect-error a misspelt option
    expect(overplane).toHaveNoViolations({ warning: true })
  })

  it('are for doubles', () => {
    expect(overplane).toHaveNoViolations()
    expect(doubles).toHaveNoViolations({ warnings: true })
    expect(doubles).not.toHaveNoViolations()
    // @ts-expect-error several doubles, and not one
    expect(doubles).toHaveReceived('createUser')
    // @ts-expect-error no double
    expect(5).toHaveReceived('createUser')
    // @ts-expect-error no double
    expect({ journal: [] }).toHaveNoViolations()
  })

  it('leave all else that is expected as it was', () => {
    expect(overplane).toBe(overplane)
    expect(overplane.db.user.count()).not.toBe(1)
    expect(doubles).not.toBe(doubles)
    expectTypeOf(expect(overplane).toHaveReceived('createUser')).toBeVoid()
    expectTypeOf(expect(5).toBe(5)).toBeVoid()
    expectTypeOf(expect(Promise.resolve(5)).resolves.toBe(5)).resolves.toBeVoid()
  })
})
