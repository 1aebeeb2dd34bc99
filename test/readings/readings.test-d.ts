import { describe, expectTypeOf, it } from 'vitest'
import * as z from 'zod/mini'
import { defineDialect, operations, reading, worded } from '../../contract/define.ts'
import { apis, createDoubles, createOverplane, createPterodactyl } from '../../handlers/index.ts'
import { library } from '../define/library.ts'

const calibration = {
  api: 'pterodactyl',
  date: '2026-01-15T09:30:00Z',
  baseUrl: 'https://panel.example.com',
  version: '0.1.0',
  readings: { deleteStatus: 204, listMeta: 'pagination' },
}

describe('the readings of a double', () => {
  it('are told by id and value', () => {
    createPterodactyl({ readings: { deleteStatus: 204, listMeta: 'pagination' } })
    apis.pterodactyl.create({ readings: { perPageDefault: 15 } })
    library.create({ readings: { createStatus: 200, unset: 'absent' } })
    // @ts-expect-error there is no such reading
    createPterodactyl({ readings: { deletStatus: 204 } })
    // @ts-expect-error a delete is never a 201
    createPterodactyl({ readings: { deleteStatus: 201 } })
    // @ts-expect-error a status is a number
    library.create({ readings: { createStatus: '200' } })
    // @ts-expect-error a reading without a choice cannot be told
    library.create({ readings: { opening: 'Always.' } })
    // @ts-expect-error it is another API's
    createOverplane({ readings: { deleteStatus: 204 } })
  })

  it('are what a verification saved', () => {
    createPterodactyl({ readings: calibration })
    createDoubles({ readings: { pterodactyl: calibration } })
    createDoubles({ readings: calibration })
  })

  it('are told to all doubles by the names of their APIs', () => {
    createDoubles({ readings: { pterodactyl: { deleteStatus: 204 } } })
    // @ts-expect-error there is no such API
    createDoubles({ readings: { pterodactyle: { deleteStatus: 204 } } })
    // @ts-expect-error there is no such reading
    createDoubles({ readings: { pterodactyl: { deletStatus: 204 } } })
    // @ts-expect-error there is no such value
    createDoubles({ readings: { pterodactyl: { deleteStatus: 201 } } })
  })

  it('are known', () => {
    const double = createPterodactyl()
    expectTypeOf(double.readings.deleteStatus).toEqualTypeOf<200 | 204>()
    expectTypeOf(library.create().readings.unset).toEqualTypeOf<'null' | 'absent'>()
    double.follow({ deleteStatus: 204 })
    double.follow(calibration)
    // @ts-expect-error there is no such value
    double.follow({ deleteStatus: 201 })
    // @ts-expect-error there is no such reading
    double.follow({ deletStatus: 204 })
    // @ts-expect-error they are followed, and not written
    double.readings.deleteStatus = 204
    // @ts-expect-error there is no such reading
    double.readings.deletStatus
  })

  it('are known to resolvers and to the dialect', () => {
    const dialect = defineDialect({
      entities: {},
      readings: {
        greeting: reading({
          about: 'How it greets',
          takes: 'hello',
          or: { hi: 'In short.' },
          because: 'The page is silent.',
        }),
      },
      auth: 'bearer',
      failure: z.string(),
      always: [401],
      stamp: (_, { readings }) => ({ 'X-Greeting': readings.greeting }),
      refusals: worded(({ detail }) => detail),
    })
    operations(dialect, { tag: 'Greetings', about: 'What is said.' })
      .get('/greeting', 'Greet', { replies: { 200: z.string() } })
      .by((_, { readings }) => {
        expectTypeOf(readings.greeting).toEqualTypeOf<'hello' | 'hi'>()
        // @ts-expect-error there is no such reading
        readings.farewell
        return { status: 200, body: readings.greeting }
      })
  })
})
