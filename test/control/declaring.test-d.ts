import { describe, expectTypeOf, it } from 'vitest'
import * as z from 'zod/mini'
import { problem } from '../../contract/answer/problem.ts'
import { controls } from '../../contract/control/declaring.ts'

const op = controls({ tag: 'Things', about: 'Things.' })
const Thing = z.strictObject({ name: z.string(), tags: z.array(z.string()) })
const show = op.get('/things/:name', 'Show', {
  query: z.strictObject({ loud: z.optional(z.string()) }),
  replies: { 200: Thing },
  refuses: [404],
})
const add = op.post('/things', 'Add', {
  body: z.strictObject({ name: z.string() }),
  replies: { 201: Thing, 204: 'It was there.' },
})
const page = op.get('/page', 'Page', {
  replies: { 200: { description: 'The page.', types: ['text/html'] } },
})
const tags: readonly string[] = []
const thing = { name: 'a', tags }

describe('an operation of the control API', () => {
  it('answers with a documented status and body', () => {
    show.by(() => ({ status: 200, body: thing }))
    show.by(async () => ({ status: 200, body: thing }))
    show.by(() => ({ status: 200, pieces: ['{}'] }))
    show.by(({ params }) => problem(404, `There is no ${params.name}.`))
    add.by(() => ({ status: 204 }))
    page.by(() => ({ status: 200, file: { type: 'text/html', text: '' } }))
    // @ts-expect-error 201 is not documented
    show.by(() => ({ status: 201, body: thing }))
    // @ts-expect-error 400 is what is thrown, and not documented as its own
    show.by(() => problem(400, 'No.'))
    // @ts-expect-error the body lacks its tags
    show.by(() => ({ status: 200, body: { name: 'a' } }))
    // @ts-expect-error a 204 has no body
    add.by(() => ({ status: 204, body: thing }))
    // @ts-expect-error a page is a file
    page.by(() => ({ status: 200, body: '' }))
  })

  it('is given what was sent as its schemas have it', () => {
    show.by(({ params, query, body }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly name: string }>()
      expectTypeOf(query.loud).toEqualTypeOf<string | undefined>()
      expectTypeOf(body).toEqualTypeOf<undefined>()
      // @ts-expect-error the path has no such parameter
      params.id
      // @ts-expect-error the query has no such parameter
      query.quiet
      return { status: 200, body: thing }
    })
    add.by(({ body }) => {
      expectTypeOf(body).toEqualTypeOf<{ name: string }>()
      return { status: 201, body: thing }
    })
  })
})
