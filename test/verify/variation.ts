import { describe, expect, it } from 'vitest'
import { toCalibration } from '../../contract/verify/calibrating.ts'
import type { Provider } from '../../contract/verify/exchange.ts'
import type { Report } from '../../contract/verify/report.ts'
import { verify } from '../../contract/verify/verify.ts'
import { type Subject, stand } from './subject.ts'
import { type Variant, varied } from './variants.ts'

type Options<D extends ReturnType<Subject['create']>> = Parameters<Subject<D>['create']>[0]

/**
 * Holds providers that are true to their page to the suite: none of them is in a breach, each is told as what it is, and a
 * double that is told the same says the same.
 */
export function holdVariants<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  variants: readonly Variant<D>[],
  options: Options<D> = {},
): void {
  describe(`a provider that is true to the page of ${subject.name}`, () => {
    for (const variant of variants) {
      it(`is in no breach where it ${variant.title}, and a double follows it`, async () => {
        const { report, lines } = await exchangesWith(subject, options, variant)
        expect(told(report)).toEqual(variant.told)
        if (!variant.follows) await follow(subject, options, { variant, report, lines })
      })
    }
  })
}

/** A verification with all that was said: of a refusal its status alone, since words are nobody's business. */
async function exchangesWith<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  options: Options<D>,
  variant?: Variant<D>,
) {
  const { suite, double, pause } = stand(subject, options)
  double.follow(variant?.follows ?? {})
  const provider = variant ? varied(double, variant) : double.fetch
  const lines: string[] = []
  const spy: Provider = async request => {
    const { method, url } = request
    const response = await provider(request)
    const body = response.status < 400 ? await response.clone().text() : ''
    lines.push(`${method} ${url} ${response.status} ${body}`)
    return response
  }
  return { report: await verify(suite, spy, { pause, mark: 'verifymark' }), lines }
}

/** The readings of all findings, with what was seen; a breach has none. */
const told = ({ findings, readings }: Report) =>
  Object.fromEntries(
    findings.map(({ reading, ...finding }) => {
      const known = readings.find(({ id }) => id === reading)
      return known ? [known.id, known.seen] : ['breach', finding]
    }),
  )

interface Found<D> {
  readonly variant: Variant<D>
  readonly report: Report
  readonly lines: readonly string[]
}

/** A double that is told what was found of a provider says what that says. */
async function follow<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  options: Options<D>,
  { variant, report, lines }: Found<D>,
) {
  const readings = toCalibration(report, { date: new Date(0), version: '1.0.0' })
  const followed = Object.entries(variant.told).filter(([id]) => id in readings.readings)
  if (followed.length === 0) return
  const double = await exchangesWith(subject, { ...options, readings })
  expect(told(double.report)).toEqual(Object.fromEntries(followed))
  // What else the provider does, nobody can tell a double.
  if (followed.length === Object.keys(variant.told).length) expect(double.lines).toEqual(lines)
}
