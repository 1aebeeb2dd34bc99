import { redactedText } from '../double/journal/redacted-text.ts'
import { isSecretPath, type Veiling, veil } from '../double/journal/redaction.ts'
import type { Provider, Sent } from './exchange/exchange.ts'
import { redacted, type Secrets } from './exchange/secrets.ts'
import type { Heard } from './findings/conformity.ts'
import { at } from './findings/difference.ts'
import { contradict, type Telling } from './findings/telling.ts'
import type { Finding } from './report/report.ts'
import type { Look, Making, Suite } from './suite.ts'

/** After so many requests in a row without a reply, or so many late ones to one operation, no more are sent. */
export const silence = 3

/**
 * The provider cannot be verified: nobody answers, nobody lets us in, or only so far.
 *
 * @example
 * const nobody = async () => new Response('<h1>It works</h1>')
 * const thrown = await verify(suites.overplane, nobody).catch(error => error)
 * thrown instanceof Unverifiable // => true
 */
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

/** What a reply is held to, and what was found of it. */
export interface Holding extends Telling {
  readonly suite: Pick<Suite, 'contract' | 'failure' | 'headers' | 'quotes'>
  readonly secrets: Secrets
  /** What is secret besides, where nobody knows what was sent. */
  readonly veiling?: Veiling
  readonly findings: Finding[]
  /** Operations and the statuses that they answered with. */
  readonly provoked: Map<string, Set<number>>
  /** Findings are made while scenarios are played, and struck; a signal ends only what is played. */
  phase: 'entering' | 'telling' | 'playing' | 'striking' | 'leaving'
  /** The readings that what is played follows from, and the sentence of the page that it holds the provider to. */
  resting: readonly string[]
  page: string | undefined
  /** The last reply. */
  last?: Heard
}

/** What a verification is made of, and what it has found so far. */
export interface Run extends Holding {
  readonly suite: Suite
  readonly provider: Provider
  readonly baseUrl: string
  readonly credentials: string
  readonly readOnly: boolean
  readonly destructive: boolean
  /** In everything that is made. */
  readonly mark: string
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Milliseconds that a whole reply may take. */
  readonly patience: number
  /** Ends it before its time: what was made is removed all the same. */
  readonly signal: AbortSignal
  readonly hints: Set<string>
  readonly leftovers: Set<string>
  /** Shell lines that show or delete what was left behind. */
  readonly remedies: Set<string>
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

/** Lets time pass; whoever has stopped it need not wait for that. */
export async function pause(run: Run, milliseconds: number): Promise<void> {
  const isPlay = run.phase === 'playing' || run.phase === 'telling'
  await run.pause(milliseconds, isPlay ? run.signal : undefined)
  goOn(run)
}

/** Ends a scenario that has been stopped. */
export function goOn({ phase, signal }: Run): void {
  if ((phase === 'playing' || phase === 'telling') && signal.aborted) throw new Skipped(stopped)
}

export const stopped = 'It was stopped.'

/** Whether the provider has fallen silent. */
export const isSilent = ({ unanswered }: Run): boolean => unanswered >= silence

export const silent = 'The provider does not answer any more.'

/** Tells that something which follows from readings does not hold. */
export function doubt(run: Holding, ids: readonly string[], found: Omit<Found, 'title'>): void {
  const { operation, expected, seen, curl } = clear(run, found)
  contradict(run, ids, { operation, expected, seen, curl })
}

/** Writes down what does not hold of a scenario: as a reading, where all of it follows from one, and else as a breach. */
export function note(run: Run, found: Found, path = ''): void {
  if (!isFinding(run)) return
  if (run.resting.length > 0) doubt(run, run.resting, found)
  else accuse(run, { ...found, page: run.page ?? pageOf(run, found.operation, path) })
}

type Found = Omit<Finding, 'kind' | 'page'>

/** Writes a breach down, unless the same was found before. */
export function accuse(run: Holding, found: Found & { readonly page: string }): void {
  if (!isFinding(run)) return
  const finding: Finding = { ...clear(run, found), kind: 'breach' }
  const isSame = ({ operation, title, expected }: Finding) =>
    operation === finding.operation && title === finding.title && expected === finding.expected
  if (!run.findings.some(isSame)) run.findings.push(finding)
}

function clear<F extends Pick<Finding, 'expected' | 'seen'>>(run: Holding, found: F): F {
  const { expected, seen } = found
  const { secrets } = run
  return {
    ...found,
    expected: brief(redacted(expected, secrets)),
    seen: brief(hidden(run, seen)),
  }
}

function hidden({ secrets, veiling }: Holding, text: string): string {
  const plain = redacted(text, secrets)
  return veiling ? redactedText(plain, veiling) : plain
}

/** What stands at a place of a body, in a sentence. */
export const seenAt = ({ veiling }: Holding, path: string, seen: string): string =>
  veiling && isSecretPath(path, veiling.isSecret) ? veil : seen

/** What the page has against it: the value that it prints there, or else what it says of the operation. */
export function pageOf({ suite }: Holding, operation: string, path: string): string {
  const { examples = [], responses = {}, summary } = suite.contract[operation] ?? {}
  const keys = path.split('.').map(key => (key === '*' ? '0' : key))
  const printed = path === '' ? [] : examples.map(({ reply }) => at(reply.body, ...keys))
  const value = printed.find(one => one !== undefined)
  if (value !== undefined) {
    return `It prints ${JSON.stringify({ [String(keys.at(-1))]: value }).slice(1, -1)}.`
  }
  const statuses = `It knows the statuses ${Object.keys(responses).join(', ')}.`
  return suite.quotes[operation] ?? summary ?? statuses
}

export const isFinding = ({ phase }: Pick<Holding, 'phase'>): boolean =>
  phase === 'playing' || phase === 'striking'

/** Cut short only after the secrets are out of it: half of one is too much. */
export const brief = (text: string, length = 240): string =>
  text.length > length ? `${text.slice(0, length)}…` : text
