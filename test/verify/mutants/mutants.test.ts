import { afterAll, describe, expect, it } from 'vitest'
import type { Provider } from '../../../contract/verify/exchange/exchange.ts'
import type { Finding } from '../../../contract/verify/report/report.ts'
import type { Suite } from '../../../contract/verify/suite.ts'
import { verify } from '../../../contract/verify/verify.ts'
import {
  createOberplan,
  createOverplane,
  createPterodactyl,
  type DoubleOptions,
  type WorldChoice,
} from '../../../handlers/index.ts'
import { oberplan as oberplanApi } from '../../../handlers/oberplan/index.ts'
import { overplane as overplaneApi } from '../../../handlers/overplane/index.ts'
import { pterodactyl as pterodactylApi } from '../../../handlers/pterodactyl/index.ts'
import { many } from '../many.ts'
import { drifted, lineOf, type Mutant } from './drift.ts'
import { oberplanMutants } from './oberplan.ts'
import { oberplanAccountMutants } from './oberplan-account.ts'
import { oberplanUpdateMutants } from './oberplan-updates.ts'
import { overplaneMutants } from './overplane.ts'
import { overplaneNullMutants } from './overplane-nulls.ts'
import { overplaneRowMutants } from './overplane-rows.ts'
import { overplaneWriteMutants } from './overplane-writes.ts'
import { pterodactylMutants } from './pterodactyl.ts'
import { pterodactylListMutants } from './pterodactyl-lists.ts'
import { pterodactylValueMutants } from './pterodactyl-values.ts'
import { pterodactylWriteMutants } from './pterodactyl-writes.ts'
import { narrowed, type Scope, scopeOf } from './scope.ts'

const overplaneSuite = await overplaneApi.suite()
const oberplanSuite = await oberplanApi.suite()
const pterodactylSuite = await pterodactylApi.suite()

const killed = { of: 0, count: 0 }
const told = { count: 0 }

type Held = Parameters<typeof drifted>[0]
type Make<D> = (options: DoubleOptions<WorldChoice>) => D

/** What the verifier finds about a mutant, in a time of its own. */
async function findingsOf<D extends Held>(
  suite: Suite,
  make: Make<D>,
  mutant: Mutant<D>,
  keep: (line: string) => void = () => {},
) {
  let time = Date.parse('2026-01-01T00:00:00Z')
  const { options = {}, world = usual } = mutant
  const { fidelity = 'documented' } = options
  const double = make({ now: () => new Date(time), fidelity, world })
  const pause = async (milliseconds: number) => {
    time += milliseconds
  }
  const provider = drifted(double, mutant)
  let isPlaying = false
  const watch = (_: string, nth: number, of: number) => {
    isPlaying = nth < of
  }
  const spy: Provider = request => {
    if (isPlaying) keep(lineOf(request))
    return provider(request)
  }
  const { findings } = await verify(suite, spy, { ...options, pause, watch, bail: true })
  return findings
}

/** What a mutant is to be found by: a breach, or where no page is contradicted, what it is told as. */
const isMeant =
  ({ tells }: Pick<Mutant<unknown>, 'tells'>) =>
  ({ kind, reading }: Finding): boolean =>
    tells === undefined ? kind === 'breach' : reading === tells

/** Of the other APIs the documented one. */
const usual: WorldChoice = {
  ...many,
  overplane: overplaneApi.documented,
  oberplan: oberplanApi.documented,
}

const nothing = { title: 'nothing', on: /./, header: () => {} }

/** The requests that mutants of the same kind can be caught by; by themselves they find nothing. */
function scoping<D extends Held>(suite: Suite, make: Make<D>) {
  const known = new Map<string, Promise<Scope>>()
  return ({ options = {}, world = usual }: Mutant<D>): Promise<Scope> => {
    const kind = JSON.stringify([options, typeof world === 'object' ? world.name : world])
    const scope =
      known.get(kind) ??
      scopeOf(suite, async part => {
        const lines: string[] = []
        const same: Mutant<D> = { ...nothing, options, world }
        expect(await findingsOf(part, make, same, line => lines.push(line))).toEqual([])
        return lines
      })
    known.set(kind, scope)
    return scope
  }
}

function hunt<D extends Held>(
  name: string,
  suite: Suite,
  make: Make<D>,
  mutants: readonly Mutant<D>[],
) {
  const scopeFor = scoping(suite, make)
  // Each takes some hundredths of a second, on a machine that is busy with other tests too.
  describe(name, () => {
    it('has no finding where nothing is changed', async () => {
      expect(await findingsOf(suite, make, nothing)).toEqual([])
    })

    for (const mutant of mutants) {
      it(`is caught where ${mutant.title}`, async () => {
        killed.of += 1
        const scope = await scopeFor(mutant)
        const soon = await findingsOf(narrowed(suite, scope, mutant), make, mutant)
        // What a request has broken may show in a scenario that sends none like it.
        const isSoon = soon.some(isMeant(mutant))
        const findings = isSoon ? soon : await findingsOf(suite, make, mutant)
        // A slip of the mutant's own, and not of what it stands for.
        expect(findings.filter(({ title }) => title === 'Every request is answered')).toEqual([])
        expect(findings.filter(isMeant(mutant))).not.toEqual([])
        if (mutant.tells !== undefined) {
          expect(findings.filter(({ kind }) => kind === 'breach')).toEqual([])
          told.count += 1
        }
        killed.count += 1
      })
    }
  })
}

hunt('Overplane', overplaneSuite, createOverplane, [
  ...overplaneMutants,
  ...overplaneWriteMutants,
  ...overplaneRowMutants,
  ...overplaneNullMutants,
])
hunt('Pterodactyl', pterodactylSuite, createPterodactyl, [
  ...pterodactylMutants,
  ...pterodactylListMutants,
  ...pterodactylValueMutants,
  ...pterodactylWriteMutants,
])

hunt('Oberplan', oberplanSuite, createOberplan, [
  ...oberplanMutants,
  ...oberplanUpdateMutants,
  ...oberplanAccountMutants,
])

afterAll(() => {
  const { of, count } = killed
  process.stdout.write(
    `verification finds ${count} of ${of} mutants, ${told.count} of them as readings\n`,
  )
})
