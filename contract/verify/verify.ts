import type { Fidelity } from '../double/options.ts'
import type { Outcome, Report } from './report.ts'
import { prepare } from './request.ts'
import { Abandoned, type Run, reasonOf, Skipped } from './run.ts'
import { secretsOf } from './secrets.ts'
import { buildStage, uniqueOf } from './stage.ts'
import type { Probe, Provider, Scenario, Suite } from './suite.ts'

/** What a verification can be told; all of it optional. */
export interface VerifyOptions {
  /** Where the provider stands, in the place of the documented base URL. */
  readonly baseUrl?: string
  /** A key, or `email:password`. Default: those of the documentation. */
  readonly credentials?: string
  /** Which of two known forms the provider is meant to have; the other one is a deviation. Default: `'documented'`. */
  readonly fidelity?: Fidelity
  /** Sends nothing but GET. Default: false. */
  readonly readOnly?: boolean
  /** Tries out too what cannot be undone, such as deleting the account. Default: false. */
  readonly destructive?: boolean
  /** Goes no further than the first probe or behaviour that fails. Default: false. */
  readonly bail?: boolean
  /** Lower-case letters and digits that everything made by this verification carries. Default: of the time. */
  readonly mark?: string
  /** How to let time pass. Default: by waiting. */
  readonly pause?: (milliseconds: number) => Promise<void>
}

/** The provider cannot be verified at all: nobody answers, or nobody lets us in. */
export class Unverifiable extends Error {}

/**
 * Holds a provider to its contract: provokes every documented status that can be had from outside, tries out
 * the behaviours, and puts everything back in order. Rejects with `Unverifiable` where the first request fails.
 *
 * @example const { findings } = await verify(overplaneSuite, createOverplane().fetch)
 */
export async function verify(
  suite: Suite,
  provider: Provider,
  options: VerifyOptions = {},
): Promise<Report> {
  const run = createRun(suite, provider, options)
  await greet(run)
  const probes = suite.probes(() => uniqueOf(run)).map(toScenario)
  const outcomes: Outcome[] = []
  for (const scenario of [...probes, ...suite.scenarios]) {
    const outcome = await perform(run, scenario)
    outcomes.push(outcome)
    if (options.bail && outcome.result === 'failed') break
  }
  return toReport(run, outcomes)
}

function createRun(suite: Suite, provider: Provider, options: VerifyOptions): Run {
  const { credentials = suite.credentials, baseUrl = suite.documentedUrl } = options
  return {
    suite,
    provider,
    credentials,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    secrets: secretsOf(credentials, suite.auth),
    fidelity: options.fidelity ?? 'documented',
    readOnly: options.readOnly ?? false,
    destructive: options.destructive ?? false,
    mark: options.mark ?? `verify${Date.now().toString(36)}`,
    pause: options.pause ?? (time => new Promise(resolve => setTimeout(resolve, time))),
    findings: [],
    leftovers: [],
    provoked: new Map(),
    requests: 0,
    made: 0,
  }
}

/** The first request tells whether there is anybody to verify. */
async function greet(run: Run): Promise<void> {
  const { suite, provider, baseUrl } = run
  const { url, headers, method } = prepare(run, suite.greeting, {})
  const failed = `Failed to verify "${suite.name}"`
  let status: number
  run.requests += 1
  try {
    const response = await provider(new Request(url, { method, headers, redirect: 'manual' }))
    await response.text()
    status = response.status
  } catch (cause) {
    throw new Unverifiable(
      `${failed}: nobody answers at ${baseUrl} (${reasonOf(cause)}). Start it, or name its base URL.`,
      { cause },
    )
  }
  if (status === 401 || status === 403) {
    throw new Unverifiable(
      `${failed}: ${url} answered ${status}. Give credentials that it accepts.`,
    )
  }
  if (status === 404 || (status >= 300 && status < 400)) {
    throw new Unverifiable(
      `${failed}: ${url} answered ${status}. Name the base URL that stands for ${suite.documentedUrl}.`,
    )
  }
}

const toScenario = ({ title, ask, status, says, ...sent }: Probe<string>): Scenario<string> => ({
  title,
  async run(stage) {
    const reply = await stage.ask(ask, sent, status)
    if (says !== undefined) stage.says(reply, says)
  },
})

async function perform(run: Run, { title, only, ...scenario }: Scenario<string>): Promise<Outcome> {
  const before = run.findings.length
  const start = performance.now()
  const stage = buildStage(run, title)
  let why: string | undefined
  try {
    refuse(run, only)
    await scenario.run(stage)
  } catch (thrown) {
    if (thrown instanceof Skipped) why = thrown.message
    else if (!(thrown instanceof Abandoned)) throw thrown
  } finally {
    await stage.strike()
  }
  const findings = run.findings.slice(before)
  const seconds = (performance.now() - start) / 1000
  const isFailed = findings.some(({ kind }) => kind === 'breach')
  const result = isFailed ? 'failed' : why === undefined ? 'passed' : 'skipped'
  return { title, result, ...(why !== undefined && { why }), seconds, findings }
}

function refuse({ destructive, leftovers }: Run, only: Scenario<string>['only']): void {
  if (only === 'destructive' && !destructive) throw new Skipped('It cannot be undone.')
  if (only === 'unharmed' && leftovers.length > 0) throw new Skipped('Something was lost before.')
}

function toReport(run: Run, scenarios: readonly Outcome[]): Report {
  const { suite, baseUrl, fidelity, findings, leftovers, provoked, requests } = run
  const results = (wanted: string) => scenarios.filter(({ result }) => result === wanted).length
  const kinds = (wanted: string) => findings.filter(({ kind }) => kind === wanted).length
  return {
    api: suite.name,
    title: suite.title,
    baseUrl,
    fidelity,
    counts: {
      scenarios: scenarios.length,
      passed: results('passed'),
      failed: results('failed'),
      skipped: results('skipped'),
      requests,
      breaches: kinds('breach'),
      deviations: kinds('deviation'),
    },
    findings,
    operations: Object.entries(suite.contract).map(([operation, { responses }]) => {
      const seen = provoked.get(operation) ?? new Set()
      const documented = Object.keys(responses).map(Number)
      const unprovoked = documented.filter(status => !seen.has(status))
      return { operation, provoked: [...seen].sort((a, b) => a - b), unprovoked }
    }),
    scenarios,
    leftovers,
  }
}
