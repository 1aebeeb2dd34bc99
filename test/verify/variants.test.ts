import { describe, expect, it } from 'vitest'
import { toCalibration } from '../../contract/verify/calibrating.ts'
import type { Provider } from '../../contract/verify/exchange.ts'
import type { Report } from '../../contract/verify/report.ts'
import { verify } from '../../contract/verify/verify.ts'
import { oberplan, overplane, pterodactyl, type Subject, stand } from './subject.ts'
import { type Variant, varied } from './variants.ts'
import { oberplanVariants } from './variants-oberplan.ts'
import { overplaneVariants } from './variants-overplane.ts'
import { pterodactylVariants } from './variants-pterodactyl.ts'

/** A verification with all that was said: of a refusal its status alone, since words are nobody's business. */
async function exchangesWith<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  variant: Variant<D> | undefined,
  options: Parameters<Subject<D>['create']>[0] = {},
) {
  const { suite, double, pause } = stand(subject, options)
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

function hold<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  variants: readonly Variant<D>[],
) {
  describe(subject.name, () => {
    for (const variant of variants) {
      it(`is in no breach where it ${variant.title}, and a double follows it`, async () => {
        const { report, lines } = await exchangesWith(subject, variant)
        expect(told(report)).toEqual(variant.told)
        await follow(subject, variant, report, lines)
      })
    }
  })
}

/** The readings of all findings, with what was seen; a breach has none. */
const told = ({ findings, readings }: Report) =>
  Object.fromEntries(
    findings.map(({ reading, ...finding }) => {
      const known = readings.find(({ id }) => id === reading)
      return known ? [known.id, known.seen] : ['breach', finding]
    }),
  )

/** A double that is told what was found of a provider says what that says. */
async function follow<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  variant: Variant<D>,
  report: Report,
  lines: readonly string[],
) {
  const readings = toCalibration(report, { date: new Date(0), version: '1.0.0' })
  const followed = Object.entries(variant.told).filter(([id]) => id in readings.readings)
  if (followed.length === 0) return
  const double = await exchangesWith(subject, undefined, { readings })
  expect(told(double.report)).toEqual(Object.fromEntries(followed))
  // What else the provider does, nobody can tell a double.
  if (followed.length === Object.keys(variant.told).length) expect(double.lines).toEqual(lines)
}

describe('a provider that is true to its page', () => {
  hold(overplane, overplaneVariants)
  hold(oberplan, oberplanVariants)
  hold(pterodactyl, pterodactylVariants)
})
