import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { entity } from '../../../contract/define.ts'
import { createIds } from '../../../contract/double/ids.ts'
import { createStore } from '../../../contract/store/entities.ts'

describe('what of a value can be kept', () => {
  const Boat = z.strictObject({
    id: z.int(),
    name: z.string().check(z.maxLength(5)),
    crew: z.optional(z.array(z.string())),
  })
  const { store } = createStore(
    { boat: entity({ schema: Boat, id: 'id' }) },
    { ids: createIds(1), now: () => '' },
  )

  it('are the fields that have the form that they have here', () => {
    const sent = { name: 'Merete', crew: ['Ada'], sails: 2, __proto__: { id: 7 } }
    expect(store.boat.kept(sent)).toEqual({ crew: ['Ada'] })
    expect(store.boat.create(store.boat.kept({ name: 'Kaja', crew: undefined }))).toMatchObject({
      ...{ id: 1, name: 'Kaja' },
    })
  })

  it('is nothing of what has no fields', () => {
    for (const value of [null, undefined, 7, 'name', ['name']])
      expect(store.boat.kept(value)).toEqual({})
  })
})
