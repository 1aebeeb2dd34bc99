import { beforeAll, describe, expect, it } from 'vitest'
import type { TrafficFinding } from '../../contract/traffic/report.ts'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import { many } from '../verify/many.ts'
import { drifted, type Mutant } from '../verify/mutants/drift.ts'
import { oberplanMutants } from '../verify/mutants/oberplan.ts'
import { oberplanAccountMutants } from '../verify/mutants/oberplan-account.ts'
import { overplaneMutants } from '../verify/mutants/overplane.ts'
import { overplaneRowMutants } from '../verify/mutants/overplane-rows.ts'
import { pterodactylMutants } from '../verify/mutants/pterodactyl.ts'
import { pterodactylListMutants } from '../verify/mutants/pterodactyl-lists.ts'
import { oberplan, observed, overplane, pterodactyl, type Subject } from '../verify/subject.ts'
import { oberplanVariants } from '../verify/variants/oberplan.ts'
import { overplaneVariants } from '../verify/variants/overplane.ts'
import { pterodactylVariants } from '../verify/variants/pterodactyl.ts'
import { type Variant, varied } from '../verify/variants/variants.ts'
import { type Asked, replayed, requestsOf, shortened } from './replay.ts'

// What goes by is what the suites of the APIs send. A watcher sees each reply alone: what shows in one it tells, and what
// only several of them show, such as a create that is not kept, is for a verification to find.

type AnyDouble = ReturnType<Subject['create']>

/** The drifts of these titles, each of which shows in a reply. */
function shown<D>(mutants: readonly Mutant<D>[], titles: readonly string[]): readonly Mutant<D>[] {
  const found = mutants.filter(({ title }) => titles.includes(title))
  expect(found.map(({ title }) => title).toSorted()).toEqual(titles.toSorted())
  return found
}

function hold<D extends AnyDouble>(
  subject: Subject<D>,
  mutants: readonly Mutant<D>[],
  variants: readonly Variant<D>[],
  options: Parameters<Subject<D>['create']>[0] = {},
) {
  let all: readonly Asked[]
  let some: readonly Asked[]
  beforeAll(async () => {
    all = await requestsOf(subject, options)
    some = await shortened(subject, all, options)
  })
  const findingsOf = async (providerOf: (double: D) => Provider, requests = some) =>
    (await replayed(subject, requests, providerOf, options)).report().findings

  it('accuses nobody of anything where the whole suite goes by', async () => {
    const watcher = await replayed(subject, all, double => double.fetch, options)
    const { findings, counts } = watcher.report()
    expect(findings.filter(({ kind }) => kind !== 'violation')).toEqual([])
    expect(counts.judged).toBeGreaterThan(250)
    // Whoever is let in has broken nothing.
    const taken = watcher.journal.entries.filter(({ reply }) => reply.status < 300)
    expect(taken.flatMap(({ violations }) => violations)).toEqual([])
  })

  it.each(mutants)('tells of a provider where $title', async mutant => {
    const isTold = ({ kind, reading }: TrafficFinding) =>
      mutant.tells === undefined ? kind === 'breach' : reading === mutant.tells
    const told = async (requests: readonly Asked[]) =>
      (await findingsOf(double => drifted(double, mutant), requests)).filter(isTold)
    const soon = await told(some)
    expect(soon.length > 0 ? soon : await told(all)).not.toEqual([])
  })

  it('accuses no provider that is true to the page, and reads its silence otherwise', async () => {
    for (const variant of variants) {
      const findings = await findingsOf(double => varied(double, variant, () => {}))
      const breaches = findings.filter(({ kind }) => kind === 'breach')
      expect({ [variant.title]: breaches }).toEqual({ [variant.title]: [] })
    }
  })
}

describe('the traffic of Overplane', () => {
  hold(
    overplane,
    shown(
      [...overplaneMutants, ...overplaneRowMutants],
      [
        'enabled is 1 or 0',
        'created_at is a number',
        'a create answers 201',
        'a delete answers 204',
        'a delete does not say of what',
        'a delete says "true"',
        'a list has no total',
        'a list is a bare array',
        'JSON goes out as text/html',
        'errors have no envelope',
        'a row without hide_timesheets',
        'idx is a text',
        'a reorder answers with one row',
      ],
    ),
    overplaneVariants,
  )
})

describe('the traffic of Oberplan', () => {
  hold(
    oberplan,
    shown(
      [...oberplanMutants, ...oberplanAccountMutants],
      [
        'a key is missing',
        'allow_collaboration is 1 or 0',
        'profile_completed is a text',
        'an empty name is null',
        'the settings have no envelope',
        'success is missing',
        'success is 1',
        'an update answers 204',
        'a refusal says success',
        'a refusal does not repeat its status',
        'a 401 asks for no scheme',
        'nothing is told of the limit',
        'the Content-Type is text/html',
        'the limit is a text',
      ],
    ),
    oberplanVariants,
  )
})

describe('the traffic of Pterodactyl', () => {
  hold(
    pterodactyl,
    shown(
      [...pterodactylMutants, ...pterodactylListMutants],
      [
        '2fa has another name',
        'uuid is missing',
        'root_admin is 1 or 0',
        'id is a text',
        'a user has no envelope',
        'a list calls itself users',
        'a create answers 200',
        'a create has no meta',
        'a delete answers 202',
        'a delete answers with a body',
        'errors have a number for a status',
        'nothing is told of the limit',
        'the Content-Type is text/plain',
        'links is a list',
      ],
    ),
    pterodactylVariants,
    { world: many },
  )
})

describe('the traffic of a panel as it was observed', () => {
  hold(observed, [], [])
})
