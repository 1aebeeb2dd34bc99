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
    isolate(
      server,
      createOverplane,
    )(async double => expectTypeOf(double).toEqualTypeOf<Overplane>())
    isolate(
      server,
      createOverplane(),
    )(async (double, watch) => {
      expectTypeOf(double).toEqualTypeOf<Overplane>()
      expectTypeOf(watch).toEqualTypeOf<Watch>()
    })
    isolate(
      server,
      createDoubles(),
    )(async double => {
      expectTypeOf(double).toEqualTypeOf<Doubles>()
    })
    isolate(server, () => createOberplan({ world: 'empty' }))(
      async ({ outbox }) => void outbox.length,
    )
    // @ts-expect-error a number is no double
    isolate(server, 5)
    // @ts-expect-error nor is what no double has
    isolate(server, createOverplane)(async ({ outbox }) => void outbox)
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
