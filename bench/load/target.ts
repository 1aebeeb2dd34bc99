import { createProgress } from '../../server/line/progress.ts'
import { type Ask, send } from '../ask.ts'
import type { Measure, Record } from '../measure.ts'
import type { Case, Sendable, Sent } from './cases.ts'
import type { Job, Outcome } from './job.ts'
import type { Loader } from './loader.ts'

/** Somebody who answers. */
export interface Target {
  readonly name: string
  readonly pid: number
  /** Where it answers in a case. */
  urlIn(name: string): string
  readonly sendable: Sendable
  readonly isLossy?: boolean | undefined
  /** Who made what it deletes, where it makes nothing. */
  readonly twin?: Target
}

/** How thorough a run is. */
export interface Effort {
  readonly isQuick: boolean
  readonly rounds: number
  /** How long each server is loaded in a case of a round. */
  readonly seconds: number
  /** How many entities the largest server holds. */
  readonly largest: number
}

export const thorough: Effort = { isQuick: false, rounds: 4, seconds: 1, largest: 1_000_000 }
export const quick: Effort = { isQuick: true, rounds: 1, seconds: 0.2, largest: 50_000 }

/** How many requests are under way at a time. */
const connections = 20

/** One thing that somebody is asked for. */
export interface Turn {
  readonly target: Target
  readonly sent: Sent
  /** The case that it answers. */
  readonly name: Case
  /** What it is called in the findings. */
  readonly what: string
}

/** Asks everybody for everything, once to get warm, and then round by round: each ratio is one of the same round. */
export async function inRounds(
  loader: Loader,
  turns: readonly Turn[],
  { rounds, seconds }: Effort,
  record: Record,
): Promise<readonly Measure[]> {
  const progress = createProgress(process.stderr)
  for (let round = -1; round < rounds; round += 1) {
    const made = new Map<Target, readonly string[]>()
    for (const turn of turns) {
      progress.watch(`${turn.target.name}, ${turn.what}`, round + 1, rounds + 1)
      const outcome = await taken(loader, turn, round < 0 ? seconds / 2 : seconds, made)
      if (round >= 0 && outcome) noted(record, turn, outcome)
    }
  }
  progress.end()
  return record.measures
}

async function taken(
  loader: Loader,
  turn: Turn,
  seconds: number,
  made: Map<Target, readonly string[]>,
): Promise<Outcome | undefined> {
  const { target, sent, name } = turn
  const { asks, id, after } = sent
  const each = name === 'delete' ? (sent.each ?? made.get(target.twin ?? target)) : sent.each
  if (each?.length === 0) return undefined
  const url = target.urlIn(name)
  const job = { url, pid: target.pid, asks, seconds, connections }
  // Its memory has lain idle while others were asked, and may lie elsewhere by now.
  if (!each && !id && !slow.has(sent)) await loader.run({ ...job, seconds: seconds * 0.6 })
  const outcome = await enough(loader, target, sent, {
    ...{ ...job, ...(each && { each }), ...(id && { id }) },
  })
  refuseFailed(turn, outcome)
  if (id) made.set(target, outcome.ids)
  if (after) await put(url, after)
  return outcome
}

function refuseFailed({ target, what }: Turn, { failed, requests }: Outcome): void {
  if (failed <= (target.isLossy ? requests / 2 : 0)) return
  throw new Error(
    `Failed to bench ${target.name} at "${what}": ${failed} of ${requests} replies were no success. Ask it for something that it has.`,
  )
}

/**
 * Who answers next to nothing in the time that all have is given as long as a few requests take, one by one; unless it
 * only took its time once, to put in order what it holds.
 */
async function enough(loader: Loader, target: Target, sent: Sent, job: Job): Promise<Outcome> {
  if (!slow.has(sent)) {
    const outcome = await loader.run(job)
    await settled(target)
    if (job.each || outcome.requests >= few.length) return outcome
  }
  // They go on where they ended: what was found once might be kept.
  const done = slow.get(sent) ?? 0
  const asks = job.asks.map((ask, nth) => job.asks[(nth + done) % job.asks.length] ?? ask)
  const outcome = await loader.run({ ...job, asks, each: few, connections: 1 })
  if (outcome.seconds < job.seconds) {
    const again = await loader.run(job)
    await settled(target)
    if (again.requests >= few.length) return again
  }
  slow.set(sent, done + few.length)
  return outcome
}

const few = ['1', '2', '3', '4', '5']
/** How much was asked of who is slow. */
const slow = new WeakMap<Sent, number>()

/** What was under way at the end is answered yet, and would take the core from whoever comes next. */
async function settled({ sendable, urlIn }: Target): Promise<void> {
  const [ask] = sendable['GET by id']?.asks ?? []
  if (ask) await send(urlIn('GET by id'), ask)
}

function noted(
  record: Record,
  { target: { name }, what }: Turn,
  { failed, seconds, cpu, latency, ...all }: Outcome,
): void {
  const requests = all.requests - failed
  if (requests === 0) throw new Error(`Failed to bench ${name} at "${what}": it answered nothing.`)
  record.add(name, what, 'requests/s', requests / seconds)
  record.add(name, what, 'µs of CPU', (cpu * 1000) / requests)
  record.add(name, what, 'share of its core', cpu / 1000 / seconds)
  record.add(name, what, 'ms', latency)
}

async function put(url: string, ask: Ask): Promise<void> {
  const { status, body } = await send(url, ask)
  if (status >= 300) throw new Error(`Failed to put "${url}" back in order: ${status} ${body}.`)
}
