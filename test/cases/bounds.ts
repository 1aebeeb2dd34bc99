import { expect } from 'vitest'
import type { Case } from './case.ts'
import * as oberplan from './oberplan.ts'
import * as overplane from './overplane.ts'

const headers = { 'Content-Type': 'application/json' }
const users = '/api/core/user'
const reorder = '/api/projects/project-user/reorder'

/** A JSON text that nests so deep, its object counted: `nested(2)` is `{"deep":[1]}`. */
const nested = (levels: number): string =>
  `{"email":"a@b.c","first_name":"A","deep":${'['.repeat(levels - 1)}1${']'.repeat(levels - 1)}}`

const tooDeep = 'the body is nested deeper than 512 levels'

/** So many items that are none. */
const wrong = (count: number) => ({ items: Array.from({ length: count }, () => 1) })

/** What one request may ask of a double, by what it sends. */
export const boundsCases: readonly Case[] = [
  overplane.overplane('JSON of 512 levels is read', async send => {
    expect((await send('POST', users, { headers, text: nested(512) })).status).toBe(200)
  }),

  ...[513, 5000, 400_000].map(levels =>
    overplane.overplane(`JSON of ${levels} levels is a malformed body`, async send => {
      const reply = await send('POST', users, { headers, text: nested(levels) })
      overplane.expectRefusal(reply, 400, { message: `Invalid request body: ${tooDeep}.` })
    }),
  ),

  overplane.overplane(
    'JSON that nests as deep in objects, or does not end, is so too',
    async send => {
      for (const text of ['{"a":'.repeat(5000), `{"a":${'[{"b":'.repeat(5000)}`]) {
        const reply = await send('POST', users, { headers, text })
        overplane.expectRefusal(reply, 400, { message: `Invalid request body: ${tooDeep}.` })
      }
    },
  ),

  overplane.overplane('brackets in a text nest nothing', async send => {
    const json = { email: '[{'.repeat(2000), first_name: '\\"[[[['.repeat(600) }
    const reply = await send('POST', users, { json })
    expect([reply.status, reply.body]).toEqual([200, expect.objectContaining(json)])
  }),

  oberplan.oberplan(
    'Oberplan words JSON that nests too deep as a malformed request',
    async send => {
      const reply = await send('PUT', oberplan.me, { headers, text: nested(5000) })
      const message = `The request is malformed: ${tooDeep}.`
      oberplan.expectRefusal(reply, 400, 'invalid_request', { message })
      await oberplan.expectUntouched(send)
    },
  ),

  overplane.overplane(
    'of 1,000 wrong items the first 20 are told, and how many more',
    async send => {
      const reply = await send('POST', reorder, { json: wrong(1000) })
      const each = Array.from({ length: 20 }, (_, nth) => `Invalid object: 1 (items.${nth}).`)
      overplane.expectRefusal(reply, 400, {
        code: 'parameter_invalid_object',
        param: 'items.0',
        message: `${each.join(' ')} And 980 more.`,
      })
    },
  ),

  ...[1001, 60_000, 124_000, 500_000].map(count =>
    overplane.overplane(`${count} items are too many, whatever they are`, async send => {
      const reply = await send('POST', reorder, { json: wrong(count) })
      overplane.expectRefusal(reply, 400, {
        code: 'parameter_invalid_array',
        param: 'items',
        message: 'Invalid array: more than 1000 items (items).',
      })
    }),
  ),

  overplane.overplane('a list under a key that nobody knows has no bound', async send => {
    const json = { email: 'a@b.c', first_name: 'A', list: wrong(60_000).items }
    expect((await send('POST', users, { json })).status).toBe(200)
  }),

  overplane.overplane('a refusal quotes no value of a secret field', async send => {
    const reply = await send('POST', users, {
      json: { email: 'a@b.c', first_name: 'A', api_secret: 31337, phone: 42 },
    })
    const message = 'Invalid string: 42 (phone). Invalid string: … (api_secret).'
    overplane.expectRefusal(reply, 400, {
      code: 'parameter_invalid_string',
      param: 'phone',
      message,
    })
  }),
]
