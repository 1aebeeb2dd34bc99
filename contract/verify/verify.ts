import type { Told } from '../readings/calibration.ts'
import type { Choices, Fidelity } from '../readings/choice.ts'
import { toldIn } from '../readings/values.ts'
import { checkVerification } from './checked.ts'
import { enter } from './entering.ts'
import type { Provider } from './exchange/exchange.ts'
import { secretsOf } from './exchange/secrets.ts'
import { differing, expectedOf, toldReadings } from './findings/telling.ts'
import { lastLook } from './last-look.ts'
import { play, tellAll } from './playing.ts'
import type { Outcome, Report } from './report/report.ts'
import { toLeft } from './report/reports.ts'
import { type Run, stopped, Unverifiable } from './run.ts'
import { strike } from './stage.ts'
import type { Suite } from './suite.ts'

/** What a verification can be told; all of it optional. */
export interface VerifyOptions {
  /** Where the provider stands, in the place of the documented base URL. */
  readonly baseUrl?: string
  /** A key, or `email:password`. Default: those of the documentation. */
  readonly credentials?: string
  /** Whether it is expected to take what the live system was seen to, where that is not what we take. Default: `'documented'`. */
  readonly fidelity?: Fidelity
  /** What it is expected to take, where that is not what we take: values by id, or what `verify --save` wrote. */
  readonly readings?: Told<Choices>
  /** Sends nothing but GET. Default: false. */
  readonly readOnly?: boolean
  /** Tries out too what cannot be undone, such as deleting the account. Default: false. */
  readonly destructive?: boolean
  /** Goes no further than the first probe or behaviour that fails. Default: false. */
  readonly bail?: boolean
  /** Lower-case letters and digits that everything made by this verification carries. Default: of the time. */
  readonly mark?: string
  /** How to let time pass; the signal ends it before. Default: by waiting. */
  readonly pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Milliseconds after which a reply that is not there, or not at its end, counts as none. Default: 30,000. */
  readonly patience?: number
  /** Stops the verification: what is left is skipped, and what was made is removed. */
  readonly signal?: AbortSignal
  /** Is told what comes next; `nth` counts from 0, and is `of` when only the removing is left. */
  readonly watch?: (title: string, nth: number, of: number) => void
}

/**
 * Holds a provider to its contract: provokes every documented status that can be had from outside, tries out
 * the behaviours, and puts everything back in order, whatever happens. A create may send a mail, to an address of
 * example.com. Rejects with `Unverifiable` where the provider or the credentials do not let it run.
 *
 * @example const { findings } = await verify(suites.overplane, createOverplane().fetch, { readOnly: true })
 */
export async function verify(
  of: Suite | Suited,
  provider: Provider,
  options: VerifyOptions = {},
): Promise<Report> {
  const suite = isSuited(of) ? await of.suite() : of
  checkVerification(suite, provider, options)
  const run = createRun(suite, provider, options)
  const outcomes: Outcome[] = []
  try {
    await enter(run)
    await tellAll(run)
    await play(run, options, outcomes)
  } catch (cause) {
    await tidy(run)
    throw told(run, cause)
  }
  options.watch?.('Removing what was made', outcomes.length, outcomes.length)
  await tidy(run)
  return toReport(run, outcomes)
}

/** An API knows its suite. */
interface Suited {
  suite(): Promise<Suite>
}

const isSuited = (of: Suite | Suited): of is Suited => 'suite' in Object(of)

/** Removes what scenarios have shared, and whatever else is left. */
async function tidy(run: Run): Promise<void> {
  run.phase = 'leaving'
  // It may have come back in the meantime: one more request tells.
  run.unanswered = Math.max(0, run.unanswered - 1)
  await strike(run, run.steps)
  await lastLook(run)
}

/** What ended the verification, and what it has left behind. */
function told({ leftovers, remedies }: Run, cause: unknown): unknown {
  if (leftovers.size === 0) return cause
  const left = toLeft({ leftovers: [...leftovers], remedies: [...remedies] })
  const message = [cause instanceof Error ? cause.message : String(cause), ...left].join('\n')
  return cause instanceof Unverifiable
    ? new Unverifiable(message, { cause })
    : new Error(message, { cause })
}

function createRun(suite: Suite, provider: Provider, options: VerifyOptions): Run {
  const { credentials = suite.credentials, baseUrl = suite.documentedUrl } = options
  return {
    suite,
    provider,
    credentials,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    secrets: secretsOf(credentials, suite.auth),
    readings: suite.readings,
    expected: {
      ...expectedOf(suite.readings, options.fidelity ?? 'documented'),
      ...toldIn({ api: suite.name, readings: suite.readings }, options.readings ?? {}),
    },
    told: new Map(),
    resting: [],
    page: undefined,
    readOnly: options.readOnly ?? false,
    destructive: options.destructive ?? false,
    mark:
      options.mark ?? `verify${Date.now().toString(36)}${Math.random().toString(36).slice(2, 5)}`,
    pause: options.pause ?? wait,
    patience: options.patience ?? 30_000,
    signal: options.signal ?? new AbortController().signal,
    findings: [],
    hints: new Set(),
    leftovers: new Set(),
    remedies: new Set(),
    provoked: new Map(),
    allowed: new Set(),
    shared: new Map(),
    steps: [],
    places: new Map(),
    known: new Set(),
    lost: new Map(),
    undeleted: new Map(),
    late: new Map(),
    phase: 'entering',
    unanswered: 0,
    requests: 0,
    made: 0,
  }
}

const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal?.addEventListener('abort', end)
  })

function toReport(run: Run, scenarios: readonly Outcome[]): Report {
  const { suite, baseUrl, findings, provoked, requests } = run
  const differences = differing(run)
  const results = (wanted: string) => scenarios.filter(({ result }) => result === wanted).length
  const kinds = (wanted: string) => differences.filter(({ kind }) => kind === wanted).length
  return {
    api: suite.name,
    title: suite.title,
    baseUrl,
    counts: {
      scenarios: scenarios.length,
      passed: results('passed'),
      failed: results('failed'),
      skipped: results('skipped'),
      requests,
      breaches: findings.length,
      readings: kinds('reading'),
      departures: kinds('departure'),
    },
    findings: [...findings, ...differences],
    readings: toldReadings(run),
    operations: Object.entries(suite.contract).map(([operation, { responses }]) => {
      const seen = provoked.get(operation) ?? new Set()
      const documented = Object.keys(responses).map(Number)
      const unprovoked = documented.filter(status => !seen.has(status))
      return { operation, provoked: [...seen].sort((a, b) => a - b), unprovoked }
    }),
    scenarios,
    isStopped: scenarios.some(({ why }) => why === stopped),
    hints: [...run.hints],
    leftovers: [...run.leftovers],
    remedies: [...run.remedies],
  }
}
