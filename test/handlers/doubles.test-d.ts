import { describe, expectTypeOf, it } from 'vitest'
import { createOberplan, createOverplane, createPterodactyl } from '../../handlers/index.ts'

describe('the types of a double', () => {
  it('know the fields of its models', () => {
    const { db } = createOverplane()
    const user = db.user.create({ email: 'ada@example.com' })
    expectTypeOf(user.email).toBeString()
    expectTypeOf(user.last_name).toEqualTypeOf<string | null>()
    expectTypeOf(createPterodactyl().db.user.getAll()[0]?.id).toEqualTypeOf<number | undefined>()
    expectTypeOf(createOberplan().db.user.getAll()[0]?.language_tag).toEqualTypeOf<
      'en' | 'de' | undefined
    >()
  })

  it('take no field that a model does not have', () => {
    const { db } = createOverplane()
    // @ts-expect-error users have no nickname
    db.user.create({ nickname: 'ada' })
    // @ts-expect-error an e-mail address is a string
    db.user.create({ email: 1 })
  })

  it('take no option that does not exist', () => {
    // @ts-expect-error a seed is a number
    createOverplane({ seed: '1' })
    // @ts-expect-error there are two fidelities
    createOverplane({ fidelity: 'exact' })
    // @ts-expect-error the demo world does not go by name
    createOverplane({ world: 'demo' })
  })
})
