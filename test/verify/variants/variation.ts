import { describe, expect, it } from 'vitest'
import { toCalibration } from '../../../contract/verify/report/calibrating.ts'
import type { Report } from '../../../contract/verify/report/report.ts'
import { verify } from '../../../contract/verify/verify.ts'
import { answered, type Plain, type Said } from '../answered.ts'
import { type Subject, stand } from '../subject.ts'
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
        const { report, exchanges } = await exchangesWith(subject, options, variant)
        expect(told(report)).toEqual(variant.told)
        if (!variant.follows) await follow(subject, options, report, exchanges)
      })
    }
  })
}

/** A request as it was sent, when that was, and what was said to it: of a refusal its status alone. */
interface Exchange {
  readonly asked: Plain
  /** Milliseconds from the start. */
  readonly at: number
  readonly said: string
}

/** A verification with all that was said. */
async function exchangesWith<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  options: Options<D>,
  variant: Variant<D>,
) {
  const { suite, double, pause, passed } = stand(subject, options)
  double.follow(variant.follows ?? {})
  const exchanges: Exchange[] = []
  const provider = varied(double, variant, (asked, reply) => {
    exchanges.push({ asked, at: passed() * 1000, said: saidIn(reply) })
  })
  return { report: await verify(suite, provider, { pause, mark: 'verifymark' }), exchanges }
}

const saidIn = ({ status, text }: Pick<Said, 'status' | 'text'>): string =>
  `${status} ${status < 400 ? text : ''}`

/** The readings of all findings, with what was seen; a breach has none. */
const told = ({ findings, readings }: Report) =>
  Object.fromEntries(
    findings.map(({ reading, ...finding }) => {
      const known = readings.find(({ id }) => id === reading)
      return known ? [known.id, known.seen] : ['breach', finding]
    }),
  )

/** A double that is told what was found of a provider answers all that was asked as that did. */
async function follow<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  options: Options<D>,
  report: Report,
  exchanges: readonly Exchange[],
) {
  const readings = toCalibration(report, { date: new Date(0), version: '1.0.0' })
  const isWhole = report.findings.every(({ reading = '' }) => reading in readings.readings)
  // What else a provider does, nobody can tell a double.
  if (!isWhole || report.findings.length === 0) return
  const { double, pause, passed } = stand(subject, { ...options, readings })
  const again: Exchange[] = []
  for (const { asked, at } of exchanges) {
    await pause(at - passed() * 1000)
    again.push({ asked, at, said: saidIn(answered(double, asked)) })
  }
  expect(again).toEqual(exchanges)
}
