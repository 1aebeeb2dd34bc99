import { credentialsIn } from '../answer/auth.ts'
import type { Contract } from '../answer/endpoint.ts'
import { readJson, readQuery } from '../answer/parse.ts'
import type { Found } from '../answer/router.ts'
import { basePathOf } from '../double/base-path.ts'
import { createJournal, type Journal, type JournalLimits } from '../double/journal/journal.ts'
import { nearMisses } from '../double/nearest/near-misses.ts'
import { createPlacing } from '../double/placing.ts'
import type { Told as ToldChoices } from '../readings/calibration.ts'
import type { Choices, Fidelity } from '../readings/choice.ts'
import { toldIn } from '../readings/values.ts'
import { secretsOf } from '../verify/exchange/secrets.ts'
import type { Read } from '../verify/exchange/taking.ts'
import { hold } from '../verify/findings/holding.ts'
import { differing, expectedOf, type Telling, toldReadings } from '../verify/findings/telling.ts'
import type { Finding } from '../verify/report/report.ts'
import type { Holding } from '../verify/run.ts'
import type { Suite } from '../verify/suite.ts'
import { createFindings, type Findings, type NewFinding } from './findings.ts'
import { lineOf } from './line.ts'
import { type Passed, toDelivery } from './passed.ts'
import type { ApiTraffic, TrafficFinding } from './report.ts'
import { violationsOf } from './requests.ts'
import { createTally, type Tally } from './tally.ts'

/** What is watched, and what its provider is expected to take. */
export interface WatchOptions {
  /** Where the provider stands, in the place of the documented base URL. */
  readonly baseUrl?: string
  readonly fidelity?: Fidelity
  readonly readings?: ToldChoices<Choices>
  /** How much the journal keeps: default 1,000 calls, and 64 MB. */
  readonly journal?: number | JournalLimits
}

/** Holds the traffic of one API to its contract, both its sides, whoever sends it. */
export interface Watcher {
  /** The last calls, with what is wrong with them. */
  readonly journal: Journal
  /** Whether a path begins as all paths of the API do: what else there is on its host is not its own. */
  isBelow(path: string): boolean
  /** Whether the API has a path, with whatever method. */
  hasPath(path: string): boolean
  /** Writes a call down, and gives what nobody has shown before. */
  see(passed: Passed): readonly TrafficFinding[]
  report(): ApiTraffic
}

/**
 * Watches the traffic of an API. What it keeps does not grow with what goes by: the last calls, and each finding once.
 *
 * @example
 * const watcher = createWatcher(await overplane.suite(), { baseUrl: 'https://staging.example.com' })
 * watcher.see({ call, at, milliseconds, reply }) // [{ kind: 'breach', operation: 'listUsers', … }]
 */
export function createWatcher(suite: Suite, options: WatchOptions = {}): Watcher {
  const { fidelity = 'documented', journal: limit } = options
  const baseUrl = (options.baseUrl ?? suite.documentedUrl).replace(/\/+$/, '')
  const { reads, name, title } = suite
  const basePath = basePathOf({ baseUrl })
  const start = basePath + startOf(reads.contract)
  const placing = createPlacing(reads.contract, reads, basePath)
  const journal = createJournal(
    {
      ...{ title, contract: reads.contract },
      ...{ query: reads.readQuery ?? readQuery, body: reads.readBody ?? readJson },
      ...(reads.secrets && { secrets: reads.secrets }),
    },
    limit,
  )
  const telling: Telling = {
    readings: suite.readings,
    expected: {
      ...expectedOf(suite.readings, fidelity),
      ...toldIn({ api: name, readings: suite.readings }, options.readings ?? {}),
    },
    told: new Map(),
  }
  const watch: Watch = {
    ...{ suite, baseUrl, placing, journal, telling },
    findings: createFindings(),
    tally: createTally(suite),
    hints: new Set(),
  }
  return {
    journal,
    isBelow: path => path === start || path.startsWith(`${start}/`),
    hasPath: placing.hasPath,
    see: passed => see(watch, passed),
    report: () => reportOf(watch),
  }
}

/** What all paths of a contract begin with: `/api/application`. */
function startOf(contract: Contract): string {
  const [first = [], ...others] = Object.values(contract).map(({ path }) => path.split('/'))
  const end = first.findIndex(
    (segment, nth) => segment.startsWith(':') || others.some(other => other[nth] !== segment),
  )
  return first.slice(0, end === -1 ? undefined : end).join('/')
}

/** What a watcher works with. */
interface Watch {
  readonly suite: Suite
  readonly baseUrl: string
  readonly placing: ReturnType<typeof createPlacing>
  readonly journal: ReturnType<typeof createJournal>
  readonly telling: Telling
  readonly findings: Findings
  readonly tally: Tally
  readonly hints: Set<string>
}

function see(watch: Watch, passed: Passed): readonly TrafficFinding[] {
  const { suite, placing, journal } = watch
  const { call, at, milliseconds } = passed
  const found = placing.find(call.method, call.path)
  const operation = 'endpoint' in found ? found.operation : undefined
  const faults = violationsOf(passed, found, suite)
  const near = operation === undefined ? nearTo(watch, passed) : []
  const breaches = breachesIn(watch, passed, found)
  const sentences = breaches.map(
    ({ title, expected, seen }) => `${title}: ${expected}, not ${seen}.`,
  )
  journal.record({
    ...{ call, found, faults, near, at, milliseconds },
    reply: toDelivery(passed),
    ...{ forced: false, refusal: undefined, news: [] },
    ...(sentences.length > 0 && { breaches: sentences }),
  })
  const where = operation ?? `${call.method} ${call.path}`
  const violations = faults.map(title => toViolation(title, where, passed, near[0]))
  return watch.findings.add([...breaches, ...violations], { at, line: () => toLine(watch, passed) })
}

const nearTo = ({ suite, baseUrl }: Watch, { call }: Passed): string[] =>
  nearMisses([{ contract: suite.reads.contract, baseUrl }], call)

const toLine = ({ suite: { auth }, journal }: Watch, { call }: Passed): string =>
  lineOf(call, auth, journal.veiling)

const toViolation = (
  title: string,
  operation: string,
  { reply }: Passed,
  near = '',
): NewFinding => ({
  ...{ kind: 'violation', operation, expected: near, curl: '' },
  seen: reply ? `answered ${reply.status}` : 'no reply',
  // An item of a list that is wrong is wrong as any other.
  title: title.replace(/\.\d+(?=[."])/g, '.*'),
})

/** What a reply breaks; what rests on a reading is told as one. */
function breachesIn(watch: Watch, passed: Passed, found: Found): readonly Finding[] {
  const { suite, telling, hints, journal, tally } = watch
  const { reply, call } = passed
  const why = tally.count(passed, found)
  if (why !== undefined || !('endpoint' in found)) return []
  if (!reply || typeof reply.body === 'string') return []
  const { auth } = suite
  const holding: Holding = {
    ...{ ...telling, suite, findings: [], provoked: new Map(), veiling: journal.veiling },
    secrets: secretsOf(credentialsIn(auth, call) ?? '', auth),
    ...{ phase: 'playing', resting: [], page: undefined },
  }
  const { status, headers, body } = reply
  const { operation } = found
  hold(holding, { operation, status, headers, ...plain(suite, body, hints), curl: unwritten })
  for (const [id, told] of telling.told) {
    if (told.curl === unwritten) telling.told.set(id, { ...told, curl: toLine(watch, passed) })
  }
  return holding.findings
}

/** Stands for a line that is only written where somebody needs it. */
const unwritten = '-'

/** A body without what only debugging adds, of which one hint is enough. */
function plain({ debugging }: Suite, read: Read, hints: Set<string>): Read {
  const body = debugging?.without(read.body)
  if (body === undefined) return read
  hints.add(String(debugging?.hint))
  return { ...read, body }
}

function reportOf({ suite, baseUrl, telling, findings, tally, hints }: Watch): ApiTraffic {
  const differences = differing(telling).map(one => ({ ...one, times: 1, first: '' }))
  const all = [...findings.all(), ...differences]
  const kinds = (wanted: string) => all.filter(({ kind }) => kind === wanted).length
  return {
    ...{ api: suite.name, title: suite.title, baseUrl },
    counts: {
      ...tally.counts(),
      breaches: kinds('breach'),
      violations: kinds('violation'),
      readings: kinds('reading'),
      departures: kinds('departure'),
    },
    unjudged: tally.unjudged(),
    findings: all,
    more: findings.more(),
    readings: toldReadings(telling),
    operations: tally.operations(),
    hints: [...hints],
  }
}
