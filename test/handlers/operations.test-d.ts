import { describe, expectTypeOf, it } from 'vitest'
import type { Oberplan, Overplane, Pterodactyl } from '../../handlers/index.ts'

describe("the types for the application's side", () => {
  it('name what a create takes and gives', () => {
    type Create = Overplane['createUser']
    expectTypeOf<{ email: string; first_name: string }>().toExtend<Create['body']>()
    expectTypeOf<{ email: string }>().not.toExtend<Create['body']>()
    expectTypeOf<{ email: string; first_name: string; phone: number }>().not.toExtend<
      Create['body']
    >()
    expectTypeOf<Create['replies'][200]['last_name']>().toEqualTypeOf<string | null>()
    expectTypeOf<keyof Create['replies']>().toEqualTypeOf<200 | 400 | 401 | 429>()
    expectTypeOf<Create['replies'][400]['error']['message']>().toBeString()
  })

  it('let null clear what is optional, and nothing else', () => {
    type User = Overplane['updateUser']['body']
    expectTypeOf<{ enabled: null; user_type: null; phone: null }>().toExtend<User>()
    expectTypeOf<{ email: null }>().not.toExtend<User>()
    expectTypeOf<{ enabled: 'yes' }>().not.toExtend<User>()
    expectTypeOf<Overplane['createUser']['body']['enabled']>().toEqualTypeOf<
      boolean | null | undefined
    >()
    type Row = Overplane['updateProjectUser']['body']
    expectTypeOf<{ idx: null; hide_timesheets: null; parent_id: null }>().toExtend<Row>()
    expectTypeOf<{ user: null }>().not.toExtend<Row>()
    type Reply = Overplane['updateUser']['replies'][200]
    expectTypeOf<Reply['enabled']>().toEqualTypeOf<boolean>()
    expectTypeOf<Reply['user_type']>().toEqualTypeOf<string>()
  })

  it('name the parameters of paths and queries', () => {
    expectTypeOf<Overplane['retrieveUser']['params']>().toEqualTypeOf<{ readonly id: string }>()
    expectTypeOf<{ limit: number }>().toExtend<Overplane['listUsers']['query']>()
    expectTypeOf<{ limit: boolean }>().not.toExtend<Overplane['listUsers']['query']>()
    expectTypeOf<{ filter: { email: string }; sort: string; page: number }>().toExtend<
      Pterodactyl['listUsers']['query']
    >()
    expectTypeOf<{ me: '1' }>().toEqualTypeOf<Oberplan['deleteAccount']['query']>()
  })

  it('name replies and refusals by status', () => {
    type User = Pterodactyl['getUser']['replies'][200]
    expectTypeOf<User['attributes']['2fa']>().toBeBoolean()
    type Refusal = Pterodactyl['createUser']['replies'][422]
    expectTypeOf<Refusal['errors'][number]['detail']>().toBeString()
    expectTypeOf<Oberplan['updateUserSettings']['replies'][200]>().toEqualTypeOf<{
      success: true
    }>()
  })

  it('know the enumerations', () => {
    type Settings = Oberplan['updateUserSettings']['body']
    expectTypeOf<{ language_tag: 'de' }>().toExtend<Settings>()
    expectTypeOf<{ language_tag: 'fr' }>().not.toExtend<Settings>()
  })
})
