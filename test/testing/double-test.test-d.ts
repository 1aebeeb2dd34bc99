import { setupServer } from 'msw/node'
import { describe, expectTypeOf, it } from 'vitest'
import { isolate, type Watch } from '../../contract/testing/index.ts'
import { createDoubles, createOberplan, createOverplane } from '../../handlers/index.ts'
import { doubleTest } from '../../handlers/vitest.ts'

const server = setupServer()
type Overplane = ReturnType<typeof createOverplane>
type Doubles = ReturnType<typeof createDoubles>

describe('the double of a test', () => {
  it('is of the type of what makes it, or of what its session is of', () => {
    const made = isolate(server, createOverplane)
    expectTypeOf<Parameters<typeof made>[0]>().parameters.toEqualTypeOf<[Overplane, Watch]>()
    const lent = isolate(server, createOverplane())
    expectTypeOf<Parameters<typeof lent>[0]>().parameters.toEqualTypeOf<[Overplane, Watch]>()
    const all = isolate(server, createDoubles())
    expectTypeOf<Parameters<typeof all>[0]>().parameter(0).toEqualTypeOf<Doubles>()
    const own = isolate(server, () => createOberplan({ world: 'empty' }))
    own(async ({ outbox }) => void outbox.length)
    // @ts-expect-error Overplane sends no messages
    made(async ({ outbox }) => void outbox)
    // @ts-expect-error a number is no double
    isolate(server, 5)
  })

  it('is a fixture in Vitest', () => {
    const test = () => doubleTest(server, createOverplane)
    type Fixtures = Parameters<Parameters<ReturnType<typeof test>['beforeEach']>[0]>[0]
    expectTypeOf<Fixtures['double']>().toEqualTypeOf<Overplane>()
    expectTypeOf<Fixtures['watch']>().toEqualTypeOf<Watch>()
    // @ts-expect-error a double without sessions has to be made for each test
    void (() => doubleTest(server, { handlers: [] }))
  })
})
