import { faultsOf, type Heard } from './conformity.ts'
import { shown } from './difference.ts'
import type { Finding } from './report.ts'
import { type Prepared, prepare } from './request.ts'
import { redacted, type Secrets } from './secrets.ts'
import type { Form, Look, Making, Provider, Sent, Stage, Suite } from './suite.ts'
import { take, Unanswered } from './taking.ts'

/** How often a request is sent again that was one too many, and how long is waited for it, in seconds. */
const retries = { count: 3, longest: 900 } as const

/** After so many requests in a row without a reply, or so many late ones to one operation, no more are sent. */
const silence = 3

/** The provider cannot be verified: nobody answers, nobody lets us in, or only so far. */
export class Unverifiable extends Error {}

/** Ends a scenario: what it needs to go on is not there. */
export class Abandoned extends Error {}

/** Ends a scenario without a finding. */
export class Skipped extends Error {}

/** Something that was made, and that could not be deleted. */
export interface Left {
  readonly deletedBy: string
  readonly id: string | number
  /** A sentence. */
  readonly why: string
}

/** Where something that was made can be seen, in any of these ways. */
export interface Place {
  readonly making: Making<string>
  readonly looks: readonly Look<string>[]
}

/** What a verification is made of, and what it has found so far. */
export interface Run {
  readonly suite: Suite
  readonly provider: Provider
  readonly baseUrl: string
  readonly credentials: string
  readonly secrets: Secrets
  readonly fidelity: Stage<string>['fidelity']
  readonly readOnly: boolean
  readonly destructive: boolean
  /** In everything that is made. */
  readonly mark: string
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Milliseconds that a whole reply may take. */
  readonly patience: number
  /** Ends it before its time: what was made is removed all the same. */
  readonly signal: AbortSignal
  readonly findings: Finding[]
  readonly hints: Set<string>
  readonly leftovers: Set<string>
  /** Shell lines that show or delete what was left behind. */
  readonly remedies: Set<string>
  /** Operations and the statuses that they answered with. */
  readonly provoked: Map<string, Set<number>>
  /** Operations that have let these credentials in. */
  readonly allowed: Set<string>
  /** What scenarios share, by what makes it, and what removes it in the end. */
  readonly shared: Map<unknown, Promise<unknown>>
  readonly steps: (() => Promise<void>)[]
  readonly places: Map<string, Place>
  /** What was made and seen to be ours, as in `deleteUser 17`. */
  readonly known: Set<string>
  /** The unique values of creates, and how many of those have shown nothing that is known to be theirs. */
  readonly lost: Map<string, number>
  readonly undeleted: Map<string, Left>
  /** How many late replies there were, by operation. */
  readonly late: Map<string, number>
  /** Findings are made while scenarios are played, and struck; a signal ends only what is played. */
  phase: 'entering' | 'playing' | 'striking' | 'leaving'
  /** Requests in a row that had no reply. */
  unanswered: number
  requests: number
  made: number
}

/** The mark of the verification with a number behind it, so that none is the beginning of another. */
export function uniqueOf(run: Run): string {
  run.made += 1
  return `${run.mark}x${String(run.made).padStart(4, '0')}`
}

/** Sends a request, once more where it was one too many, and holds every reply to the contract. */
export async function send(run: Run, target: string, sent: Sent): Promise<Heard> {
  const prepared = prepare(run, target, sent)
  if (run.readOnly && prepared.method !== 'GET') throw new Skipped('It writes.')
  const isSeen = remember(run, target, sent)
  for (let left = retries.count; ; left -= 1) {
    const heard = await hear(run, target, prepared, isSeen)
    hold(run, heard)
    if (heard.status !== 429) return heard
    await waitFor(run, heard, left)
  }
}

/** Notes where it will show what a request leaves behind, and says whether it can be seen at all. */
function remember(run: Run, target: string, sent: Sent): boolean {
  const { suite, mark, places } = run
  const made = Object.entries(suite.made)
  const [, making] = made.find(([name, one]) => name === target || one?.movedBy === target) ?? []
  if (!making) return true
  const isMove = making.movedBy === target
  if (!isMove) lose(run, sent, 1)
  const looks = making.listed(sent, mark)
  const [first] = looks
  if (first) places.set(JSON.stringify(first(0)), { making, looks })
  return first !== undefined || isMove
}

/** One create more, or less, of which nothing is known that is there. */
export function lose(run: Run, { body, text }: Sent, count: 1 | -1): void {
  for (const value of uniquesIn(run, text ?? JSON.stringify(body))) {
    run.lost.set(value, (run.lost.get(value) ?? 0) + count)
  }
}

/** The unique values in a text, whatever their case. */
export function uniquesIn({ mark }: Run, text = ''): Set<string> {
  const [, ...parts] = text.toLowerCase().split(`${mark.toLowerCase()}x`)
  return new Set(parts.flatMap(part => /^\d{4,}/.exec(part) ?? []))
}

/** A sentence about what is left behind. */
export function leave(run: Run, sentence: string): void {
  run.leftovers.add(brief(redacted(sentence, run.secrets)))
}

async function waitFor(run: Run, { operation, headers }: Heard, left: number): Promise<void> {
  const told = run.suite.retryAfter.map(name => headers.get(name)).find(isNumber)
  const seconds = Number(told ?? 60)
  if (left === 0 || seconds > retries.longest) {
    const time = told === undefined ? '' : `, for another ${told} seconds`
    throw new Unverifiable(
      `Failed to verify "${run.suite.name}": ${operation} goes on to answer 429${brief(time)}. Wait until the limit of requests is lifted, or give credentials with a higher one.`,
    )
  }
  await pause(run, 1000 * seconds)
}

const isNumber = (text: string | null): text is string => /^\d+$/.test(text ?? '')

/** Lets time pass; whoever has stopped it need not wait for that. */
export async function pause(run: Run, milliseconds: number): Promise<void> {
  await run.pause(milliseconds, run.phase === 'playing' ? run.signal : undefined)
  goOn(run)
}

/** Ends a scenario that has been stopped. */
export function goOn({ phase, signal }: Run): void {
  if (phase === 'playing' && signal.aborted) throw new Skipped(stopped)
}

export const stopped = 'It was stopped.'

/** Whether the provider has fallen silent. */
export const isSilent = ({ unanswered }: Run): boolean => unanswered >= silence

async function hear(
  run: Run,
  operation: string,
  prepared: Prepared,
  isSeen: boolean,
): Promise<Heard> {
  const { curl } = prepared
  const doubt = (why: string) =>
    isSeen || leave(run, `What ${operation} made, if anything, cannot be looked for: ${why}.`)
  const late = run.late.get(operation) ?? 0
  if (isSilent(run) || late >= silence) throw new Abandoned(silent)
  run.requests += 1
  try {
    const taken = await take(run.provider, prepared, run.patience)
    run.unanswered = 0
    if (taken.status >= 500) doubt(`it answered ${taken.status}`)
    return { operation, ...taken, body: plain(run, taken.body), curl }
  } catch (cause) {
    if (!(cause instanceof Unanswered)) throw cause
    run.unanswered += 1
    if (cause.isLate) run.late.set(operation, late + 1)
    doubt('there was no reply')
    const expected = 'a reply'
    const seen = cause.message
    note(run, { operation, title: 'Every request is answered', expected, seen, curl })
    throw new Abandoned('There was no reply.', { cause })
  }
}

export const silent = 'The provider does not answer any more.'

/** A body without what only debugging adds, of which one hint is enough. */
function plain({ suite: { debugging }, hints }: Run, body: unknown): unknown {
  const without = debugging?.without(body)
  if (without === undefined) return body
  hints.add(String(debugging?.hint))
  return without
}

function hold(run: Run, heard: Heard): void {
  if (!isFinding(run)) return
  const { operation, status, curl } = heard
  const endpoint = run.suite.contract[operation]
  const statuses = run.provoked.get(operation) ?? new Set()
  run.provoked.set(operation, statuses.add(status))
  const { failure, headers } = run.suite
  for (const fault of faultsOf(heard, { endpoint, failure, headers })) {
    note(run, { operation, ...fault, curl })
  }
  for (const form of run.suite.forms) {
    if (form.operation === operation && status < 300) compare(run, form, heard)
  }
}

/** Which of two known forms a reply has, and whether it is the one that was asked for. */
function compare(run: Run, form: Form<string>, heard: Heard): void {
  const { operation, curl } = heard
  const other = run.fidelity === 'documented' ? 'observed' : 'documented'
  const seen = form.of(heard)
  if (Object.is(seen, form[run.fidelity])) return
  const known = run.suite.contract[operation]?.deviations?.find(({ about }) => about === form.about)
  if (!known) {
    throw new Error(
      `Failed to compare "${form.about}": the contract of "${operation}" knows no such deviation. Add it there.`,
    )
  }
  const isKnown = Object.is(seen, form[other])
  note(run, {
    operation,
    title: form.about,
    kind: isKnown ? 'deviation' : 'breach',
    expected: known[run.fidelity],
    seen: isKnown ? known[other] : shown(seen),
    curl,
  })
}

/** Writes a finding down, unless the same was found before. */
export function note(
  run: Run,
  found: Omit<Finding, 'kind'> & Partial<Pick<Finding, 'kind'>>,
): void {
  const finding: Finding = {
    operation: found.operation,
    title: found.title,
    kind: found.kind ?? 'breach',
    expected: brief(redacted(found.expected, run.secrets)),
    seen: brief(redacted(found.seen, run.secrets)),
    curl: found.curl,
  }
  if (!isFinding(run)) return
  const isSame = ({ operation, title, expected }: Finding) =>
    operation === finding.operation && title === finding.title && expected === finding.expected
  if (!run.findings.some(isSame)) run.findings.push(finding)
}

const isFinding = ({ phase }: Run): boolean => phase === 'playing' || phase === 'striking'

/** Cut short only after the secrets are out of it: half of one is too much. */
export const brief = (text: string, length = 240): string =>
  text.length > length ? `${text.slice(0, length)}…` : text
