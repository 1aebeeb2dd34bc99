import { describe, expect, it } from 'vitest'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import { at } from '../../contract/verify/findings/difference.ts'
import { toJson, toJUnit, toMarkdown, toText } from '../../contract/verify/report/reports.ts'
import { demo } from '../../fixtures/worlds/demo.ts'
import { observed, pterodactyl, type Subject, stand, subjects } from './subject.ts'

const slow = { timeout: 30_000 }

const hint =
  'The panel runs in debug mode, and its errors tell more than is documented. Set APP_DEBUG=false.'

const trace = ['Illuminate/Routing/Router.php:806', 'Illuminate/Pipeline/Pipeline.php:144']
const source = { line: 263, file: '/vendor/laravel/framework/src/Illuminate/Routing/Route.php' }

/** A panel whose errors are changed one by one. */
const panel =
  (provider: Provider, change: (error: object) => object): Provider =>
  async request => {
    const reply = await provider(request)
    if (reply.status < 400) return reply
    const errors: unknown = at(await reply.json(), 'errors')
    const body = { errors: Array.isArray(errors) ? errors.map(change) : errors }
    return Response.json(body, { status: reply.status, headers: reply.headers })
  }

/** The exception's own words, where the panel has better ones without APP_DEBUG. */
const raw = (error: object) => {
  const isMissing = String(Reflect.get(error, 'detail')).startsWith('The requested resource')
  return isMissing ? { detail: 'No query results for model [Pterodactyl\\Models\\User] 0' } : {}
}

const metaOf = (error: object) => Object(Reflect.get(error, 'meta'))

describe.each<Subject>([pterodactyl, observed])('a $name in debug mode', slow, subject => {
  it.each<readonly [string, (error: object) => object]>([
    [
      'its trace',
      error => ({
        ...error,
        source,
        meta: { trace, previous: [], ...metaOf(error) },
        ...raw(error),
      }),
    ],
    ['its trace and no source', error => ({ ...error, meta: { trace, ...metaOf(error) } })],
    [
      'its exception',
      error => ({
        ...error,
        meta: { exception: 'Exception', file: 'a.php', line: 1, ...metaOf(error) },
      }),
    ],
    ['its source alone', error => ({ ...error, source })],
  ])('that tells %s gets one hint, and no breach', async (_, change) => {
    const { double, verify } = stand(subject, { world: demo })
    const report = await verify({}, panel(double.fetch, change))
    expect(report).toMatchObject({ findings: [], hints: [hint], leftovers: [] })
    for (const write of [toText, toJson, toJUnit, toMarkdown]) {
      expect(write(report).split(hint)).toHaveLength(2)
    }
  })

  it('is told of where it does otherwise besides', async () => {
    const { double, verify } = stand(subject)
    const worse = panel(double.fetch, error => {
      const { source_field: _, ...meta } = metaOf(error)
      return { ...error, source, meta: { trace, ...meta } }
    })
    const report = await verify({}, worse)
    expect(report.hints).toEqual([hint])
    expect(report.findings.map(({ reading }) => reading)).toEqual(['refusalWords'])
  })
})

it.each(subjects)(
  'of $name nothing is hinted at where nothing is debugged',
  slow,
  async subject => {
    expect((await stand(subject).verify()).hints).toEqual([])
  },
)
