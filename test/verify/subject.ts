import type { Fidelity } from '../../contract/readings/choice.ts'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import type { Report } from '../../contract/verify/report/report.ts'
import type { Suite } from '../../contract/verify/suite.ts'
import { type VerifyOptions, verify } from '../../contract/verify/verify.ts'
import {
  createOberplan,
  createOverplane,
  createPterodactyl,
  type Double,
  type DoubleOptions,
  type OberplanDouble,
  type OverplaneDouble,
  type PterodactylDouble,
  type WorldChoice,
} from '../../handlers/index.ts'
import { oberplan as oberplanApi } from '../../handlers/oberplan/index.ts'
import { overplane as overplaneApi } from '../../handlers/overplane/index.ts'
import { pterodactyl as pterodactylApi } from '../../handlers/pterodactyl/index.ts'

const overplaneSuite = await overplaneApi.suite()
const oberplanSuite = await oberplanApi.suite()
const pterodactylSuite = await pterodactylApi.suite()

type AnyDouble = Double<unknown, WorldChoice>

/** An API whose double is verified, and which of its known forms the double has. */
export interface Subject<D extends AnyDouble = AnyDouble> {
  readonly name: string
  readonly suite: Suite
  readonly fidelity: Fidelity
  create(options: DoubleOptions<WorldChoice>): D
}

export const overplane: Subject<OverplaneDouble> = {
  name: 'overplane',
  suite: overplaneSuite,
  fidelity: 'documented',
  create: createOverplane,
}

export const pterodactyl: Subject<PterodactylDouble> = {
  name: 'pterodactyl',
  suite: pterodactylSuite,
  fidelity: 'documented',
  create: createPterodactyl,
}

export const observed: Subject<PterodactylDouble> = {
  ...pterodactyl,
  name: 'pterodactyl as observed',
  fidelity: 'observed',
}

export const oberplan: Subject<OberplanDouble> = {
  name: 'oberplan',
  suite: oberplanSuite,
  fidelity: 'documented',
  create: createOberplan,
}

export const subjects: readonly Subject[] = [overplane, pterodactyl, observed, oberplan]

/** A double in a time of its own, which moves on when a verification lets time pass. */
export function stand<D extends AnyDouble>(
  subject: Subject<D>,
  options: DoubleOptions<WorldChoice> = {},
) {
  const start = Date.parse('2026-01-01T00:00:00Z')
  let time = start
  const { suite, fidelity } = subject
  const double = subject.create({ fidelity, now: () => new Date(time), ...options })
  const pause = async (milliseconds: number) => {
    time += milliseconds
  }
  return {
    suite,
    double,
    pause,
    /** The seconds that have passed. */
    passed: () => (time - start) / 1000,
    /** Verifies the double, or a provider that stands before it. */
    verify: (more: VerifyOptions = {}, provider: Provider = double.fetch): Promise<Report> =>
      verify(suite, provider, { fidelity, pause, ...more }),
  }
}

/** A provider that keeps what it is asked. */
export function spied(provider: Provider) {
  const lines: string[] = []
  const spy: Provider = request => {
    const { pathname, search } = new URL(request.url)
    lines.push(`${request.method} ${pathname}${search}`)
    return provider(request)
  }
  return { lines, spy }
}
