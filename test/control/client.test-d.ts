import { describe, expectTypeOf, it } from 'vitest'
import {
  type ControlClient,
  createControlClient,
  type JournalCall,
} from '../../contract/control/client.ts'

const control = createControlClient('http://127.0.0.1:4010', { session: 'ada', token: 'secret' })

describe('the types of a client of the control API', () => {
  it('take what the control API takes, and nothing else', () => {
    control.session('ada', { world: { overplane: { users: [] } }, seed: 7, now: new Date() })
    // @ts-expect-error a seed is a number
    control.session('ada', { seed: '7' })
    // @ts-expect-error there is no such option
    control.session('ada', { word: 'empty' })
    // @ts-expect-error a world of entities cannot be reset to over HTTP, and one in code neither
    control.reset({ name: 'own' })
    control.override('overplane', 'listUsers', { fault: { outage: 503 }, times: 1 })
    // @ts-expect-error there is no such fault
    control.override('overplane', 'listUsers', { fault: 'slow' })
    // @ts-expect-error what is forced has to be said
    control.override('overplane', 'listUsers')
    // @ts-expect-error a clock goes on by a time
    control.clock.advance(new Date())
    // @ts-expect-error there is no such filter
    control.journal({ apis: 'overplane' })
    // @ts-expect-error an address is needed
    createControlClient()
  })

  it('know what it gives', () => {
    expectTypeOf(control.session('ada')).resolves.toEqualTypeOf<ControlClient>()
    expectTypeOf<JournalCall['api']>().toEqualTypeOf<string | null>()
    expectTypeOf<JournalCall['reply']['status']>().toEqualTypeOf<number>()
    expectTypeOf(control.headers).toEqualTypeOf<Readonly<Record<string, string>>>()
  })
})
