import type { Reading } from '../readings/reading.ts'
import { confirm, isLeftOut, tell } from './findings/telling.ts'
import type { Outcome } from './report/report.ts'
import { Abandoned, isSilent, type Run, Skipped, silent, stopped, uniqueOf } from './run.ts'
import { buildStage, strike } from './stage.ts'
import type { Probe, Scenario } from './suite.ts'

/** How a suite is played. */
interface Playing {
  readonly bail?: boolean
  readonly watch?: (title: string, nth: number, of: number) => void
}

/** Finds out what no single reply tells, before anything is held to it. */
export async function tellAll(run: Run): Promise<void> {
  run.phase = 'telling'
  for (const [id, reading] of Object.entries(run.readings)) {
    if (reading.try && !run.told.has(id) && !run.signal.aborted && !isSilent(run)) {
      await tryOut(run, id, reading)
    }
  }
  await forget(run)
}

/** Whatever went wrong so far goes wrong once more where it is played, and is found there. */
async function forget(run: Run): Promise<void> {
  run.unanswered = 0
  run.late.clear()
  for (const [make, made] of run.shared) {
    await made.catch(() => run.shared.delete(make))
  }
}

async function tryOut(run: Run, id: string, { try: find, about }: Reading): Promise<void> {
  const steps: (() => Promise<void>)[] = []
  try {
    const value = await find?.(buildStage(run, about, steps))
    if (value !== undefined && run.last) {
      const { operation, curl } = run.last
      const known = value === 'taken' ? (run.expected[id] ?? value) : value
      tell(run, id, { value: known, operation, curl })
    }
  } catch (thrown) {
    reasonOf(thrown)
  } finally {
    await strike(run, steps)
  }
}

/** Why something ended before its time; any other fault goes on. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof Skipped || thrown instanceof Abandoned) return thrown.message
  throw thrown
}

/** Tries out all that a suite knows, in its order. */
export async function play(
  run: Run,
  { bail = false, watch }: Playing,
  outcomes: Outcome[],
): Promise<void> {
  const probes = run.suite.probes(() => uniqueOf(run)).map(toScenario)
  const scenarios = [...probes, ...run.suite.scenarios]
  for (const [nth, scenario] of scenarios.entries()) {
    watch?.(scenario.title, nth, scenarios.length)
    const outcome = await perform(run, scenario)
    outcomes.push(outcome)
    if (bail && outcome.result === 'failed') break
  }
}

const toScenario = (probe: Probe<string>): Scenario<string> => {
  const { title, ask, status, says, page, rests, needs, ...sent } = probe
  return {
    title,
    ...(page !== undefined && { page }),
    ...(rests && { rests }),
    ...(needs && { needs }),
    async run(stage) {
      const reply = await stage.ask(ask, sent, status)
      // A refusal of another status has words of its own.
      const isOther = reply.status >= 400 && reply.status !== status
      if (says === undefined || isOther) return
      stage.says(reply, typeof says === 'function' ? says(reply) : says)
    },
  }
}

async function perform(run: Run, scenario: Scenario<string>): Promise<Outcome> {
  const { title, only, page, rests = [], needs = [] } = scenario
  const before = run.findings.length
  const start = performance.now()
  const steps: (() => Promise<void>)[] = []
  let why: string | undefined
  run.phase = 'playing'
  run.page = page
  run.resting = rests
  try {
    refuse(run, only, [...needs, ...rests])
    await scenario.run(buildStage(run, title, steps))
    if (run.last) confirm(run, rests, run.last)
  } catch (thrown) {
    why = reasonOf(thrown)
  } finally {
    run.phase = 'striking'
    run.resting = []
    run.page = undefined
    await strike(run, steps)
  }
  const findings = run.findings.slice(before)
  const seconds = (performance.now() - start) / 1000
  const result = findings.length > 0 ? 'failed' : why === undefined ? 'passed' : 'skipped'
  return {
    ...{ title, result },
    ...(result === 'skipped' && { why: String(why) }),
    ...(rests.length > 0 && { rests }),
    ...{ seconds, findings },
  }
}

function refuse(run: Run, only: Scenario<string>['only'], needs: readonly string[]): void {
  const { destructive, leftovers, signal } = run
  if (signal.aborted) throw new Skipped(stopped)
  if (isSilent(run)) throw new Skipped(silent)
  if (only === 'destructive' && !destructive) throw new Skipped('It cannot be undone.')
  const other = needs.find(id => isLeftOut(run, id))
  if (other !== undefined) {
    throw new Skipped(`It rests on "${other}", which this provider takes otherwise.`)
  }
  if (only === 'unharmed' && leftovers.size > 0) throw new Skipped('Something was lost before.')
}
