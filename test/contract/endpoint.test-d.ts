import { describe, expectTypeOf, it } from 'vitest'
import * as z from 'zod/mini'
import {
  endpoint,
  type ParamsOf,
  type ReplyOf,
  type Resolvers,
} from '../../contract/answer/endpoint.ts'
import type { OverplaneContract } from '../../handlers/index.ts'

const contract = {
  getThing: endpoint({
    method: 'get',
    path: '/things/:id',
    auth: 'none',
    summary: 'Get a thing',
    query: z.object({ loud: z.exactOptional(z.boolean()) }),
    responses: {
      200: { description: 'The thing.', body: z.strictObject({ name: z.string() }) },
      204: { description: 'Nothing to say.' },
    },
  }),
}

type Things = Resolvers<typeof contract, { readonly key: string }>

describe('the types of a contract', () => {
  it('take the documented replies', () => {
    expectTypeOf<{ status: 200; body: { name: string } }>().toExtend<
      ReplyOf<typeof contract.getThing>
    >()
    expectTypeOf<{ status: 204 }>().toExtend<ReplyOf<typeof contract.getThing>>()
    const resolvers: Things = { getThing: () => ({ status: 200, body: { name: 'a' } }) }
    expectTypeOf(resolvers).toExtend<Things>()
  })

  it('take no undocumented status', () => {
    // @ts-expect-error 201 is not documented
    const resolvers: Things = { getThing: () => ({ status: 201, body: { name: 'a' } }) }
    expectTypeOf(resolvers).toExtend<Things>()
  })

  it('take no body of another shape', () => {
    // @ts-expect-error a name is a string
    const wrongType: Things = { getThing: () => ({ status: 200, body: { name: 1 } }) }
    // @ts-expect-error the body is documented
    const noBody: Things = { getThing: () => ({ status: 200 }) }
    // @ts-expect-error a 204 has no body
    const aBody: Things = { getThing: () => ({ status: 204, body: { name: 'a' } }) }
    expectTypeOf([wrongType, noBody, aBody]).toExtend<Things[]>()
  })

  it('ask for a resolver for every endpoint', () => {
    // @ts-expect-error getThing is missing
    const resolvers: Things = {}
    expectTypeOf(resolvers).toExtend<Things>()
  })

  it('give a resolver what its endpoint describes', () => {
    const resolvers: Things = {
      getThing({ caller, params, query }) {
        expectTypeOf(caller.key).toBeString()
        expectTypeOf(params).toEqualTypeOf<{ readonly id: string }>()
        expectTypeOf(query()).toEqualTypeOf<{ loud?: boolean }>()
        return { status: 204 }
      },
    }
    expectTypeOf(resolvers).toExtend<Things>()
  })

  it('read parameters off a path', () => {
    expectTypeOf<ParamsOf<'/a/:b/c/:d'>>().toExtend<{ readonly b: string; readonly d: string }>()
    expectTypeOf<ParamsOf<'/a'>>().toBeUnknown()
  })

  it('hold for the real contracts', () => {
    type Reply = ReplyOf<OverplaneContract['deleteUser']>
    expectTypeOf<Reply['status']>().toEqualTypeOf<200 | 401 | 404 | 429>()
    expectTypeOf<{ status: 200; body: { id: string; deleted: false } }>().not.toExtend<Reply>()
  })
})
