import { describe, expectTypeOf, it } from 'vitest'
import type { ApiDefinition } from '../../contract/api.ts'
import { createDoublesOf } from '../../contract/double/doubles.ts'
import {
  type ApiName,
  apis,
  createDoubles,
  createOverplane,
  type EntitiesOf,
  type Filling,
  type OberplanDouble,
  type OverplaneDouble,
  type Snapshots,
  type World,
} from '../../handlers/index.ts'

describe('the types that come of the list of APIs', () => {
  it('know each double by its own type', () => {
    const doubles = createDoubles()
    expectTypeOf(doubles.overplane).toEqualTypeOf<OverplaneDouble>()
    expectTypeOf(doubles.oberplan).toEqualTypeOf<OberplanDouble>()
    // @ts-expect-error there is no such API
    doubles.overplan
  })

  it('know a snapshot and a part of a world for each', () => {
    expectTypeOf<keyof Snapshots>().toEqualTypeOf<ApiName>()
    expectTypeOf<keyof World>().toEqualTypeOf<ApiName | 'name'>()
    expectTypeOf<World['overplane']>().toEqualTypeOf<
      Filling<OverplaneDouble['db']> | EntitiesOf<OverplaneDouble['db']> | undefined
    >()
  })

  it('take no world with a part that no API has, or that fills models that it has not', () => {
    // @ts-expect-error a misspelt API
    createDoubles({ world: { name: 'x', overplan: () => {} } })
    // @ts-expect-error a misspelt API
    createOverplane({ world: { name: 'x', overplan: () => {} } })
    // @ts-expect-error there is no such model
    createOverplane({ world: { name: 'x', overplane: db => db.server.create({}) } })
  })

  it('take a world of all APIs for one of them', () => {
    const world: World = { name: 'x', oberplan: () => {} }
    createOverplane({ world }).reset(world)
  })

  it('are those of any other list too', () => {
    const { overplane } = apis
    const doubles = createDoublesOf({ overplane })
    expectTypeOf(doubles.overplane).toEqualTypeOf<OverplaneDouble>()
    expectTypeOf(doubles.snapshot).returns.toHaveProperty('overplane')
    // @ts-expect-error an API that is not in the list
    doubles.oberplan
    // @ts-expect-error a part of an API that is not in the list
    createDoublesOf({ overplane }, { world: { name: 'x', oberplan: () => {} } })
    // @ts-expect-error a definition needs a suite
    const _: ApiDefinition = { ...overplane, suite: undefined }
  })
})
